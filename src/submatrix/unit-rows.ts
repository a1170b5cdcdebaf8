import { type Matrix, type RowTable, dot, rowOf, zeros } from '../math/matrix.js'

/** Every row divided by its Euclidean length, in float64; rows of zeros stay. */
export function unitRows(rows: Matrix): Matrix<Float64Array> {
  const out = zeros(rows.rows, rows.cols)
  for (let i = 0; i < rows.rows; i++) {
    const row = rowOf(rows, i)
    const length = Math.sqrt(dot(row, row))
    if (length > 0)
      out.data.set(
        Float64Array.from(row, (x) => x / length),
        i * rows.cols,
      )
  }
  return out
}

/** A table with every row divided by its length as it goes by. */
export function unitTable(table: RowTable): RowTable {
  return {
    shape: table.shape,
    async *blocks(options) {
      for await (const { start, rows } of table.blocks(options))
        yield { start, rows: unitRows(rows) }
    },
  }
}
