import { type Matrix, rowOf } from '../math/matrix.js'
import { type Chance, chanceOf } from './chance.js'
import { effectiveRank } from './effective-rank.js'
import { type Tail, pValue } from './p-value.js'
import { participationRatio } from './participation-ratio.js'
import { shareOfFirst } from './share-of-first.js'
import { stableRank } from './stable-rank.js'
import { totalVariance } from './total-variance.js'

/** What a spectrum is summarised by. */
export type SummaryName =
  'totalVariance' | 'effectiveRank' | 'participationRatio' | 'stableRank' | 'shareOfFirst'

/** One number that summarises a spectrum, beside the same number of random draws. */
export interface Summary {
  readonly name: SummaryName
  /** Of `shareOfFirst`: how many directions count. */
  readonly first?: number
  /** Of the set. */
  readonly value: number
  /** Over the draws. */
  readonly chance: Chance
  /** How often chance is as extreme, in the direction that `tail` says. */
  readonly p: number
  /** Two-sided where a set may well deviate either way. */
  readonly tail: Tail
}

/** Draws with less than this part of the set's own variance have none: what is left of them are rounding errors. */
const NO_VARIANCE = 1e-20

/** Shares are given of so many leading directions, where there are more. */
const FIRST = [1, 2, 3, 5, 10]

/**
 * Total variance, effective rank, participation ratio, stable rank, and the share of the first directions, each tested
 * against the draws. All are two-sided but the shares, where the question is whether few directions hold more than by
 * chance. Only the total variance depends on the amount of variance; the others on its shape alone, which a draw of equal
 * rows does not have.
 *
 * Only the tested values count, of the set and of the draws: the zero that centring leaves is 1e-17 in one and 0 in
 * another, and between two tokens that would be all the difference there is.
 *
 * @param singularValues of the set, descending
 * @param draws m × as many, a draw's singular values a row
 * @param tested how many leading values are no numerical zeros: the rank that centring leaves
 */
export function spectrumSummaries(
  singularValues: Float64Array,
  draws: Matrix<Float64Array>,
  tested: number,
): readonly Summary[] {
  const own = singularValues.subarray(0, tested)
  const others = Array.from({ length: draws.rows }, (_, draw) =>
    rowOf(draws, draw).subarray(0, tested),
  )
  const none = NO_VARIANCE * totalVariance(own)
  const summary = (
    name: SummaryName,
    of: (spectrum: Float64Array) => number,
    tail: Tail = 'two-sided',
  ): Summary => {
    const value = of(own)
    const chance = Float64Array.from(others, (draw) =>
      name !== 'totalVariance' && !(totalVariance(draw) > none) ? NaN : of(draw),
    )
    return { name, value, chance: chanceOf(chance), p: pValue(value, chance, tail), tail }
  }
  return [
    summary('totalVariance', totalVariance),
    summary('effectiveRank', effectiveRank),
    summary('participationRatio', participationRatio),
    summary('stableRank', stableRank),
    ...FIRST.filter((k) => k < tested).map((k) => ({
      ...summary('shareOfFirst', (spectrum) => shareOfFirst(spectrum, k), 'greater'),
      first: k,
    })),
  ]
}
