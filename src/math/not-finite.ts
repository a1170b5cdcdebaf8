import { type ErrorParts, Numerical } from '../errors.js'
import { type RowTable, elementInWords } from './matrix.js'

/** The error of a table with a row that holds NaN or an infinity. */
export class NotFiniteRow extends Numerical {
  readonly row: number

  constructor(parts: ErrorParts, row: number) {
    super(parts)
    this.name = 'Numerical'
    this.row = row
  }
}

/**
 * The error of a table that holds NaN or an infinity, as its sums have shown: it is walked through once more for the first such
 * row.
 */
export async function notFinite(table: RowTable, signal?: AbortSignal): Promise<Numerical> {
  const parts = {
    where: `spectrum of a ${table.shape.join(' × ')} table`,
    expected: 'finite numbers only',
    found: 'NaN or an infinity',
    next: 'Check how the table was written.',
  }
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    const at = rows.data.findIndex((x) => !Number.isFinite(x))
    if (at < 0) continue
    const found = elementInWords(rows, at, start)
    return new NotFiniteRow({ ...parts, found }, start + Math.floor(at / rows.cols))
  }
  return new Numerical(parts)
}
