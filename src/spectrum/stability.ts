import { type Matrix, dot, rowOf } from '../math/matrix.js'
import { quantile } from '../math/quantile.js'
import { seededRandom } from '../math/random.js'
import { shuffleFirst } from '../math/sample.js'
import { type SubsetSpectrum, subsetSpectrum } from './coordinates.js'
import type { HeldOut } from './held-out.js'
import { type IndexRange, nearTies } from './near-ties.js'
import type { Whole } from '../math/whole.js'

/** How much a direction turns when it is found from other members. All angles in degrees, 0 to 90. */
export interface AngleSummary {
  /** NaN where fewer members leave no such direction. */
  readonly median: number
  /** The largest seen; NaN as above. */
  readonly largest: number
}

/** The stability of one singular vector. */
export interface VectorStability {
  /** Counted from 1. */
  readonly vector: Whole
  /** Between the vector and the one found without some of the members. */
  readonly heldOut: AngleSummary
  /** Between the vectors of two random halves of the members. */
  readonly halves: AngleSummary
}

/** Neighbouring singular values of which no two are told apart, and how stable their common subspace is. */
export interface NearTie extends IndexRange {
  /** Mean cos² of the principal angles between the subspace and the one found without some members: 1 for the same. */
  readonly heldOut: number
  /** The same between random halves of the members; NaN where a half has no such directions. */
  readonly halves: number
  /**
   * What a random subspace of as many of the set's directions would have on average. No yardstick for the others: without any
   * structure, most of a subspace stays when one member of many is left out, and halves share less, as each has directions of its own.
   */
  readonly random: number
}

/** What of a spectrum would stay if other members had been asked for. */
export interface Stability {
  /** Vectors 1, 2, …, at most 64. */
  readonly vectors: readonly VectorStability[]
  /** Vectors of these groups should be read together. */
  readonly nearTies: readonly NearTie[]
  /** How many decompositions without some members stand behind it: one a member, or fewer for large sets. */
  readonly heldOut: Whole
  /** How many random splits into halves. */
  readonly splits: Whole
}

/** Vectors beyond these are of no interest by themselves. */
const MOST_VECTORS = 64

/**
 * Angles of each singular vector under leaving members out and under splitting the set in halves.
 *
 * The bootstrap, which repeats members, is not used: it inflates σ₁ by half and loses rank.
 *
 * @param singularValues of the set
 * @param coordinates of its members, from `memberCoordinates`
 * @param heldOut from `heldOutSpectra`
 * @param options centre whether a half is centred by its own mean; seed of the splits; rank how many singular values are no numerical zeros; order of
 *   the members that is shuffled, their own by default
 */
export async function spectrumStability(
  singularValues: Float64Array,
  coordinates: Matrix<Float64Array>,
  heldOut: readonly HeldOut[],
  options: {
    readonly centre: boolean
    readonly seed: number
    readonly rank: number
    readonly order?: Iterable<number>
  },
): Promise<Stability> {
  const n = coordinates.rows
  const { centre, seed, rank, order: given = Array(n).keys() } = options
  const splits = n <= 64 ? 50 : n <= 256 ? 20 : 4
  const halves: (readonly [SubsetSpectrum, SubsetSpectrum])[] = []
  const random = seededRandom(seed)
  const order = Uint32Array.from(given)
  for (let split = 0; split < splits; split++) {
    shuffleFirst(order, n - 1, random)
    const half = n >> 1
    halves.push([
      await subsetSpectrum(coordinates, Array.from(order.subarray(0, half)), centre),
      await subsetSpectrum(coordinates, Array.from(order.subarray(half)), centre),
    ])
  }
  return {
    vectors: Array.from({ length: Math.min(rank, MOST_VECTORS) }, (_, k) => ({
      vector: k + 1,
      heldOut: summary(heldOut.map(({ vectors }) => angleToAxis(vectors, k))),
      halves: summary(halves.map(([a, b]) => angleBetween(a.vectors, b.vectors, k))),
    })),
    nearTies: nearTies(singularValues, n, rank).map((run) => ({
      ...run,
      heldOut: mean(heldOut.map(({ vectors }) => overlapWithAxes(vectors, run))),
      halves: mean(halves.map(([a, b]) => overlap(a.vectors, b.vectors, run))),
      random: (run.last - run.first + 1) / rank,
    })),
    heldOut: heldOut.length,
    splits,
  }
}

/** Between row k and axis k: from both legs of the triangle, exact for small angles too. */
function angleToAxis(vectors: Matrix<Float64Array>, k: number): number {
  if (k >= vectors.rows) return NaN
  const row = rowOf(vectors, k)
  const along = Math.abs(row[k])
  return degrees(Math.atan2(Math.sqrt(Math.max(0, dot(row, row) - along * along)), along))
}

/** Between rows k of two sets of unit vectors (Kahan: 2·atan2(‖a − b‖, ‖a + b‖), exact for small angles). */
function angleBetween(a: Matrix<Float64Array>, b: Matrix<Float64Array>, k: number): number {
  if (k >= a.rows || k >= b.rows) return NaN
  const [x, y] = [rowOf(a, k), rowOf(b, k)]
  const sign = dot(x, y) < 0 ? -1 : 1
  // Squares of ‖a ∓ b‖; `Math.hypot` takes twenty times as long, for care that unit vectors do not need.
  let [apart, together] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    apart += (x[i] - sign * y[i]) ** 2
    together += (x[i] + sign * y[i]) ** 2
  }
  return degrees(2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together)))
}

function overlapWithAxes(vectors: Matrix<Float64Array>, { first, last }: IndexRange): number {
  if (last > vectors.rows) return NaN
  let sum = 0
  for (let i = first - 1; i < last; i++)
    for (let j = first - 1; j < last; j++) sum += vectors.data[i * vectors.cols + j] ** 2
  return sum / (last - first + 1)
}

function overlap(
  a: Matrix<Float64Array>,
  b: Matrix<Float64Array>,
  { first, last }: IndexRange,
): number {
  if (last > a.rows || last > b.rows) return NaN
  let sum = 0
  for (let i = first - 1; i < last; i++)
    for (let j = first - 1; j < last; j++) sum += dot(rowOf(a, i), rowOf(b, j)) ** 2
  return sum / (last - first + 1)
}

function summary(angles: readonly number[]): AngleSummary {
  if (angles.some(Number.isNaN)) return { median: NaN, largest: NaN }
  const sorted = Float64Array.from(angles).sort()
  return { median: quantile(sorted, 0.5), largest: sorted[sorted.length - 1] }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}
