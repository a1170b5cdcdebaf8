import type { CountedSource } from '../bytes/byte-source.js'
import { InvalidArgument } from '../errors.js'
import { type Matrix, type RealArray, type RowBlock, type RowTable } from '../math/matrix.js'
import { BYTES_PER_ELEMENT, type Dtype, decode } from './dtype.js'

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
  /** As stored. Numbers come out as float32, or as float64 for F64: always exactly. */
  readonly dtype: Dtype
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
}

/** Rows laid end to end within a source. */
export interface StoredTable {
  readonly vocabSize: number
  readonly dim: number
  readonly dtype: Dtype
  /** Of the first row, in bytes. */
  readonly offset: number
}

/** Two needed rows with at most this many bytes between them are fetched by one read. */
const COALESCE_GAP = 256 * 1024

const BLOCK_BYTES = 512 * 1024

/** An embedding whose rows are read from a source as they are asked for. */
export function storedEmbedding(source: CountedSource, table: StoredTable): EmbeddingMatrix {
  const { vocabSize, dim, dtype, offset } = table
  const stride = dim * BYTES_PER_ELEMENT[dtype]

  async function read(first: number, count: number, signal?: AbortSignal): Promise<RealArray> {
    return decode(await source.read(offset + first * stride, count * stride, { signal }), dtype)
  }

  return {
    vocabSize,
    dim,
    dtype,
    shape: [vocabSize, dim],
    async rows(ids, { signal } = {}) {
      requireIds(ids, vocabSize)
      const data =
        dtype === 'F64' ? new Float64Array(ids.length * dim) : new Float32Array(ids.length * dim)
      for (const span of coalesce(ids, Math.floor(COALESCE_GAP / stride))) {
        const run = await read(span.first, span.last - span.first + 1, signal)
        for (const position of span.positions) {
          const at = (ids[position] - span.first) * dim
          data.set(run.subarray(at, at + dim), position * dim)
        }
      }
      return { rows: ids.length, cols: dim, data }
    },
    async *blocks({ signal } = {}) {
      const height = Math.max(1, Math.floor(BLOCK_BYTES / stride))
      for (let start = 0; start < vocabSize; start += height) {
        const count = Math.min(height, vocabSize - start)
        yield { start, rows: { rows: count, cols: dim, data: await read(start, count, signal) } }
      }
    },
  }
}

/** Rows `first` to `last`, which serve the ids at `positions` of the request. */
interface Span {
  readonly first: number
  last: number
  readonly positions: number[]
}

/** Groups the wanted rows into spans with no more than `gap` unwanted rows between neighbours. */
function coalesce(ids: ArrayLike<number>, gap: number): Span[] {
  const order = Array.from({ length: ids.length }, (_, i) => i).sort((a, b) => ids[a] - ids[b])
  const spans: Span[] = []
  for (const position of order) {
    const id = ids[position]
    const current = spans.at(-1)
    if (current && id - current.last - 1 <= gap) {
      current.last = id
      current.positions.push(position)
    } else spans.push({ first: id, last: id, positions: [position] })
  }
  return spans
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
