import { totalVariance } from './total-variance.js'

/** Draws with less than this part of the set's own variance have none: what is left of them are rounding errors. */
const NO_VARIANCE = 1e-20

/** Whether a draw is of equal rows, whose variance, of which there is none, is spread in no way. */
export function isShapeless(draw: Float64Array, own: Float64Array): boolean {
  return !(totalVariance(draw) > NO_VARIANCE * totalVariance(own))
}
