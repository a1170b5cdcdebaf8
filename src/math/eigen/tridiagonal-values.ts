import type { Engine } from '../kernels/engine.js'
import { iterations, notConverged } from '../not-converged.js'
import { MAX_STEPS, noise, settle } from './implicit-ql.js'

/** Eigenvalues that are settled between two looks at the clock. */
const SOME = 16

/**
 * The eigenvalues of a symmetric tridiagonal matrix by implicit QL without vectors: n² operations, where vectors take n³.
 *
 * @param d n numbers of the diagonal; overwritten
 * @param e n numbers, `e[i]` between i and i + 1; overwritten
 * @param where what is decomposed, for an error
 * @returns n values, ascending
 * @throws {Numerical} when one does not settle
 * @throws the signal's reason when it is aborted
 */
export async function tridiagonalValues(
  engine: Engine,
  d: Float64Array,
  e: Float64Array,
  where: string,
): Promise<Float64Array> {
  const limit = engine.iterations(MAX_STEPS)
  const floor = noise(d, e)
  for (let l = 0; l < d.length; l++) {
    if (!settle(d, e, l, floor, limit))
      throw notConverged(where, `${iterations(limit, 'step')} of QL`)
    if (l % SOME === 0) await engine.breathe()
  }
  return d.sort()
}
