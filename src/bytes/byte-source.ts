import { LimitExceeded, Malformed } from '../errors.js'

/** What a read accepts. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
}

/** Bytes that can be read from any place: a file, later a range over HTTP, a Blob, a buffer. */
export interface ByteSource {
  /** For messages: the path or address a person would recognise. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /**
   * Exactly `length` bytes from `offset` on.
   *
   * @throws {Malformed} when the range does not lie within the source
   */
  read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array>
}

/** A source that keeps count of what was read through it. */
export interface CountedSource extends ByteSource {
  readonly bytesRead: number
  /** Reads that were made. */
  readonly requests: number
}

/**
 * Wraps a source so that every read is checked against its bounds and counted.
 */
export function counted(source: ByteSource): CountedSource {
  let bytesRead = 0
  let requests = 0
  return {
    name: source.name,
    size: source.size,
    get bytesRead() {
      return bytesRead
    },
    get requests() {
      return requests
    },
    async read(offset, length, options) {
      requireRange(source, offset, length)
      requests++
      const bytes = await source.read(offset, length, options)
      bytesRead += bytes.length
      return bytes
    },
  }
}

/**
 * The whole of a small source.
 *
 * @param limit in bytes: more than this is refused before anything is allocated
 * @throws {LimitExceeded} when the source is larger
 */
export async function readAll(source: ByteSource, limit: number): Promise<Uint8Array> {
  if (source.size > limit)
    throw new LimitExceeded({
      where: source.name,
      expected: `at most ${limit} bytes`,
      found: `${source.size} bytes`,
      next: 'Check that this is the file it claims to be.',
    })
  return source.read(0, source.size)
}

function requireRange(source: ByteSource, offset: number, length: number): void {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length)
  if (whole && offset >= 0 && length >= 0 && offset + length <= source.size) return
  throw new Malformed({
    where: source.name,
    expected: `bytes within its size of ${source.size}`,
    found: `a need for ${length} bytes from ${offset} on`,
    next: 'The file is truncated or damaged: download or copy it again.',
  })
}
