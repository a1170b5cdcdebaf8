import { SAME } from './numerical-zero.js'

/** Which deviations from chance count: larger values, smaller ones, or both. */
export type Tail = 'greater' | 'less' | 'two-sided'

/**
 * The p-value of an observation among random draws, (b + 1)/(m + 1), where b of m draws are at least as extreme
 * (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39): the observation is one of the m + 1, so that p is never
 * zero and at most its nominal size. Two-sided: twice the smaller of both tails, at most 1. A draw that has no value, NaN,
 * counts as extreme on either side, so that it never helps to reject; so does one that differs by rounding alone.
 *
 * @param draws m values in any order
 * @returns from 1/(m + 1) to 1
 */
export function pValue(observed: number, draws: Float64Array, tail: Tail): number {
  let above = 0
  let below = 0
  const rounding = SAME * Math.abs(observed)
  const [low, high] = [observed - rounding, observed + rounding]
  for (let i = 0; i < draws.length; i++) {
    if (!(draws[i] < low)) above++
    if (!(draws[i] > high)) below++
  }
  const greater = (above + 1) / (draws.length + 1)
  const less = (below + 1) / (draws.length + 1)
  if (tail === 'greater') return greater
  return tail === 'less' ? less : Math.min(1, 2 * Math.min(greater, less))
}
