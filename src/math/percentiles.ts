import { type Matrix, zeros } from './matrix.js'
import { quantile } from './quantile.js'

/**
 * The first columns of a matrix, each sorted: what percentiles and ranks of draws are read from.
 *
 * @param count how many columns
 * @returns each ascending, with NaN behind all numbers
 */
export function sortedColumns({ rows, cols, data }: Matrix, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, j) => {
    const column = new Float64Array(rows)
    for (let i = 0; i < rows; i++) column[i] = data[i * cols + j]
    return column.sort()
  })
}

/** Rows of one length as a matrix. */
export function stacked(rows: readonly ArrayLike<number>[], cols: number): Matrix<Float64Array> {
  const out = zeros(rows.length, cols)
  rows.forEach((row, i) => {
    for (let j = 0; j < cols; j++) out.data[i * cols + j] = row[j]
  })
  return out
}

/** One quantile of the numbers of each of some sorted columns; NaN of one that has none. */
export function quantiles(columns: readonly Float64Array[], p: number): Float64Array {
  return Float64Array.from(columns, (column) => {
    let known = column.length
    while (known > 0 && Number.isNaN(column[known - 1])) known--
    return quantile(column.subarray(0, known), p)
  })
}
