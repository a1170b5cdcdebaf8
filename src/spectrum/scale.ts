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
  const sum = (f: (s: number) => number) => singularValues.reduce((acc, s) => acc + f(s), 0)
  const unit = { raw: 1, max: singularValues[0] ?? 1, share: sum((s) => s * s) }[scale]
  if (unit === 0) return singularValues.slice()
  return singularValues.map((s) => (scale === 'share' ? s * s : s) / unit)
}
