import { dot } from '../math/matrix.js'

/**
 * The mean cosine over all pairs of n vectors, from the sum of their unit vectors alone: ‖Σu‖² = n + Σ_{i≠j} uᵢ·uⱼ, so the
 * mean is (‖Σu‖² − n)/(n(n − 1)). Exact over all pairs in one walk: no sample is taken.
 *
 * @param unitSum Σu
 * @param count n
 * @returns from −1/(n − 1) to 1; NaN for fewer than two vectors
 */
export function meanCosine(unitSum: Float64Array, count: number): number {
  return count < 2 ? NaN : (dot(unitSum, unitSum) - count) / (count * (count - 1))
}
