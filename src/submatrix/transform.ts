import { InvalidArgument, requireOneOf } from '../errors.js'
import type { Whole } from '../math/whole.js'

/** What is done to embeddings before a set's submatrix is decomposed: to the set, its controls and the vocabulary alike. */
export interface Transform {
  /**
   * What is subtracted: nothing, the mean of the set (of each control its own), or the mean of the whole vocabulary.
   * `set` by default.
   */
  readonly centre: 'none' | 'set' | 'vocabulary'
  /** `rows` gives every embedding unit length, before all else; `none` by default. */
  readonly normalise: 'none' | 'rows'
  /**
   * So many of the vocabulary's strongest directions are projected off ('all-but-the-top': Mu & Viswanath 2018, ICLR);
   * 0 by default.
   */
  readonly remove: Whole
  /**
   * Gives the vocabulary unit variance in every direction that is left, Σ^(−½) (ZCA: directions keep their names);
   * false by default.
   */
  readonly whiten: boolean
}

/** What the lecture does: each submatrix centred by its own mean, and nothing else. */
export const PLAIN: Transform = { centre: 'set', normalise: 'none', remove: 0, whiten: false }

/** What can be subtracted. */
export const CENTRES = ['none', 'set', 'vocabulary'] as const

/** What can be made of unit length. */
export const NORMALISATIONS = ['none', 'rows'] as const

/**
 * Fills in defaults and checks the rest.
 *
 * @param dimensions of the embedding: fewer directions can be removed
 * @throws {InvalidArgument} for values that a transform cannot have
 */
export function resolveTransform(
  { centre, normalise, remove, whiten }: Partial<Transform>,
  dimensions: number,
): Transform {
  const resolved = {
    centre: centre ?? PLAIN.centre,
    normalise: normalise ?? PLAIN.normalise,
    remove: remove ?? PLAIN.remove,
    whiten: whiten ?? PLAIN.whiten,
  }
  requireOneOf('centre', CENTRES, resolved.centre)
  requireOneOf('normalise', NORMALISATIONS, resolved.normalise)
  const k = resolved.remove
  if (!Number.isInteger(k) || k < 0 || k >= dimensions)
    throw new InvalidArgument({
      where: 'remove',
      expected: `a whole number of directions from 0 to ${dimensions - 1}`,
      found: String(k),
      next: 'Remove a few, 2 for example.',
    })
  return resolved
}

/** What was done to rows before centring, in the order in which it was done; nothing for the lecture's way. */
export function preparations({ normalise, remove, whiten }: Transform): readonly string[] {
  return [
    ...(normalise === 'rows' ? ['rows of unit length'] : []),
    ...(remove > 0
      ? [
          `without the vocabulary’s ${remove} strongest ${remove === 1 ? 'direction' : 'directions'}`,
        ]
      : []),
    ...(whiten ? ['whitened by the vocabulary'] : []),
  ]
}

/**
 * Says in a few words what was done to embeddings, for subtitles and summaries.
 *
 * @param own how that is said which is centred by its own mean; by default of a set and its controls
 */
export function describeTransform(
  transform: Transform,
  own = 'each centred by its own mean',
): string {
  const centring = {
    none: 'not centred',
    set: own,
    vocabulary: 'centred by the vocabulary’s mean',
  }[transform.centre]
  return [...preparations(transform), centring].join(', ')
}
