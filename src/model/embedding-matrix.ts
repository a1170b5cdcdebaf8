import type { ByteSource } from '../bytes/byte-source.js'
import { type ReadSpan, eachSpan } from '../bytes/read-ranges.js'
import { stream } from '../bytes/stream.js'
import { InvalidArgument } from '../errors.js'
import type { EncodedBlock, Matrix, RealArray, RowBlock, RowTable } from '../math/matrix.js'

/** What a read of the embedding accepts. */
export interface EmbeddingReadOptions {
  readonly signal?: AbortSignal | undefined
}

/** How some rows are read. */
export interface RowReadOptions extends EmbeddingReadOptions {
  /**
   * Rows with at most this many unwanted bytes between them share a read; by default 256 KB over a network, 64 KB from a disk,
   * 0 in memory.
   */
  readonly gap?: number | undefined
}

/** How a whole table is read. */
export interface BlockReadOptions extends EmbeddingReadOptions {
  /** Called when the next block is asked for, and at the end, with the rows that were given and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** The token embedding W_E: one row of `dim` numbers a token id, read from where it lies. */
export interface EmbeddingMatrix extends RowTable {
  /** Rows; possibly more than the tokenizer has tokens. */
  readonly vocabSize: number
  /** Columns: the embedding dimensions. */
  readonly dim: number
  /** As the file calls it. Numbers come out as float32, or as float64 for F64: always exactly. */
  readonly dtype: string
  /**
   * The rows of some ids, in their order (ids may repeat). Only bytes of these rows, and small gaps between
   * them, are read.
   *
   * @returns ids.length × dim
   * @throws {InvalidArgument} for an id without a row
   */
  rows(ids: ArrayLike<number>, options?: RowReadOptions): Promise<Matrix>
  /** All rows in order, in blocks of about 2 MB: the table is never held whole. */
  blocks(options?: BlockReadOptions): AsyncIterable<RowBlock>
  /** All rows in order as they are stored, for kernels that widen `dtype` themselves. A block is valid until the next is asked for. */
  encodedBlocks?(options?: EmbeddingReadOptions): AsyncIterable<EncodedBlock>
}

/** Rows laid end to end within a source. */
export interface StoredTable {
  readonly vocabSize: number
  readonly dim: number
  /** As the file calls it. */
  readonly dtype: string
  /** Of the first row, in bytes. */
  readonly offset: number
  readonly bytesPerRow: number
  /** The numbers of whole rows, without rounding. */
  decode(bytes: Uint8Array): RealArray
}

/** An embedding whose rows are read from a source as they are asked for. */
export function storedEmbedding(source: ByteSource, table: StoredTable): EmbeddingMatrix {
  const { vocabSize, dim, dtype, offset, bytesPerRow } = table
  async function* stored(
    signal: AbortSignal | undefined,
    reuse: boolean,
  ): AsyncGenerator<EncodedBlock, void> {
    let start = 0
    const whole = { offset, length: vocabSize * bytesPerRow }
    for await (const bytes of stream(source, whole, bytesPerRow, { signal, reuse })) {
      const count = bytes.length / bytesPerRow
      yield { start, count, bytes }
      start += count
    }
  }
  return {
    vocabSize,
    dim,
    dtype,
    shape: [vocabSize, dim],
    encodedBlocks: ({ signal } = {}) => stored(signal, true),
    async rows(ids, { signal, gap } = {}) {
      requireIds(ids, vocabSize)
      const ranges = Array.from(ids, (id) => ({
        offset: offset + id * bytesPerRow,
        length: bytesPerRow,
      }))
      let data: RealArray = new Float32Array(0)
      const place = (position: number, numbers: RealArray): void => {
        if (data.length === 0)
          data = new (numbers instanceof Float64Array ? Float64Array : Float32Array)(
            ids.length * dim,
          )
        data.set(numbers, position * dim)
      }
      const visit = (span: ReadSpan): void => {
        const { bytes, positions } = span
        // One long piece is decoded faster than many short ones, even with as many rows again that nobody wants.
        const whole =
          bytes.length <= 2 * positions.length * bytesPerRow ? table.decode(bytes) : undefined
        for (const position of positions) {
          const start = ranges[position].offset - span.offset
          const row = start / bytesPerRow
          place(
            position,
            whole?.subarray(row * dim, (row + 1) * dim) ??
              table.decode(bytes.subarray(start, start + bytesPerRow)),
          )
        }
      }
      await eachSpan(source, ranges, visit, { signal, gap })
      return { rows: ids.length, cols: dim, data }
    },
    async *blocks({ signal, onProgress } = {}) {
      for await (const { start, count, bytes } of stored(signal, false)) {
        yield { start, rows: { rows: count, cols: dim, data: table.decode(bytes) } }
        onProgress?.(start + count, vocabSize)
      }
    },
  }
}

function requireIds(ids: ArrayLike<number>, vocabSize: number): void {
  for (const id of Array.from(ids))
    if (!Number.isInteger(id) || id < 0 || id >= vocabSize)
      throw new InvalidArgument({
        where: 'token id',
        expected: `a whole number from 0 to ${vocabSize - 1}`,
        found: String(id),
        next: 'Take ids from this model’s own vocabulary.',
      })
}
