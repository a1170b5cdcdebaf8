import { centreColumns } from '../math/centre.js'
import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { type Svd, svd } from '../math/svd.js'
import { NUMERICAL_ZERO } from './numerical-zero.js'

/**
 * The members in the basis of their own right singular vectors, U·diag(s): the same distances and angles as the
 * submatrix in r instead of d dimensions, and singular vector k is axis k. Nothing is lost but rounding, so that subsets
 * are decomposed here at a fraction of the cost.
 *
 * @returns n × r
 */
export function memberCoordinates({ u, singularValues }: Svd): Matrix<Float64Array> {
  const out = zeros(u.rows, singularValues.length)
  for (let i = 0; i < u.rows; i++)
    for (let k = 0; k < out.cols; k++)
      out.data[i * out.cols + k] = u.data[i * u.cols + k] * singularValues[k]
  return out
}

/** The spectrum of some of a set's members, in the coordinates of the whole set. */
export interface SubsetSpectrum {
  /** Subtracted from the members before decomposing; r numbers. */
  readonly mean: Float64Array
  /**
   * Right singular vectors in rows, each turned so that it agrees with axis k; only those along which the members differ by more
   * than rounding, as any others are made of it.
   */
  readonly vectors: Matrix<Float64Array>
}

/**
 * Decomposes some of the members by themselves.
 *
 * @param coordinates of all members
 * @param members indices of those that are decomposed
 * @param centre whether they are centred by their own mean
 */
export async function subsetSpectrum(
  coordinates: Matrix<Float64Array>,
  members: readonly number[],
  centre: boolean,
): Promise<SubsetSpectrum> {
  const { cols } = coordinates
  const chosen = zeros(members.length, cols)
  members.forEach((member, i) => {
    chosen.data.set(rowOf(coordinates, member), i * cols)
  })
  const { matrix, mean } = centre
    ? centreColumns(chosen)
    : { matrix: chosen, mean: new Float64Array(cols) }
  const { vt, singularValues } = await svd(matrix)
  const rounding = NUMERICAL_ZERO * reachOf(coordinates)
  const most = Math.max(0, Math.min(cols, members.length - (centre ? 1 : 0)))
  const none = singularValues.findIndex((value) => !(value > rounding))
  const rank = none < 0 ? most : Math.min(most, none)
  for (let k = 0; k < rank; k++) {
    const vector = rowOf(vt, k)
    if (vector[k] < 0) for (let j = 0; j < cols; j++) vector[j] = -vector[j]
  }
  return { mean, vectors: { rows: rank, cols, data: vt.data.subarray(0, rank * cols) } }
}

/** The length of the first column: the set's largest singular value, which its coordinates are rounded by. */
function reachOf({ rows, cols, data }: Matrix<Float64Array>): number {
  let sum = 0
  for (let i = 0; i < rows; i++) sum += data[i * cols] ** 2
  return Math.sqrt(sum)
}
