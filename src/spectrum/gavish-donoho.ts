import { quantile } from '../math/quantile.js'
import { marchenkoPasturMedian } from './marchenko-pastur.js'

/**
 * λ*(β) of the optimal hard threshold for singular values, √(2(β + 1) + 8β/(β + 1 + √(β² + 14β + 1))) (Gavish & Donoho
 * 2014, IEEE Trans. Inf. Theory 60, equation 11). λ*(1) = 4/√3.
 *
 * @param beta the matrix's aspect ratio, above 0, at most 1
 */
export function gavishDonohoLambda(beta: number): number {
  return Math.sqrt(2 * (beta + 1) + (8 * beta) / (beta + 1 + Math.sqrt(beta ** 2 + 14 * beta + 1)))
}

/**
 * ω(β) = λ*(β)/√μ, with μ the median of the Marchenko–Pastur law (as `gavishDonohoLambda`, equation 4): times the median
 * singular value, it is the threshold for noise of unknown strength. Computed, not by the paper's cubic fit.
 */
export function gavishDonohoOmega(beta: number): number {
  return gavishDonohoLambda(beta) / Math.sqrt(marchenkoPasturMedian(beta))
}

/** The size of a matrix of noise. */
interface Shape {
  /** n′: rows, less one if they are centred. */
  readonly freedom: number
  /** d. */
  readonly dimensions: number
}

/** The threshold where every element's noise has standard deviation s: λ*(β)·s·√max(n′, d). */
export function knownNoiseCut({ freedom, dimensions }: Shape, noise: number): number {
  const [small, large] = [Math.min(freedom, dimensions), Math.max(freedom, dimensions)]
  return gavishDonohoLambda(small / large) * noise * Math.sqrt(large)
}

/**
 * The threshold where the noise is not known: ω(β) times the median singular value.
 *
 * @param singularValues without the zero of centring
 */
export function unknownNoiseCut(
  { freedom, dimensions }: Shape,
  singularValues: Float64Array,
): number {
  const beta = Math.min(freedom, dimensions) / Math.max(freedom, dimensions)
  return gavishDonohoOmega(beta) * quantile(singularValues.toSorted(), 0.5)
}
