import { largestOf, powerOfTwoNear } from '../math/decompose/wide.js'

/**
 * (Σλ)²/Σλ² with λ = σ²: over how many directions the variance is spread. k for k equal singular values.
 *
 * @returns from 1 to the number of values; NaN for a spectrum of zeros
 */
export function participationRatio(singularValues: Float64Array): number {
  let sum = 0
  let squares = 0
  // λ² of what is very large or small would be beyond float64; the ratio has no unit.
  const unit = powerOfTwoNear(largestOf(singularValues))
  for (const s of singularValues) {
    const variance = (s * unit) ** 2
    sum += variance
    squares += variance * variance
  }
  return sum ** 2 / squares
}

/**
 * What the participation ratio of Gaussian noise is near: E(tr W)²/E tr W² = (n′d + 2)/(n′ + d + 1) for a Wishart
 * matrix of n′ degrees of freedom in d dimensions.
 *
 * @param freedom n′: rows, less one if they are centred
 */
export function gaussianParticipationRatio(freedom: number, dimensions: number): number {
  return (freedom * dimensions + 2) / (freedom + dimensions + 1)
}
