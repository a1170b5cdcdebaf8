import { totalVariance } from './total-variance.js'

/**
 * The share of variance in the first k directions, Σ_{i≤k} σᵢ²/Σσ².
 *
 * @param singularValues descending
 * @returns from 0 to 1; NaN for a spectrum of zeros
 */
export function shareOfFirst(singularValues: Float64Array, k: number): number {
  return totalVariance(singularValues.subarray(0, k)) / totalVariance(singularValues)
}
