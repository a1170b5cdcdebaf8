import { AccessDenied, Integrity, Malformed, type TokenprismError, Unsupported } from '../errors.js'
import { type ByteSource, NETWORK_COST, type ReadOptions } from './byte-source.js'
import { type Answer, type HttpClient, statusError } from './http-client.js'
import { tries } from './retry.js'
import { Transient } from './transient.js'

/** A file behind an address. */
export interface RemoteFile {
  readonly url: string
  /** For messages: a name without secrets. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Sent to this address, and to no other host that it redirects to. */
  readonly headers?: Readonly<Record<string, string>>
  /** The error that a status means; by default by status alone. */
  readonly explain?: (response: Response) => TokenprismError
}

/** A file over HTTP, of which only the ranges asked for are read. */
export interface HttpSource extends ByteSource {
  /** A range as it arrives: a break in the middle is mended by asking for the rest. */
  stream(offset: number, length: number, options?: ReadOptions): AsyncGenerator<Uint8Array>
}

/** Statuses of a signed address whose time is over. */
const EXPIRED = new Set([401, 403, 404, 410])

/** A connection that breaks after this many bytes has got somewhere, and has its tries anew. */
const PROGRESS = 64 * 1024

/**
 * A remote file as a source. The first read finds out where the address redirects to (a CDN, often), and the next go
 * there at once, without the headers; when that place has expired, the address is asked again. Each answer is checked:
 * its status, range, length and version.
 */
export function httpSource(client: HttpClient, file: RemoteFile): HttpSource {
  let direct: string | undefined
  /** The first request under way; the others wait for what it finds out. */
  let first: Promise<unknown> | undefined
  let version: string | undefined

  const open = async (offset: number, length: number, signal?: AbortSignal): Promise<Answer> => {
    if (first && direct === undefined) await first.catch(() => undefined)
    const place = direct
    const range = `bytes=${offset}-${offset + length - 1}`
    const sending = client.send({
      url: place ?? file.url,
      where: file.name,
      headers: { ...(place === undefined ? file.headers : {}), range },
      signal,
    })
    if (place === undefined) first = sending
    const answer = await sending
    const { response } = answer
    if (place !== undefined && EXPIRED.has(response.status)) {
      answer.drop()
      if (direct === place) direct = first = undefined
      return open(offset, length, signal)
    }
    if (place === undefined && response.ok && leadsAway(file.url, response)) direct = response.url
    return answer
  }

  const checked = async (offset: number, length: number, signal?: AbortSignal): Promise<Answer> => {
    const answer = await open(offset, length, signal)
    try {
      requireAnswer(file, answer.response, offset, length)
      const tag = answer.response.headers.get('etag') ?? undefined
      if (version !== undefined && tag !== undefined && tag !== version)
        throw new Integrity({
          where: file.name,
          expected: `the version ${version}, of which bytes were read before`,
          found: tag,
          next: 'The file changed meanwhile: run again.',
        })
      version ??= tag
    } catch (error) {
      answer.drop()
      throw error
    }
    return answer
  }

  async function* stream(
    offset: number,
    length: number,
    { signal }: ReadOptions = {},
  ): AsyncGenerator<Uint8Array> {
    const attempts = tries(file.name, client.options)
    let done = 0
    let since = 0
    client.noteTransfer(file.name, { expected: length })
    while (done < length)
      try {
        const answer = await checked(offset + done, length - done, signal)
        for await (const chunk of answer.body()) {
          if (done + chunk.length > length) throw tooMuch(file, length)
          done += chunk.length
          since += chunk.length
          client.noteTransfer(file.name, { received: chunk.length })
          yield chunk
        }
        if (done < length)
          throw new Transient(`an answer that ends after ${done} of ${length} bytes`)
      } catch (error) {
        if (since >= PROGRESS) attempts.progressed()
        since = 0
        await attempts.failed(error, signal)
      }
  }

  return {
    name: file.name,
    size: file.size,
    cost: NETWORK_COST,
    stream,
    async read(offset, length, options) {
      const bytes = new Uint8Array(length)
      let at = 0
      for await (const chunk of stream(offset, length, options)) {
        bytes.set(chunk, at)
        at += chunk.length
      }
      return bytes
    },
  }
}

function leadsAway(url: string, response: Response): boolean {
  return response.redirected && new URL(response.url).origin !== new URL(url).origin
}

/** A server may ignore `Range` and send everything, or send other bytes than those asked for. */
function requireAnswer(
  { name, size, explain = statusError(name) }: RemoteFile,
  response: Response,
  offset: number,
  length: number,
): void {
  const { status, headers } = response
  const coding = headers.get('content-encoding') ?? 'identity'
  if (response.ok && coding !== 'identity')
    throw new Unsupported({
      where: name,
      expected: 'the file’s own bytes, as asked for',
      found: `bytes coded as ${coding}`,
      next: 'Download the file, and give the local one.',
    })
  if (status === 206) {
    requireRange(name, headers.get('content-range'), offset, length, size)
    return
  }
  if (status === 200) {
    const all = Number(headers.get('content-length') ?? size)
    if (offset === 0 && length === size && all === size) return
    throw new Unsupported({
      where: name,
      expected: `status 206 with the ${length} bytes asked for`,
      found: `status 200 with the whole file, ${all} bytes`,
      next: 'The server knows no ranges: download the file, and give the local one.',
    })
  }
  if (status === 416)
    throw new Integrity({
      where: name,
      expected: `a file of ${size} bytes`,
      found: `a server that has no bytes ${offset} to ${offset + length - 1} of it`,
      next: 'The file changed: run again.',
    })
  const error = explain(response)
  // Redirected, the refusal is a storage's, which knows nothing of tokens and terms.
  if (response.redirected && error instanceof AccessDenied) throw statusError(name)(response)
  throw error
}

function requireRange(
  name: string,
  value: string | null,
  offset: number,
  length: number,
  size: number,
): void {
  const last = offset + length - 1
  if (value === null)
    throw new Unsupported({
      where: name,
      expected: 'the header Content-Range',
      found: 'status 206 without it',
      next: 'In a page, the server has to expose it (Access-Control-Expose-Headers).',
    })
  const [, from, to, all] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(value) ?? []
  if (Number(from) === offset && Number(to) === last && (all === '*' || Number(all) === size))
    return
  throw new Integrity({
    where: name,
    expected: `bytes ${offset}-${last}/${size}`,
    found: `Content-Range: ${value.slice(0, 80)}`,
    next: 'The file is another, or the server at fault: run again.',
  })
}

function tooMuch({ name }: RemoteFile, length: number): Malformed {
  return new Malformed({
    where: name,
    expected: `an answer of ${length} bytes`,
    found: 'more',
    next: 'The server is at fault: download the file by other means.',
  })
}
