import { quantile } from '../math/quantile.js'
import { BAND } from './null-band.js'
import type { Whole } from '../math/whole.js'

/** How a number is spread over random draws. */
export interface Chance {
  /** Draws that have such a number at all; the others, NaN, are left out here. */
  readonly draws: Whole
  readonly mean: number
  /** Standard deviation, with m − 1; 0 for a single draw. */
  readonly sd: number
  readonly median: number
  /** 5th percentile. */
  readonly lower: number
  /** 95th percentile. */
  readonly upper: number
  /** 2.5th and 97.5th percentiles: a value between them is not called different at the 5 % level, to either side. */
  readonly within: readonly [number, number]
}

/** Describes the values of m draws, in any order. */
export function chanceOf(values: Float64Array): Chance {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length
  const squares = sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return {
    draws: sorted.length,
    mean,
    sd: Math.sqrt(squares / Math.max(1, sorted.length - 1)),
    median: quantile(sorted, 0.5),
    lower: quantile(sorted, BAND[0]),
    upper: quantile(sorted, BAND[1]),
    within: [quantile(sorted, 0.025), quantile(sorted, 0.975)],
  }
}
