import { type Matrix, rowOf } from '../math/matrix.js'
import { knownNoiseCut, unknownNoiseCut } from './gavish-donoho.js'
import { marchenkoPasturEdge } from './marchenko-pastur.js'
import { gaussianParticipationRatio } from './participation-ratio.js'
import { totalVariance } from './total-variance.js'
import { tracyWidomStatistic, tracyWidomThreshold } from './tracy-widom.js'

/**
 * What theory says of independent noise as strong as the controls. Embeddings are no independent noise: these lines
 * describe, and never test.
 */
export interface References {
  /** s: standard deviation an element of the controls, √(mean Σσ²/(n′·d)). */
  readonly noise: number
  /** s·(√n′ + √d). */
  readonly marchenkoPastur: number
  /** The σ₁ that one of twenty noise matrices exceeds, and where the set's σ₁ lies in the law's own units. */
  readonly tracyWidom: { readonly threshold: number; readonly statistic: number }
  /** Optimal hard thresholds, with the controls' noise and with the median of the set's own singular values. */
  readonly gavishDonoho: { readonly knownNoise: number; readonly unknownNoise: number }
  /** What Gaussian noise would have. */
  readonly participationRatio: number
}

/**
 * @param singularValues of the set, descending
 * @param draws m × as many, a draw's singular values a row
 * @param freedom n′: rows, less one if they are centred
 * @param dimensions d, less the directions that were removed from all rows
 */
export function references(
  singularValues: Float64Array,
  draws: Matrix<Float64Array>,
  { freedom, dimensions }: { readonly freedom: number; readonly dimensions: number },
): References {
  let sum = 0
  for (let draw = 0; draw < draws.rows; draw++) sum += totalVariance(rowOf(draws, draw))
  const noise = Math.sqrt(sum / draws.rows / (freedom * dimensions))
  const shape = { freedom, dimensions }
  const tested = singularValues.subarray(0, Math.min(freedom, dimensions))
  return {
    noise,
    marchenkoPastur: marchenkoPasturEdge(freedom, dimensions, noise),
    tracyWidom: {
      threshold: tracyWidomThreshold(freedom, dimensions, noise),
      statistic: tracyWidomStatistic(singularValues[0], freedom, dimensions, noise),
    },
    gavishDonoho: {
      knownNoise: knownNoiseCut(shape, noise),
      unknownNoise: unknownNoiseCut(shape, tested),
    },
    participationRatio: gaussianParticipationRatio(freedom, dimensions),
  }
}
