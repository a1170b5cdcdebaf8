import { grouped } from '../src/figure/numbers.js'
import { type Model, type RowScan, displayToken } from '../src/index.js'

/** At most so many tokens are named of a kind. */
const NAMED = 8

/** What the rows of some ids say, in words: nothing for rows like any other. */
export function rowRemarks(scan: RowScan, ids: readonly number[]): string[] {
  const has = (some: readonly number[]): boolean => ids.some((id) => some.includes(id))
  const group = scan.duplicates.find(has)
  return [
    ...(group ? [`row equal to that of id ${group.find((id) => !ids.includes(id))}`] : []),
    ...(has(scan.nearZero) ? ['row near zero'] : []),
    ...(has(scan.untrained) ? ['likely untrained'] : []),
    ...(has(scan.notFinite) ? ['row not finite'] : []),
  ]
}

/** What a pass over the whole table found, a line each. */
export function scanLines({ vocabulary }: Model, scan: RowScan): string[] {
  const number = (value: number, what: string): string =>
    `${grouped(value)} ${what}${value === 1 ? '' : 's'}`
  const named = (ids: readonly number[]): string => {
    const some = ids
      .slice(0, NAMED)
      .map((id) => displayToken({ id, token: vocabulary.tokens[id] }, 16, vocabulary.spelling))
    return ids.length === 0 ? '' : `: ${some.join(' ')}${ids.length > NAMED ? ' …' : ''}`
  }
  const repeats = scan.duplicates.reduce((sum, group) => sum + group.length - 1, 0)
  const { reference } = scan
  return [
    `duplicates  ${number(scan.duplicates.length, 'group')} of equal rows, ${grouped(vocabulary.size - repeats)} different rows` +
      named(scan.duplicates.flat()),
    `near zero   ${number(scan.nearZero.length, 'row')} with at most a tenth of the median norm, ${scan.medianNorm.toPrecision(4)}` +
      named(scan.nearZero),
    reference
      ? `untrained   ${number(scan.untrained.length, 'row')} as near to the mean of ${grouped(reference.rows)} ${reference.of} ones as 95 % of these` +
        named(scan.untrained)
      : 'untrained   not told: fewer than ten unused rows and rows of padding to compare with',
    ...(scan.notFinite.length > 0
      ? [
          `not finite  ${number(scan.notFinite.length, 'row')} with NaN or an infinity${named(scan.notFinite)}`,
        ]
      : []),
  ]
}
