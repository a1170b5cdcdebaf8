import { type Matrix, rowOf } from '../math/matrix.js'
import { quantile } from '../math/quantile.js'
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
  const rows = Array.from({ length: singularValues.rows }, (_, draw) =>
    scaleSpectrum(rowOf(singularValues, draw), scale),
  )
  const sorted = Array.from({ length: nullBand.tested }, (_, i) =>
    Float64Array.from(rows, (row) => row[i]).sort(),
  )
  const at = (p: number) => Float64Array.from(sorted, (values) => quantile(values, p))
  return { lower: at(BAND[0]), median: at(0.5), upper: at(BAND[1]) }
}
