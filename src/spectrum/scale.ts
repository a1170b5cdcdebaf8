import { totalVariance } from './total-variance.js'

/** In what units singular values are shown: as they are, divided by the largest, or σ²/Σσ². */
export type Scale = 'raw' | 'max' | 'share'

/** All scales. */
export const SCALES: readonly Scale[] = ['raw', 'max', 'share']

/** What an axis showing singular values on a scale is called. */
export const SCALE_LABELS: Readonly<Record<Scale, string>> = {
  raw: 'singular value',
  max: 'singular value ÷ largest',
  share: 'share of variance',
}

/**
 * Singular values on a scale. A spectrum of zeros stays one.
 *
 * @param singularValues descending
 * @param scale `share` sums to 1
 */
export function scaleSpectrum(singularValues: Float64Array, scale: Scale): Float64Array {
  const unit = { raw: 1, max: singularValues[0] ?? 1, share: totalVariance(singularValues) }[scale]
  const out = singularValues.slice()
  // A loop: this is asked of every control.
  if (unit !== 0)
    for (let i = 0; i < out.length; i++) out[i] = (scale === 'share' ? out[i] ** 2 : out[i]) / unit
  return out
}
