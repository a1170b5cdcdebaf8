import { Numerical } from '../errors.js'
import type { RowTable } from './matrix.js'

/**
 * The error of a table that holds NaN or an infinity, as its sums have shown: it is walked through once more for the first such
 * row.
 */
export async function notFinite(table: RowTable, signal?: AbortSignal): Promise<Numerical> {
  const error = (found: string): Numerical =>
    new Numerical({
      where: `spectrum of a ${table.shape.join(' × ')} table`,
      expected: 'finite numbers only',
      found,
      next: 'Check how the table was written.',
    })
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    const at = rows.data.findIndex((x) => !Number.isFinite(x))
    if (at < 0) continue
    const row = start + Math.floor(at / rows.cols)
    return error(`${rows.data[at]} at row ${row}, column ${at % rows.cols}`)
  }
  return error('NaN or an infinity')
}
