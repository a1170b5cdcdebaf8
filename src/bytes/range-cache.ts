import { type ByteSource, NETWORK_COST } from './byte-source.js'
import { Intervals } from './intervals.js'
import type { ByteRange } from './read-ranges.js'

/** Ranges of one file that were read before. */
export interface RangeCache {
  /** The parts of a range that are not held, in order. */
  missing(range: ByteRange): readonly ByteRange[]
  /** The bytes of a range; undefined if a part is not held, or no longer what was written. */
  read(range: ByteRange): Promise<Uint8Array | undefined>
  /** Keeps bytes that begin at `offset`. */
  write(offset: number, bytes: Uint8Array): Promise<void>
  /** Lets go, for good, of all pieces that have a part of a range. */
  drop(range: ByteRange): Promise<void>
}

/** A source over a cache. */
export interface CachedSource extends ByteSource {
  /**
   * Lets go of everything that was read until now, since it proves to be wrong: it is asked for anew, here and in the
   * next run.
   *
   * @returns true if a part of it had come out of the cache
   */
  distrust(): Promise<boolean>
}

/**
 * A source that asks another only for what a cache does not hold, and puts it there.
 *
 * @param onFailure told once when the cache cannot be written: reading goes on without it
 */
export function cachedSource(
  source: ByteSource,
  cache: RangeCache,
  onFailure: (error: unknown) => void,
): CachedSource {
  let writable = true
  let seen = new Intervals()
  let wasKept = false
  const recall = async (range: ByteRange): Promise<Uint8Array | undefined> => {
    const bytes = await cache.read(range)
    if (bytes && range.length > 0) wasKept = true
    return bytes
  }
  const keep = async (offset: number, bytes: Uint8Array): Promise<void> => {
    if (!writable) return
    try {
      await cache.write(offset, bytes)
    } catch (error) {
      if (writable) onFailure(error)
      writable = false
    }
  }
  return {
    ...source,
    async read(offset, length, options) {
      const { signal } = options ?? {}
      signal?.throwIfAborted()
      const range = { offset, length }
      seen.add(offset, offset + length)
      const held = cache.missing(range).length === 0 ? await recall(range) : undefined
      if (held) return held
      const bytes = new Uint8Array(length)
      let at = offset
      // A part that proves damaged is missing from then on, so that the second look asks for it.
      const gaps = merged(cache.missing(range), (source.cost ?? NETWORK_COST).gap)
      for (const gap of [...gaps, { offset: offset + length, length: 0 }]) {
        const before = { offset: at, length: gap.offset - at }
        const known = (await recall(before)) ?? (await source.read(at, before.length, { signal }))
        bytes.set(known, at - offset)
        if (gap.length === 0) break
        const fetched = await source.read(gap.offset, gap.length, { signal })
        bytes.set(fetched, gap.offset - offset)
        await keep(gap.offset, fetched)
        at = gap.offset + gap.length
      }
      return bytes
    },
    async distrust() {
      const [ranges, kept] = [seen.ranges(), wasKept]
      seen = new Intervals()
      wasKept = false
      for (const range of ranges) await cache.drop(range)
      return kept
    },
  }
}

/** Gaps with little between them as one: what lies between is read again rather than paid for with a request. */
function merged(gaps: readonly ByteRange[], distance: number): ByteRange[] {
  const out: ByteRange[] = []
  for (const gap of gaps) {
    const last = out.at(-1)
    if (last && gap.offset - (last.offset + last.length) <= distance)
      out[out.length - 1] = { offset: last.offset, length: gap.offset + gap.length - last.offset }
    else out.push(gap)
  }
  return out
}
