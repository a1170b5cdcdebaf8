import { InvalidArgument } from '../errors.js'
import type { EngineOptions } from './kernels/engine.js'
import { residentMatrix } from './kernels/resident.js'
import { type Matrix, type RowTable, rowOf, zeros } from './matrix.js'
import { walkRows } from './walk-rows.js'

/**
 * Some rows of a table, found in one pass through all of it: for more than half of a table that is faster than asking for
 * each. Float32 rows come to lie in memory of the kernels (`residentMatrix`), where an ensemble draws from them.
 *
 * @param ids rows of the table, each once
 * @returns ids.length × d, in the order of `ids`
 * @throws {InvalidArgument} for a row that the table does not have, or one named twice
 */
export async function gatherRows(
  table: RowTable,
  ids: readonly number[],
  options: EngineOptions = {},
): Promise<Matrix> {
  const [count, d] = table.shape
  const positions = new Int32Array(count).fill(-1)
  ids.forEach((id, position) => {
    if (positions[id] !== -1)
      throw new InvalidArgument({
        where: 'rows to gather',
        expected: `different rows from 0 to ${count - 1}`,
        found: positions[id] === undefined ? String(id) : `${id} twice`,
        next: 'Name each row of the table once.',
      })
    positions[id] = position
  })
  let out: Matrix | undefined
  await walkRows(table, options, ({ start, rows }) => {
    const single = rows.data instanceof Float32Array
    out ??= single ? residentMatrix(ids.length, d) : zeros(ids.length, d)
    for (let i = 0; i < rows.rows; i++) {
      const position = positions[start + i]
      if (position >= 0) out.data.set(rowOf(rows, i), position * d)
    }
  })
  return out ?? zeros(0, d)
}
