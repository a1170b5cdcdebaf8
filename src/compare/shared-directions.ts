import { type Matrix, rowOf } from '../math/matrix.js'
import { principalAngles, sharedDimensions } from '../math/principal-angles.js'
import { quantiles, sortedColumns, stacked } from '../math/percentiles.js'
import { type Chance, chanceOf } from '../spectrum/chance.js'
import { pValue } from '../spectrum/p-value.js'

/** What the angles of many pairs of subspaces are at each index, in degrees: the smallest of each pair first. */
export interface AngleBand {
  /** 2.5th percentile. */
  readonly lower: Float64Array
  readonly median: Float64Array
  /** 97.5th percentile. */
  readonly upper: Float64Array
}

/** How far the strongest directions of two sets of one model are the same. */
export interface SharedDirections {
  /** Principal angles between the two subspaces in degrees, from the smallest up: 0 for a direction that is in both. */
  readonly angles: Float64Array
  /** The angles of the pairs of random token sets that `p` is by, index by index: as many as `angles`. */
  readonly nullAngles: AngleBand
  /** Σcos² of these angles: how many dimensions the two share. */
  readonly shared: number
  /** What two random subspaces share on average, k₁·k₂/d. */
  readonly random: number
  /** What the subspaces of two random token sets share. */
  readonly chance: Chance
  /** How many pairs of random token sets stand behind `chance` and `p`. */
  readonly draws: number
  /** One-sided: how often two random token sets share at least as much. */
  readonly p: number
}

/**
 * Compares the subspaces of two sets, and those of their controls.
 *
 * Embeddings have directions that most tokens share, so that any two token sets have more in common than random
 * subspaces: the test is by draws. Draw i of one set meets draw i + 1 of the other, as both may come from one seed, and
 * then draws i hold the same tokens.
 *
 * @param a k₁ × d, orthonormal rows: a set's leading right singular vectors
 * @param b k₂ × d, those of the other
 * @param controls the same of each control: at least two each
 * @param dimensions that the subspaces can lie in: d, less directions that were removed
 */
export async function sharedDirections(
  a: Matrix,
  b: Matrix,
  controls: readonly [readonly Matrix[], readonly Matrix[]],
  dimensions = a.cols,
): Promise<SharedDirections> {
  const angles = await degreesBetween(a, b)
  const shared = sharedDimensions(a, b)
  const [left, right] = controls
  const draws = Math.min(left.length, right.length)
  const chance = new Float64Array(draws)
  const byChance: Float64Array[] = []
  for (let i = 0; i < draws; i++) {
    const pair = [left[i], right[(i + 1) % draws]] as const
    chance[i] = sharedDimensions(...pair)
    byChance.push(await degreesBetween(...pair))
  }
  return {
    angles,
    nullAngles: angleBand(byChance, angles.length),
    shared,
    random: randomShare(a.rows, b.rows, dimensions),
    chance: chanceOf(chance),
    draws,
    p: pValue(shared, chance, 'greater'),
  }
}

async function degreesBetween(a: Matrix, b: Matrix): Promise<Float64Array> {
  return (await principalAngles(a, b)).map((radians) => (radians * 180) / Math.PI)
}

/** Percentiles of the first `count` angles, each index by itself. */
function angleBand(pairs: readonly Float64Array[], count: number): AngleBand {
  const sorted = sortedColumns(stacked(pairs, count), count)
  const [lower, median, upper] = [0.025, 0.5, 0.975].map((p) => quantiles(sorted, p))
  return { lower, median, upper }
}

/** E Σcos² of two random subspaces: each of k₁ directions has k₂/d of its length in the other. */
export function randomShare(k1: number, k2: number, dimensions: number): number {
  return (k1 * k2) / dimensions
}

/** The first k rows of Vᵀ, copied. */
export function leadingVectors(vt: Matrix<Float64Array>, k: number): Matrix<Float64Array> {
  const rows = Math.min(k, vt.rows)
  return { rows, cols: vt.cols, data: rowOf({ ...vt, cols: rows * vt.cols, rows: 1 }, 0).slice() }
}
