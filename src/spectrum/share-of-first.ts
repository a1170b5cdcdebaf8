/**
 * The share of variance in the first k directions, Σ_{i≤k} σᵢ²/Σσ².
 *
 * @param singularValues descending
 * @returns from 0 to 1; NaN for a spectrum of zeros
 */
export function shareOfFirst(singularValues: Float64Array, k: number): number {
  let [first, all] = [0, 0]
  for (let i = 0; i < singularValues.length; i++) {
    all += singularValues[i] * singularValues[i]
    if (i < k) first = all
  }
  return first / all
}
