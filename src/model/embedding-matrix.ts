import type { ByteSource } from '../bytes/byte-source.js'
import { readRanges } from '../bytes/read-ranges.js'
import { stream } from '../bytes/stream.js'
import { InvalidArgument } from '../errors.js'
import type { EncodedBlock, Matrix, RealArray, RowBlock, RowTable } from '../math/matrix.js'

/** What a read of the embedding accepts. */
export interface EmbeddingReadOptions {
  readonly signal?: AbortSignal | undefined
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
  rows(ids: ArrayLike<number>, options?: EmbeddingReadOptions): Promise<Matrix>
  /** All rows in order, in blocks of about 2 MB: the table is never held whole. */
  blocks(options?: EmbeddingReadOptions): AsyncIterable<RowBlock>
  /** All rows in order as they are stored, for kernels that widen `dtype` themselves. */
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
  async function* encodedBlocks({ signal }: EmbeddingReadOptions = {}): AsyncGenerator<
    EncodedBlock,
    void
  > {
    let start = 0
    const whole = { offset, length: vocabSize * bytesPerRow }
    for await (const bytes of stream(source, whole, bytesPerRow, { signal })) {
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
    encodedBlocks,
    async rows(ids, { signal } = {}) {
      requireIds(ids, vocabSize)
      const ranges = Array.from(ids, (id) => ({
        offset: offset + id * bytesPerRow,
        length: bytesPerRow,
      }))
      const found = await readRanges(source, ranges, { signal })
      return joinRows(
        found.map((bytes) => table.decode(bytes)),
        dim,
      )
    },
    async *blocks(options) {
      for await (const { start, count, bytes } of encodedBlocks(options))
        yield { start, rows: { rows: count, cols: dim, data: table.decode(bytes) } }
    },
  }
}

/** One matrix of rows of `dim` numbers: float64 if the rows are. */
function joinRows(rows: readonly RealArray[], dim: number): Matrix {
  const wide = rows[0] instanceof Float64Array
  const data = wide ? new Float64Array(rows.length * dim) : new Float32Array(rows.length * dim)
  rows.forEach((row, i) => {
    data.set(row, i * dim)
  })
  return { rows: rows.length, cols: dim, data }
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
