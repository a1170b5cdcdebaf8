import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { type Chance, chanceOf } from './chance.js'
import { effectiveRank } from './effective-rank.js'
import { maxT } from './max-t.js'
import { type Tail, pValue } from './p-value.js'
import { participationRatio } from './participation-ratio.js'
import { leastVariance } from './least-variance.js'
import { withoutRounding } from './numerical-zero.js'
import { shareOfFirst } from './share-of-first.js'
import { stableRank } from './stable-rank.js'
import { totalVariance } from './total-variance.js'
import type { Whole } from '../math/whole.js'

/** What a spectrum is summarised by. */
export type SummaryName =
  'totalVariance' | 'effectiveRank' | 'participationRatio' | 'stableRank' | 'shareOfFirst'

/** One number that summarises a spectrum, beside the same number of random draws. */
export interface Summary {
  readonly name: SummaryName
  /** Of `shareOfFirst`: how many directions count. */
  readonly first?: Whole
  /** Of the set. */
  readonly value: number
  /** Over the draws. */
  readonly chance: Chance
  /** How often chance is as extreme, in the direction that `tail` says. */
  readonly p: number
  /**
   * p adjusted for all measures of shape together, by step-down max-T, and never below p. Of the total variance, the one measure
   * of amount, p itself.
   */
  readonly adjusted: number
  /** Two-sided where a set may well deviate either way. */
  readonly tail: Tail
}

/** Shares are given of so many leading directions, where there are more. */
const FIRST = [1, 2, 3, 5, 10]

/**
 * Total variance, effective rank, participation ratio, stable rank, and the share of the first directions, each tested
 * against the draws. All are two-sided but the shares, where the question is whether few directions hold more than by
 * chance. Only the total variance depends on the amount of variance; the others on its shape alone, which a draw of equal
 * rows does not have.
 *
 * Only the tested values count, of the set and of the draws: the zero that centring leaves is 1e-17 in one and 0 in
 * another, and between two tokens that would be all the difference there is. Of the others, those that are rounding count as zero.
 *
 * @param values singular values of the set, descending
 * @param controls m × as many, a draw's singular values a row
 * @param tested how many leading values centring leaves
 */
export function spectrumSummaries(
  values: Float64Array,
  controls: Matrix<Float64Array>,
  tested: number,
): readonly Summary[] {
  const draws = withoutRounding(controls)
  const own = withoutRounding({ rows: 1, cols: values.length, data: values }).data.subarray(
    0,
    tested,
  )
  const others = Array.from({ length: draws.rows }, (_, draw) =>
    rowOf(draws, draw).subarray(0, tested),
  )
  const least = leastVariance(own)
  const shapeless = others.map((draw) => !(totalVariance(draw) > least))
  const measures: readonly Measure[] = [
    { name: 'totalVariance', of: totalVariance, tail: 'two-sided' },
    { name: 'effectiveRank', of: effectiveRank, tail: 'two-sided' },
    { name: 'participationRatio', of: participationRatio, tail: 'two-sided' },
    { name: 'stableRank', of: stableRank, tail: 'two-sided' },
    ...FIRST.filter((k) => k < tested).map((k): Measure => ({
      name: 'shareOfFirst',
      first: k,
      of: (spectrum) => shareOfFirst(spectrum, k),
      tail: 'greater',
    })),
  ]
  const [amount, ...shape] = measures.map(({ of, ...measure }) => {
    const chance = new Float64Array(others.length)
    for (let i = 0; i < others.length; i++)
      chance[i] = shapeless[i] && measure.name !== 'totalVariance' ? NaN : of(others[i])
    return { ...measure, value: of(own), chance }
  })
  const together = zeros(draws.rows, shape.length)
  for (let draw = 0, at = 0; draw < draws.rows; draw++)
    for (const { chance } of shape) together.data[at++] = chance[draw]
  const adjusted = maxT(
    shape.map(({ value }) => value),
    together,
    shape.map(({ tail }) => tail),
  )
  return [amount, ...shape].map(({ chance, ...measure }, i) => {
    const p = pValue(measure.value, chance, measure.tail)
    return {
      ...measure,
      chance: chanceOf(chance),
      p,
      // A spread to one side can make max-T, which goes by standard deviations, the smaller of both.
      adjusted: i === 0 ? p : Math.max(p, adjusted[i - 1]),
    }
  })
}

/** A number that a spectrum has, and which deviations of it count. */
interface Measure {
  readonly name: SummaryName
  readonly first?: number
  readonly of: (spectrum: Float64Array) => number
  readonly tail: Tail
}
