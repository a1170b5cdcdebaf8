import { totalVariance } from './total-variance.js'

/** Draws with less than this part of the set's own variance have none: what is left of them are rounding errors. */
const NO_VARIANCE = 1e-20

/**
 * Up to what total variance a draw counts as one of equal rows, whose variance, of which there is none, is spread in no way.
 *
 * @param singularValues of the set
 */
export function leastVariance(singularValues: Float64Array): number {
  return NO_VARIANCE * totalVariance(singularValues)
}
