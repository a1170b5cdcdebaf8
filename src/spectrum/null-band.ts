import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { quantiles, sortedColumns } from '../math/percentiles.js'
import { hornCount } from './horn.js'
import { maxT } from './max-t.js'
import { pValue } from './p-value.js'
import { scaleSpectrum } from './scale.js'
import { leastVariance } from './least-variance.js'
import { withoutRounding } from './numerical-zero.js'
import { totalVariance } from './total-variance.js'
import type { Whole } from '../math/whole.js'

/** The percentiles between which nine of ten random draws lie; the upper one is also Horn's threshold. */
export const BAND = [0.05, 0.95] as const

/** What chance shows at each index of a spectrum, and how the set's values stand to it. */
export interface IndexBand {
  /** Over the draws, by index: tested indices only. */
  readonly median: Float64Array
  /** 5th percentile. */
  readonly lower: Float64Array
  /** 95th percentile. */
  readonly upper: Float64Array
  /** One-sided: how often chance gives a value at least as large at this index. */
  readonly p: Float64Array
  /** One-sided the other way: how often chance gives one at least as small. */
  readonly pLess: Float64Array
  /** `p` adjusted for the many indices, by step-down max-T. */
  readonly adjusted: Float64Array
  /** Horn's count: leading values above the 95th percentile, up to the first that is not. */
  readonly horn: Whole
}

/** A set's spectrum against those of its controls. */
export interface NullBand {
  /** Indices 1 … tested are compared; beyond them values are zero by centring. */
  readonly tested: Whole
  /** Of singular values as they are: a set of small differences lies low throughout. */
  readonly raw: IndexBand
  /** Of shares of variance σ²/Σσ²: how the variance spreads, whatever its amount. */
  readonly share: IndexBand
}

/**
 * Compares a spectrum with those of random draws, index by index, as it is and as shares of variance. Draws of equal rows have no
 * shares: percentiles are those of the others, and tests count them against the set. Values that are rounding count as zero.
 *
 * @param values singular values of the set, descending
 * @param controls m × as many, a draw's singular values a row
 * @param tested how many leading values centring leaves
 */
export function nullBand(
  values: Float64Array,
  controls: Matrix<Float64Array>,
  tested: number,
): NullBand {
  const draws = withoutRounding(controls)
  const { data: singularValues } = withoutRounding({ rows: 1, cols: values.length, data: values })
  const shares = zeros(draws.rows, draws.cols)
  const least = leastVariance(singularValues)
  for (let draw = 0; draw < draws.rows; draw++) {
    const variance = totalVariance(rowOf(draws, draw))
    const total = variance > least ? variance : NaN
    const end = (draw + 1) * draws.cols
    for (let at = draw * draws.cols; at < end; at++)
      shares.data[at] = (draws.data[at] * draws.data[at]) / total
  }
  return {
    tested,
    raw: indexBand(singularValues.subarray(0, tested), draws),
    share: indexBand(scaleSpectrum(singularValues, 'share').subarray(0, tested), shares),
  }
}

function indexBand(values: Float64Array, draws: Matrix<Float64Array>): IndexBand {
  const columns = sortedColumns(draws, values.length)
  const upper = quantiles(columns, BAND[1])
  return {
    median: quantiles(columns, 0.5),
    lower: quantiles(columns, BAND[0]),
    upper,
    p: values.map((value, i) => pValue(value, columns[i], 'greater')),
    pLess: values.map((value, i) => pValue(value, columns[i], 'less')),
    adjusted: maxT(values, draws),
    horn: hornCount(values, upper),
  }
}
