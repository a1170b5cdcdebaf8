import { type Matrix, rowOf } from '../math/matrix.js'
import { quantiles, sortedColumns, stacked } from '../math/percentiles.js'
import { BAND, type IndexBand, type NullBand } from './null-band.js'
import { type Scale, scaleSpectrum } from './scale.js'

/**
 * What chance shows at each tested index on a scale: the 5th, 50th and 95th percentile of the draws, each draw scaled by
 * itself.
 *
 * @param singularValues of the draws, a draw's a row
 */
export function bandOnScale(
  nullBand: NullBand,
  singularValues: Matrix<Float64Array>,
  scale: Scale,
): Pick<IndexBand, 'lower' | 'median' | 'upper'> {
  if (scale !== 'max') return nullBand[scale]
  const scaled = Array.from({ length: singularValues.rows }, (_, draw) =>
    scaleSpectrum(rowOf(singularValues, draw), scale),
  )
  const sorted = sortedColumns(stacked(scaled, singularValues.cols), nullBand.tested)
  const [lower, median, upper] = [BAND[0], 0.5, BAND[1]].map((p) => quantiles(sorted, p))
  return { lower, median, upper }
}
