import { PLAIN, type Transform, describeTransform, preparations } from '../submatrix/transform.js'
import type { Controls } from '../tokens/control.js'
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
  return `${grouped(n)} × ${grouped(dim)} submatrix, ${describeTransform(transform, 'centred by its own mean')}`
}

/** `26 tokens, centred by their own mean`. */
export function tokensNote({ n, transform }: Pick<Subject, 'n' | 'transform'>): string {
  return `${grouped(n)} tokens, ${describeTransform(transform, 'centred by their own mean')}`
}

/** What controls were drawn from: `29,497 tokens`, or `a sample of 512 of 29,497 tokens and the set’s own`. */
export function drawnFrom({ eligible, pool, shared }: Controls): string {
  const sample = pool === undefined ? '' : `a sample of ${grouped(pool)} of `
  return `${sample}${grouped(eligible)} tokens${shared === undefined ? '' : ' and the set’s own'}`
}

/** How controls were drawn: `without replacement from 29,497 tokens, matched by rank and length, seed 1`. */
export function drawnHow(controls: Controls): string {
  return `${controls.sampling} from ${drawnFrom(controls)}${matchedBy(controls)}, seed ${controls.seed}`
}

/** `, matched by rank and length`, or nothing. */
export function matchedBy({ match }: Pick<Controls, 'match'>): string {
  return match.length === 0 ? '' : `, matched by ${match.join(' and ')}`
}

/** That embeddings are shown as they are stored, where other figures of the same analysis show them otherwise; else undefined. */
export function storedNote(transform: Transform): string | undefined {
  if (preparations(transform).length === 0 && transform.centre === PLAIN.centre) return undefined
  return `embeddings as they are stored; in the other figures: ${describeTransform(transform)}`
}

/** What was done to the vocabulary before it is projected, and what is taken off it. */
export function vocabularyNote({ n, transform }: Subject): string {
  const taken = {
    none: 'vocabulary as it is, not centred',
    set: `vocabulary minus the mean of the ${grouped(n)} members`,
    vocabulary: 'vocabulary minus its own mean',
  }[transform.centre]
  return [taken, ...preparations(transform)].join(', ')
}

/** Some items and, where there are more, how many. */
export function listed(items: readonly string[], count = 5): string {
  if (items.length === 0) return 'none'
  const rest = items.length - count
  return items.slice(0, count).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** Whose something is: `letters’`, `set of 3’s`. */
export function possessive(name: string): string {
  return name + (/s$/i.test(name) ? '’' : '’s')
}

/** So much of a set's label as an axis or a legend has room for. */
export function shortLabel(label: string, length = 24): string {
  const characters = [...label]
  return characters.length <= length ? label : `${characters.slice(0, length - 1).join('')}…`
}
