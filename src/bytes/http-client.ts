import {
  AccessDenied,
  InvalidArgument,
  Io,
  NotFound,
  Offline,
  type TokenprismError,
} from '../errors.js'
import { bodyChunks } from './http-body.js'
import { type RetryOptions, tries } from './retry.js'
import { Transient, asTransient, neverAsked, secondsAsked } from './transient.js'

/** What came over the network. */
export interface Traffic {
  readonly requests: number
  /** Of bodies. */
  readonly bytes: number
}

/** How far the parts of files are that were asked for. */
export interface Transfer {
  /** The file of which something arrived. */
  readonly file: string
  /** In bytes, of all files since the client was made. */
  readonly received: number
  /** In bytes, of all that was asked for until now. */
  readonly expected: number
}

/** How a client reaches servers. */
export interface HttpOptions extends RetryOptions {
  /** The platform's own by default. */
  readonly fetch?: typeof fetch
  /** Refuses every request before it is made; false by default. */
  readonly offline?: boolean
  /** Milliseconds without a byte, or with less than 1 KB a second, after which a connection is given up; 10,000 by default. */
  readonly patience?: number
  /** Aborts everything. */
  readonly signal?: AbortSignal | undefined
  /** Told of each part of a file that arrives. */
  readonly onTransfer?: (transfer: Transfer) => void
}

/** One request. */
export interface HttpRequest {
  readonly url: string
  /** For messages: a name without secrets. */
  readonly where: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** The error that a status means; by default by status alone. */
  readonly explain?: ((response: Response) => TokenprismError) | undefined
}

/** A response whose body is read through a watch. */
export interface Answer {
  readonly response: Response
  /** The body as it arrives. */
  body(): AsyncGenerator<Uint8Array>
  /** Lets the connection go without reading the body. */
  drop(): void
}

const TRANSIENT = new Set([408, 429, 500, 502, 503, 504])

/** Requests, retried where that helps, counted, and refused when offline. */
export class HttpClient {
  readonly options: HttpOptions
  #requests = 0
  #bytes = 0
  #received = 0
  #expected = 0

  constructor(options: HttpOptions = {}) {
    this.options = options
  }

  /** Everything until now. */
  get traffic(): Traffic {
    return { requests: this.#requests, bytes: this.#bytes }
  }

  /** Notes that bytes of a file are asked for, or have arrived. */
  noteTransfer(file: string, { expected = 0, received = 0 }: Partial<Transfer>): void {
    this.#expected += expected
    this.#received += received
    if (received > 0)
      this.options.onTransfer?.({ file, received: this.#received, expected: this.#expected })
  }

  /**
   * One GET, once. Any status is an answer but those that may pass.
   *
   * @throws {Transient} for a network error or a busy server
   * @throws {InvalidArgument} for an address that `fetch` refuses
   * @throws {Offline} when the client is
   */
  async send({ url, where, headers, signal }: HttpRequest): Promise<Answer> {
    const { offline, patience = 10_000, fetch: fetchIt = fetch } = this.options
    if (offline) throw switchedOff(where)
    const given = [this.options.signal, signal].filter((one) => one !== undefined)
    const stop = new AbortController()
    const all = AbortSignal.any([...given, stop.signal])
    all.throwIfAborted()
    const hang = setTimeout(() => {
      stop.abort()
    }, patience)
    this.#requests++
    try {
      // Compressed, the ranges would be of other bytes.
      const sent = { 'accept-encoding': 'identity', ...headers }
      const response = await fetchIt(url, { headers: sent, signal: all })
      const drop = (): void => {
        stop.abort()
      }
      if (TRANSIENT.has(response.status)) {
        drop()
        const after = secondsAsked(response.headers, Date.now())
        throw new Transient(`status ${response.status}`, after === undefined ? {} : { after })
      }
      const count = (bytes: number): void => {
        this.#bytes += bytes
      }
      return { response, drop, body: () => bodyChunks(response, { signal: all, patience, count }) }
    } catch (error) {
      AbortSignal.any(given).throwIfAborted()
      if (stop.signal.aborted && !(error instanceof Transient))
        throw new Transient(`no answer for ${patience / 1000} seconds`, { cause: error })
      const never = neverAsked(error)
      if (never !== undefined) throw notAsked(where, never, error)
      throw asTransient(error)
    } finally {
      clearTimeout(hang)
    }
  }

  /**
   * The whole of a small answer, tried again where that helps.
   *
   * @param limit in bytes
   * @param retry in place of the client's own
   * @throws {TokenprismError} what `explain` makes of a status that is no success
   */
  async get(request: HttpRequest, limit: number, retry: RetryOptions = {}): Promise<Response> {
    const attempts = tries(request.where, { ...this.options, ...retry })
    for (;;)
      try {
        const answer = await this.send(request)
        const { response } = answer
        if (!response.ok) {
          answer.drop()
          throw (request.explain ?? statusError(request.where))(response)
        }
        const bytes = await collect(answer.body(), limit, request.where)
        return new Response(bytes, { status: response.status, headers: response.headers })
      } catch (error) {
        await attempts.failed(error, request.signal)
      }
  }
}

/** The error that a status means where nothing more is known. */
export function statusError(where: string): (response: Response) => TokenprismError {
  return ({ status }) => {
    const found = `status ${status}`
    if (status === 401 || status === 403)
      return new AccessDenied({
        where,
        expected: 'a file that anyone may read',
        found,
        next: 'Download it with the access that you have, and give the local file.',
      })
    if (status === 404 || status === 410)
      return new NotFound({ where, expected: 'a file', found, next: 'Check the address.' })
    return new Io({ where, expected: 'status 200 or 206', found, next: 'Try again later.' })
  }
}

function switchedOff(where: string): Offline {
  return new Offline({
    where,
    expected: 'everything needed in the cache, as the network is switched off',
    found: 'something that is not there',
    next: "Unset HF_HUB_OFFLINE, or run 'tokenprism fetch' with the network on.",
  })
}

function notAsked(where: string, found: string, cause: unknown): InvalidArgument {
  return new InvalidArgument(
    {
      where,
      expected: 'an address that may be asked',
      found,
      next: 'Check the address, and HF_ENDPOINT if it is a Hub’s: some ports are closed to HTTP.',
    },
    { cause },
  )
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  where: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit)
      throw new Io({
        where,
        expected: `an answer of at most ${limit} bytes`,
        found: 'more',
        next: 'Check that the address is that of a model.',
      })
    parts.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
