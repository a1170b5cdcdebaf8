import { columnMeans } from './centre.js'
import { type Matrix, type RowTable, zeros } from './matrix.js'

/** First and second moments of a table's rows. */
export interface Moments {
  /** d column means. */
  readonly mean: Float64Array
  /** d × d: of deviations from the mean, divided by the number of rows. */
  readonly covariance: Matrix<Float64Array>
}

/** How a table is walked through. */
export interface MomentsOptions {
  readonly signal?: AbortSignal | undefined
  /** Called after each block with the rows done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Mean and covariance of all rows of a table in one pass, in float64 and in memory for d × d numbers.
 *
 * Products are taken of deviations from the first block's mean, which lies near the table's own, so that subtracting the
 * rest at the end cancels little.
 */
export async function rowMoments(
  table: RowTable,
  { signal, onProgress }: MomentsOptions = {},
): Promise<Moments> {
  const [count, d] = table.shape
  const sum = new Float64Array(d)
  const gram = zeros(d, d)
  let shift: Float64Array | undefined
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    shift ??= columnMeans(rows)
    const row = new Float64Array(d)
    for (let i = 0; i < rows.rows; i++) {
      for (let j = 0; j < d; j++) {
        row[j] = rows.data[i * d + j] - shift[j]
        sum[j] += row[j]
      }
      for (let j = 0; j < d; j++) {
        const x = row[j]
        for (let k = 0; k <= j; k++) gram.data[j * d + k] += x * row[k]
      }
    }
    onProgress?.(start + rows.rows, count)
  }
  const rest = sum.map((x) => x / Math.max(1, count))
  for (let j = 0; j < d; j++)
    for (let k = 0; k <= j; k++) {
      const value = gram.data[j * d + k] / Math.max(1, count) - rest[j] * rest[k]
      gram.data[j * d + k] = gram.data[k * d + j] = value
    }
  return { mean: rest.map((x, j) => x + (shift?.[j] ?? 0)), covariance: gram }
}
