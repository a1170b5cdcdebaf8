import { type ByteSource, NETWORK_COST } from './byte-source.js'
import type { ByteRange } from './read-ranges.js'

/** Ranges of one file that were read before. */
export interface RangeCache {
  /** The parts of a range that are not held, in order. */
  missing(range: ByteRange): readonly ByteRange[]
  /** The bytes of a range; undefined if a part is not held, or no longer what was written. */
  read(range: ByteRange): Promise<Uint8Array | undefined>
  /** Keeps bytes that begin at `offset`. */
  write(offset: number, bytes: Uint8Array): Promise<void>
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
): ByteSource {
  let writable = true
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
      options?.signal?.throwIfAborted()
      const range = { offset, length }
      const held = cache.missing(range).length === 0 ? await cache.read(range) : undefined
      if (held) return held
      const bytes = new Uint8Array(length)
      let at = offset
      // A part that proves damaged is missing from then on, so that the second look asks for it.
      const gaps = merged(cache.missing(range), (source.cost ?? NETWORK_COST).gap)
      for (const gap of [...gaps, { offset: offset + length, length: 0 }]) {
        const before = { offset: at, length: gap.offset - at }
        const known = (await cache.read(before)) ?? (await source.read(at, before.length, options))
        bytes.set(known, at - offset)
        if (gap.length === 0) break
        const fetched = await source.read(gap.offset, gap.length, options)
        bytes.set(fetched, gap.offset - offset)
        await keep(gap.offset, fetched)
        at = gap.offset + gap.length
      }
      return bytes
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
