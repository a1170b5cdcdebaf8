import type { Matrix } from '../math/matrix.js'
import type { Tail } from './p-value.js'

/**
 * Step-down max-T adjusted p-values (Westfall & Young 1993, algorithm 4.1): the chance that any of the indices not yet
 * rejected would deviate so far. They control the chance of a single false rejection among all indices together.
 *
 * Singular values shrink with their index and so do their spreads, so each index is studentised first, by mean and
 * standard deviation over the draws and the observation together: otherwise the first index alone would decide.
 * With the observation among them, the m + 1 spectra are treated alike, and p stays exact.
 *
 * A draw that has no value at an index, NaN, deviates by more than any number there, so that it never helps to reject.
 *
 * @param observed k values
 * @param draws m × at least k, a draw a row
 * @param tails which deviations count at each index; larger values by default
 * @returns k p-values, each from 1/(m + 1) to 1, and none below the unadjusted one by more than chance
 */
export function maxT(
  observed: ArrayLike<number>,
  draws: Matrix<Float64Array>,
  tails: readonly Tail[] = [],
): Float64Array {
  const k = observed.length
  const { scores, own } = studentise(observed, draws, tails)
  const order = Array.from({ length: k }, (_, i) => i).sort((a, b) => own[b] - own[a])
  const reached = new Float64Array(k).fill(1)
  for (let draw = 0; draw < draws.rows; draw++) {
    let largest = -Infinity
    for (let step = k - 1; step >= 0; step--) {
      largest = Math.max(largest, scores[draw * k + order[step]])
      if (largest >= own[order[step]]) reached[step]++
    }
  }
  const adjusted = new Float64Array(k)
  let last = 0
  for (let step = 0; step < k; step++) {
    // A weaker index is never more significant than a stronger one.
    last = Math.max(last, reached[step] / (draws.rows + 1))
    adjusted[order[step]] = last
  }
  return adjusted
}

/**
 * Each index less its mean, in units of its standard deviation, turned so that what counts is large; an index that never varies
 * scores 0, and a draw without a value infinitely much.
 */
function studentise(
  observed: ArrayLike<number>,
  draws: Matrix<Float64Array>,
  tails: readonly Tail[],
): { readonly scores: Float64Array; readonly own: Float64Array } {
  const k = observed.length
  const scores = new Float64Array(draws.rows * k)
  const own = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    const at = (draw: number): number => draws.data[draw * draws.cols + i]
    let sum = observed[i]
    let count = 1
    for (let draw = 0; draw < draws.rows; draw++)
      if (!Number.isNaN(at(draw))) {
        sum += at(draw)
        count++
      }
    const mean = sum / count
    let squares = (observed[i] - mean) ** 2
    for (let draw = 0; draw < draws.rows; draw++)
      if (!Number.isNaN(at(draw))) squares += (at(draw) - mean) ** 2
    const sd = Math.sqrt(squares / count)
    const score = (x: number): number => {
      if (Number.isNaN(x)) return Infinity
      if (sd === 0) return 0
      const z = (x - mean) / sd
      return tails[i] === 'two-sided' ? Math.abs(z) : tails[i] === 'less' ? -z : z
    }
    own[i] = score(observed[i])
    for (let draw = 0; draw < draws.rows; draw++) scores[draw * k + i] = score(at(draw))
  }
  return { scores, own }
}
