import { InvalidArgument } from '../errors.js'
import { type Matrix, type RowTable, dot, rowOf, toFloat64, zeros } from './matrix.js'

/** How a table is projected. */
export interface ProjectOptions {
  /** Subtracted from every row before projecting, d numbers; nothing is subtracted by default. */
  readonly mean?: Float64Array
  readonly signal?: AbortSignal | undefined
  /** Called after each block with the rows done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Projects every row of a table on each of k vectors, (E − 1·μᵀ)·Wᵀ, in one pass and in float64. The centred
 * table is never built: E·w − μ·w.
 *
 * @param table V rows of d columns
 * @param vectors k × d, one direction a row; unit length where a coordinate is wanted
 * @returns k × V, row i the projections on vector i
 * @throws {InvalidArgument} when widths differ
 */
export async function project(
  table: RowTable,
  vectors: Matrix,
  { mean, signal, onProgress }: ProjectOptions = {},
): Promise<Matrix<Float64Array>> {
  const [count, d] = table.shape
  if (vectors.cols !== d || (mean && mean.length !== d))
    throw new InvalidArgument({
      where: 'projection',
      expected: `vectors and mean of ${d} dimensions, as the table has`,
      found: `vectors of ${vectors.cols}` + (mean ? `, a mean of ${mean.length}` : ''),
      next: 'Take vectors and mean from the same model as the table.',
    })
  const directions = toFloat64(vectors)
  const out = zeros(vectors.rows, count)
  const offsets = Array.from({ length: vectors.rows }, (_, k) =>
    mean ? dot(mean, rowOf(directions, k)) : 0,
  )
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    for (let i = 0; i < rows.rows; i++) {
      const row = rowOf(rows, i)
      for (let k = 0; k < vectors.rows; k++)
        out.data[k * count + start + i] = dot(row, rowOf(directions, k)) - offsets[k]
    }
    onProgress?.(start + rows.rows, count)
  }
  return out
}
