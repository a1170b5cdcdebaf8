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

/** Shares are given of so many leading directions, where there are more. */
const FIRST = [1, 2, 3, 5, 10]

/**
 * Total variance, effective rank, participation ratio, stable rank, and the share of the first directions, each tested
 * against the draws. All are two-sided but the shares, where the question is whether few directions hold more than by
 * chance. Only the total variance depends on the amount of variance; the others on its shape alone.
 *
 * @param singularValues of the set, descending
 * @param draws m × as many, a draw's singular values a row
 * @param tested the rank that centring leaves
 */
export function spectrumSummaries(
  singularValues: Float64Array,
  draws: Matrix<Float64Array>,
  tested: number,
): readonly Summary[] {
  const summary = (
    name: SummaryName,
    of: (spectrum: Float64Array) => number,
    tail: Tail = 'two-sided',
  ): Summary => {
    const value = of(singularValues)
    const chance = Float64Array.from({ length: draws.rows }, (_, draw) => of(rowOf(draws, draw)))
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
