import type { Transform } from '../submatrix/transform.js'
import { grouped } from './numbers.js'

/** What a figure is about, for its notes: the model, and the set with its size. */
export interface Subject {
  readonly model: string
  readonly set: string
  /** Tokens of the set. */
  readonly n: number
  readonly dim: number
  /** What was done to the rows before the SVD. */
  readonly transform: Transform
}

/** `26 × 384 submatrix, centred by its own mean`. */
export function submatrixNote({ n, dim, transform }: Subject): string {
  return `${grouped(n)} × ${grouped(dim)} submatrix, ${transformNote(transform)}`
}

/** What was done to rows, in the order in which it was done. */
export function transformNote({ centre, normalise, remove, whiten }: Transform): string {
  return [
    ...(normalise === 'rows' ? ['rows of unit length'] : []),
    ...(remove > 0
      ? [
          `without the vocabulary’s ${remove} strongest ${remove === 1 ? 'direction' : 'directions'}`,
        ]
      : []),
    ...(whiten ? ['whitened by the vocabulary'] : []),
    {
      none: 'not centred',
      set: 'centred by its own mean',
      vocabulary: 'centred by the vocabulary’s mean',
    }[centre],
  ].join(', ')
}

/** What is taken off the vocabulary before it is projected. */
export function vocabularyNote({ n, transform }: Subject): string {
  const { centre } = transform
  if (centre === 'none') return 'vocabulary as it is, not centred'
  return centre === 'set'
    ? `vocabulary minus the mean of the ${grouped(n)} members`
    : 'vocabulary minus its own mean'
}

/** Some items and, where there are more, how many. */
export function listed(items: readonly string[], count = 5): string {
  if (items.length === 0) return 'none'
  const rest = items.length - count
  return items.slice(0, count).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** So much of a set's label as an axis or a legend has room for. */
export function shortLabel(label: string, length = 24): string {
  const characters = [...label]
  return characters.length <= length ? label : `${characters.slice(0, length - 1).join('')}…`
}
