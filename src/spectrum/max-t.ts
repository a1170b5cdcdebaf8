import type { Matrix } from '../math/matrix.js'
import { SAME } from './numerical-zero.js'
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
  const { scores, own, rounding } = studentise(observed, draws, tails)
  const order = Array.from({ length: k }, (_, i) => i).sort((a, b) => own[b] - own[a])
  const largest = new Float64Array(draws.rows).fill(-Infinity)
  const reached = new Float64Array(k).fill(1)
  for (let step = k - 1; step >= 0; step--) {
    const first = order[step] * draws.rows
    const mark = own[order[step]] - rounding[order[step]]
    for (let draw = 0; draw < draws.rows; draw++) {
      const score = scores[first + draw]
      if (score > largest[draw]) largest[draw] = score
      if (largest[draw] >= mark) reached[step]++
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
 * scores 0, and a draw without a value infinitely much. `scores` are k × m, an index a row; `rounding` is by how much
 * a score may differ from another that is the same. Plain loops: this is asked of every
 * value of every control.
 */
function studentise(
  observed: ArrayLike<number>,
  { rows, cols, data }: Matrix<Float64Array>,
  tails: readonly Tail[],
): {
  readonly scores: Float64Array
  readonly own: Float64Array
  readonly rounding: Float64Array
} {
  const k = observed.length
  const scores = new Float64Array(rows * k)
  const own = new Float64Array(k)
  const rounding = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    let sum = observed[i]
    let count = 1
    for (let at = i; at < data.length; at += cols) {
      if (Number.isNaN(data[at])) continue
      sum += data[at]
      count++
    }
    const mean = sum / count
    let squares = (observed[i] - mean) ** 2
    for (let at = i; at < data.length; at += cols)
      if (!Number.isNaN(data[at])) squares += (data[at] - mean) ** 2
    // An index at which all are the same but for rounding does not vary.
    const spread = Math.sqrt(squares / count)
    const sd = spread > SAME * Math.abs(mean) ? spread : 0
    const unit = (tails[i] === 'less' ? -1 : 1) / sd
    rounding[i] = sd === 0 ? 0 : (SAME * Math.abs(mean)) / sd
    const both = tails[i] === 'two-sided'
    const score = sd === 0 ? 0 : (observed[i] - mean) * unit
    own[i] = both ? Math.abs(score) : score
    for (let draw = 0, at = i; draw < rows; draw++, at += cols) {
      const z = sd === 0 ? 0 : (data[at] - mean) * unit
      scores[i * rows + draw] = Number.isNaN(data[at]) ? Infinity : both ? Math.abs(z) : z
    }
  }
  return { scores, own, rounding }
}
