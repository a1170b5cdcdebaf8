import { type ByteSource, NETWORK_COST, type ReadOptions } from './byte-source.js'

/** Consecutive bytes of a source. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** How ranges are fetched. */
export interface ReadRangesOptions extends Omit<ReadOptions, 'into'> {
  /**
   * Ranges with at most this many unwanted bytes between them share a read; by default what the source says: 256 KB
   * over a network, 64 KB from a disk, 0 in memory.
   */
  readonly gap?: number | undefined
  /** Reads under way at a time; by default what the source says, 8 or fewer. */
  readonly concurrency?: number | undefined
}

/** A read that is to be made, and the ranges that it serves. */
interface Span {
  readonly offset: number
  end: number
  readonly positions: number[]
}

/** A read that was made. */
export interface ReadSpan {
  /** Of its first byte, in the source. */
  readonly offset: number
  readonly bytes: Uint8Array
  /** Which of the ranges lie in it. */
  readonly positions: readonly number[]
}

/** Gaps may add up to this many bytes even where less is wanted: a moment's traffic. */
const FREE_GAPS = 4 * 1024 * 1024

/**
 * Reads many ranges with few reads: over a network a read costs more than the bytes of a small gap. All gaps that are
 * read along have at most as many bytes as the ranges, or 4 MB if these have less; the smallest go first. No read grows
 * beyond what the source reads well at a time. When one read fails, those under way are aborted.
 *
 * @param visit is given each read as it arrives; its bytes are valid until it returns
 * @throws {Malformed} as `read` does, for a range outside of the source
 */
export async function eachSpan(
  source: ByteSource,
  ranges: readonly ByteRange[],
  visit: (span: ReadSpan) => void,
  options: ReadRangesOptions = {},
): Promise<void> {
  await readSpans(source, ranges, visit, { ...options, reuse: true })
}

async function readSpans(
  source: ByteSource,
  ranges: readonly ByteRange[],
  visit: (span: ReadSpan) => void,
  { gap, concurrency, signal, reuse }: ReadRangesOptions & { readonly reuse: boolean },
): Promise<void> {
  const cost = source.cost ?? NETWORK_COST
  const spans = coalesce(ranges, gap ?? cost.gap, cost.piece)
  const failure = new AbortController()
  const both = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal
  let next = 0
  const worker = async (): Promise<void> => {
    let room: Uint8Array<ArrayBuffer> | undefined
    while (next < spans.length && !failure.signal.aborted) {
      const { offset, end, positions } = spans[next++]
      const length = end - offset
      // Rows of one size are what most is read for: the next fits where the last one lay.
      if (reuse && cost.takesRoom && (room?.length ?? 0) < length) room = new Uint8Array(length)
      const bytes = await source.read(offset, length, { signal: both, into: room })
      visit({ offset, bytes, positions })
    }
  }
  const workers = Math.min(concurrency ?? cost.concurrency, spans.length)
  try {
    await Promise.all(Array.from({ length: workers }, worker))
  } catch (error) {
    failure.abort(error)
    throw error
  }
}

/**
 * As `eachSpan`, when all bytes are wanted at once.
 *
 * @returns the bytes of each range, in the order asked for; they may be views of shared buffers
 */
export async function readRanges(
  source: ByteSource,
  ranges: readonly ByteRange[],
  options?: ReadRangesOptions,
): Promise<Uint8Array[]> {
  const out = new Array<Uint8Array>(ranges.length)
  const visit = ({ offset, bytes, positions }: ReadSpan): void => {
    for (const position of positions) {
      const range = ranges[position]
      const start = range.offset - offset
      out[position] = bytes.subarray(start, start + range.length)
    }
  }
  await readSpans(source, ranges, visit, { ...options, reuse: false })
  return out
}

/** Ranges that overlap share a read whatever its size: no byte is read twice. */
function coalesce(ranges: readonly ByteRange[], gap: number, most: number): Span[] {
  const order = ranges.map((_, i) => i).sort((a, b) => ranges[a].offset - ranges[b].offset)
  const spans: Span[] = []
  for (const position of order) {
    const { offset, length } = ranges[position]
    const current = spans.at(-1)
    const end = offset + length
    if (
      current &&
      (offset < current.end || (offset === current.end && end - current.offset <= most))
    ) {
      current.end = Math.max(current.end, end)
      current.positions.push(position)
    } else spans.push({ offset, end, positions: [position] })
  }
  return bridge(spans, gap, most)
}

/** Joins spans over the smallest gaps, as far as these are worth it. */
function bridge(spans: readonly Span[], gap: number, most: number): Span[] {
  const gapBefore = (i: number): number => spans[i].offset - spans[i - 1].end
  const wanted = spans.reduce((sum, { offset, end }) => sum + end - offset, 0)
  let budget = Math.max(wanted, FREE_GAPS)
  const bridged = new Set<number>()
  const narrow = spans.flatMap((_, i) => (i > 0 && gapBefore(i) <= gap ? i : []))
  for (const i of narrow.sort((a, b) => gapBefore(a) - gapBefore(b))) {
    budget -= gapBefore(i)
    if (budget < 0) break
    bridged.add(i)
  }
  const out: Span[] = []
  spans.forEach((span, i) => {
    const last = out.at(-1)
    if (last && bridged.has(i) && span.end - last.offset <= most) {
      last.end = span.end
      for (const position of span.positions) last.positions.push(position)
    } else out.push(span)
  })
  return out
}
