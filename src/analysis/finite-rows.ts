import { Numerical } from '../errors.js'
import { type Matrix, rowOf } from '../math/matrix.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { displayToken } from '../tokens/display.js'
import type { RowGroup } from '../tokens/member.js'

/** What to do about rows that random sets must not have. */
export const NEVER_DRAW =
  'Never draw such rows: controls.excludeRows, or --exclude-rows all for the command.'

/**
 * Refuses rows with NaN or an infinity, by the name of the token.
 *
 * @param rows one a group
 * @param next what to do about it
 * @throws {Numerical} for the first such row
 */
export function requireFiniteRows(
  rows: Matrix,
  groups: readonly RowGroup[],
  { tokens, spelling }: Vocabulary,
  next: string,
): void {
  groups.forEach((group, i) => {
    const row = rowOf(rows, i)
    const at = row.findIndex((value) => !Number.isFinite(value))
    if (at < 0) return
    const ids = typeof group === 'number' ? [group] : group
    const names = ids.map(
      (id) => `${displayToken({ id, token: tokens[id] }, 24, spelling)} (${id})`,
    )
    throw new Numerical({
      where: `the embedding of ${names.join(' + ')}`,
      expected: 'finite numbers only',
      found: `${row[at]} in dimension ${at}`,
      next,
    })
  })
}

/** Runs what computes with the rows of random sets; of numbers that are not finite it says what to do. */
export async function overDrawnRows<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Numerical)) throw cause
    const { expected, found } = cause
    throw new Numerical(
      { where: `random sets, ${cause.where}`, expected, found, next: NEVER_DRAW },
      { cause },
    )
  }
}
