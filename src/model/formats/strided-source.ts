import { type ByteSource, type ReadOptions } from '../../bytes/byte-source.js'
import { readRanges } from '../../bytes/read-ranges.js'
import { Unsupported } from '../../errors.js'

/** A matrix whose elements do not follow each other row by row. */
export interface StridedLayout {
  /** Of the first element, in bytes. */
  readonly offset: number
  readonly rows: number
  readonly cols: number
  /** Elements from a row to the next; 1 where columns lie end to end. */
  readonly rowStride: number
  /** Elements from a column to the next. */
  readonly colStride: number
  readonly bytesPerElement: number
}

/**
 * What is read and put together at a time, in bytes: columns end to end cost one read a column and slab, so that
 * a slab has to be much larger than a block of rows.
 */
const SLAB_BYTES = 16 * 1024 * 1024

/**
 * The rows of a strided matrix end to end, put together as they are read. Reads that follow each other are served
 * from one slab of at most 16 MB.
 *
 * @param where the tensor, for messages
 * @throws {Unsupported} when a single row (or column) is spread over more than 64 MB
 */
export function stridedSource(
  where: string,
  source: ByteSource,
  layout: StridedLayout,
): ByteSource {
  const { rows, cols, rowStride, colStride, bytesPerElement } = layout
  const byColumns = colStride > rowStride
  const bytesPerRow = cols * bytesPerElement
  const spanOfRow = byColumns ? bytesPerRow : ((cols - 1) * colStride + 1) * bytesPerElement
  if (spanOfRow > 4 * SLAB_BYTES)
    throw new Unsupported({
      where,
      expected: 'rows that lie together, or columns end to end',
      found: `strides of ${rowStride} and ${colStride} elements`,
      next: 'Save the tensor contiguously.',
    })
  const slabRows = Math.max(1, Math.floor(SLAB_BYTES / Math.max(spanOfRow, bytesPerRow)))
  let slab: { readonly start: number; readonly bytes: Uint8Array } | undefined
  let expectedStart = -1

  async function gather(start: number, count: number, options?: ReadOptions): Promise<Uint8Array> {
    const out = new Uint8Array(count * bytesPerRow)
    for (let done = 0; done < count; done += slabRows) {
      const height = Math.min(slabRows, count - done)
      const part = out.subarray(done * bytesPerRow, (done + height) * bytesPerRow)
      await gatherSlab(source, layout, byColumns, start + done, height, part, options)
    }
    return out
  }

  return {
    name: source.name,
    size: rows * bytesPerRow,
    // One read at a time, in order, so that the slab serves the next ones.
    cost: { gap: 0, piece: 512 * 1024, concurrency: 1, readAhead: 0 },
    async read(offset, length, options) {
      if (slab && offset >= slab.start && offset + length <= slab.start + slab.bytes.length) {
        expectedStart = offset + length
        return slab.bytes.subarray(offset - slab.start, offset - slab.start + length)
      }
      const first = Math.floor(offset / bytesPerRow)
      const end = Math.ceil((offset + length) / bytesPerRow)
      const sequential = offset === expectedStart || offset === 0
      expectedStart = offset + length
      const count = Math.min(
        rows - first,
        sequential ? Math.max(end - first, slabRows) : end - first,
      )
      const bytes = await gather(first, count, options)
      if (sequential) slab = { start: first * bytesPerRow, bytes }
      const from = offset - first * bytesPerRow
      return bytes.subarray(from, from + length)
    },
  }
}

/** Reads a slab by the direction in which elements lie closer to each other, and lays it out by rows. */
async function gatherSlab(
  source: ByteSource,
  { offset, cols, rowStride, colStride, bytesPerElement: size }: StridedLayout,
  byColumns: boolean,
  start: number,
  height: number,
  out: Uint8Array,
  options?: ReadOptions,
): Promise<void> {
  const [lines, lineStride, steps, stepStride] = byColumns
    ? [cols, colStride, height, rowStride]
    : [height, rowStride, cols, colStride]
  const first = offset + start * rowStride * size
  const ranges = Array.from({ length: lines }, (_, line) => ({
    offset: first + line * lineStride * size,
    length: ((steps - 1) * stepStride + 1) * size,
  }))
  // Where lines follow each other closely, one read serves them all; a gap between far columns is not worth it.
  const found = await readRanges(source, ranges, { ...options, gap: 16 * 1024 })
  const [outLine, outStep] = byColumns ? [size, cols * size] : [cols * size, size]
  for (let line = 0; line < lines; line++) {
    const bytes = found[line]
    for (let step = 0; step < steps; step++) {
      const from = step * stepStride * size
      const to = line * outLine + step * outStep
      for (let k = 0; k < size; k++) out[to + k] = bytes[from + k]
    }
  }
}
