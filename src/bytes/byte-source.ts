import { LimitExceeded, Malformed } from '../errors.js'
import { Intervals } from './intervals.js'

/** What a read accepts. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /**
   * Room that the answer may lie in, if it is large enough: for who is done with one answer before asking for the next. What
   * reads a gigabyte in pieces would otherwise leave a gigabyte of garbage. A source need not use it; one that makes several
   * reads of one does not hand it on.
   */
  readonly into?: Uint8Array<ArrayBuffer> | undefined
}

/** How a source likes to be read: what one more request costs, in bytes that could be read meanwhile. */
export interface ReadCost {
  /** Two ranges with at most this many unwanted bytes between them are better read as one (see `readRanges`). */
  readonly gap: number
  /** A long stretch is better read in pieces of about this many bytes. */
  readonly piece: number
  /** As many reads may be under way at a time. */
  readonly concurrency: number
  /** Of a long stretch, as many pieces are asked for ahead of the one that is waited for. */
  readonly readAhead: number
  /** True if answers come to lie in the room that is given for them (`ReadOptions.into`); it is not worth making otherwise. */
  readonly takesRoom?: boolean
}

/** Memory: a read is a view. */
export const MEMORY_COST: ReadCost = { gap: 0, piece: 512 * 1024, concurrency: 1, readAhead: 0 }

/** A disk: opening a file costs as much as reading some kilobytes. The system reads ahead by itself. */
export const DISK_COST: ReadCost = {
  gap: 64 * 1024,
  piece: 512 * 1024,
  concurrency: 8,
  readAhead: 0,
  takesRoom: true,
}

/** A network: a round trip of 50 ms at 40 Mbit/s is worth 256 KB. */
export const NETWORK_COST: ReadCost = {
  gap: 256 * 1024,
  piece: 4 * 1024 * 1024,
  concurrency: 8,
  readAhead: 3,
}

/** Bytes that can be read from any place: a file, a range over HTTP, a Blob, a buffer. */
export interface ByteSource {
  /** For messages: the path or address a person would recognise. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** NETWORK_COST where a source does not say. */
  readonly cost?: ReadCost
  /**
   * Exactly `length` bytes from `offset` on.
   *
   * @throws {Malformed} when the range does not lie within the source
   */
  read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array>
}

/** A source that keeps count of what was read through it. */
export interface CountedSource extends ByteSource {
  /** Different bytes of it: one that is read twice counts once. */
  readonly bytesRead: number
  /** Reads that were made. */
  readonly requests: number
}

/**
 * Wraps a source so that every read is checked against its bounds and counted.
 */
export function counted(source: ByteSource): CountedSource {
  const seen = new Intervals()
  let requests = 0
  return {
    name: source.name,
    size: source.size,
    cost: source.cost ?? NETWORK_COST,
    get bytesRead() {
      return seen.total
    },
    get requests() {
      return requests
    },
    async read(offset, length, options) {
      requireRange(source, offset, length)
      requests++
      const bytes = await source.read(offset, length, options)
      seen.add(offset, offset + length)
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
export async function readAll(
  source: ByteSource,
  limit: number,
  options?: ReadOptions,
): Promise<Uint8Array> {
  if (source.size > limit)
    throw new LimitExceeded({
      where: source.name,
      expected: `at most ${limit} bytes`,
      found: `${source.size} bytes`,
      next: 'Check that this is the file it claims to be.',
    })
  return source.read(0, source.size, options)
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
