import { totalVariance } from './total-variance.js'

/**
 * Σλ/λ₁ with λ = σ², the squared ratio of Frobenius and spectral norm: k for k equal singular values, near 1 where the
 * first direction holds almost all.
 *
 * @param singularValues descending
 * @returns from 1 to the number of values; NaN for a spectrum of zeros
 */
export function stableRank(singularValues: Float64Array): number {
  return totalVariance(singularValues) / singularValues[0] ** 2
}
