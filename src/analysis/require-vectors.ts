import { InvalidArgument, Numerical } from '../errors.js'
import { dot } from '../math/matrix.js'
import { numericalRank } from '../spectrum/numerical-zero.js'
import type { TokenSet } from '../tokens/token-set.js'

/** Relative to the rows themselves: below this they do not differ. */
const NO_VARIANCE = 1e-14

/**
 * Refuses singular vectors that a set of n rows cannot have: centring, for one, leaves n − 1 directions.
 *
 * @throws {InvalidArgument} naming those it has
 */
export function requireVectors(vectors: readonly number[], n: number, directions: number): void {
  if (new Set(vectors).size < vectors.length)
    throw new InvalidArgument({
      where: 'vectors',
      expected: 'singular vectors that are each named once',
      found: vectors.join(),
      next: 'Leave out what is named twice.',
    })
  const wrong = vectors.find((k) => !Number.isInteger(k) || k < 1 || k > directions)
  if (vectors.length > 0 && wrong === undefined) return
  throw notThere(
    wrong,
    directions,
    `${n} ${directions < n ? 'centred ' : ''}rows have no more directions`,
  )
}

/**
 * Refuses sets whose rows do not vary, and vectors that belong to a zero: what is computed from them would be
 * rounding errors made to look like results.
 *
 * @param mean that was subtracted from the rows
 * @returns how many singular values are no numerical zeros
 * @throws {Numerical} when the rows are equal
 * @throws {InvalidArgument} when a vector that is wanted belongs to a numerical zero
 */
export function requireVariance(
  singularValues: Float64Array,
  mean: Float64Array,
  { label, members }: TokenSet,
  vectors: readonly number[],
): number {
  const [largest] = singularValues
  if (!(largest > NO_VARIANCE * Math.sqrt(members.length * dot(mean, mean))))
    throw new Numerical({
      where: `set ${label}`,
      expected: 'tokens whose embeddings differ',
      found: `${members.length} rows that are equal, or zero once they are centred`,
      next: 'Such a set has no spectrum; choose tokens that the model tells apart.',
    })
  const rank = numericalRank(singularValues)
  const wrong = vectors.find((k) => k > rank)
  if (wrong !== undefined)
    throw notThere(wrong, rank, `the ${members.length} rows of ${label} depend on each other`)
  return rank
}

function notThere(found: number | undefined, last: number, why: string): InvalidArgument {
  return new InvalidArgument({
    where: 'singular vector',
    expected: `a whole number from 1 to ${last}, as ${why}`,
    found: found === undefined ? 'none' : String(found),
    next: 'Choose one of these, 1 for the strongest.',
  })
}
