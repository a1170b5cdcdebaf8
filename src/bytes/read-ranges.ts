import type { ByteSource, ReadOptions } from './byte-source.js'

/** Consecutive bytes of a source. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** How ranges are fetched. */
export interface ReadRangesOptions extends ReadOptions {
  /** Ranges with at most this many unwanted bytes between them share a read; 256 KB by default. */
  readonly gap?: number
  /** Reads under way at a time; 8 by default. */
  readonly concurrency?: number
}

/** A read, and the ranges that it serves. */
interface Span {
  readonly offset: number
  end: number
  readonly positions: number[]
}

/**
 * Reads many ranges with as few reads as serve: over a network a read costs more than the bytes of a small gap.
 *
 * @returns the bytes of each range, in the order asked for; they may be views of shared buffers
 * @throws {Malformed} as `read` does, for a range outside of the source
 */
export async function readRanges(
  source: ByteSource,
  ranges: readonly ByteRange[],
  { gap = 256 * 1024, concurrency = 8, signal }: ReadRangesOptions = {},
): Promise<Uint8Array[]> {
  const spans = coalesce(ranges, gap)
  const out = new Array<Uint8Array>(ranges.length)
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < spans.length) {
      const { offset, end, positions } = spans[next++]
      const bytes = await source.read(offset, end - offset, { signal })
      for (const position of positions) {
        const range = ranges[position]
        const start = range.offset - offset
        out[position] = bytes.subarray(start, start + range.length)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, spans.length) }, worker))
  return out
}

function coalesce(ranges: readonly ByteRange[], gap: number): Span[] {
  const order = ranges.map((_, i) => i).sort((a, b) => ranges[a].offset - ranges[b].offset)
  const spans: Span[] = []
  for (const position of order) {
    const { offset, length } = ranges[position]
    const current = spans.at(-1)
    if (current && offset - current.end <= gap) {
      current.end = Math.max(current.end, offset + length)
      current.positions.push(position)
    } else spans.push({ offset, end: offset + length, positions: [position] })
  }
  return spans
}
