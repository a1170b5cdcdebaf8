import { applyQ, householderLq } from './householder-lq.js'
import { type Matrix, dot, requireFinite, rowOf, toFloat64, transpose, zeros } from './matrix.js'
import { orthogonaliseRows } from './jacobi.js'
import { fixSigns } from './signs.js'

/** A = U·diag(s)·Vᵀ, for A of shape n × d and r = min(n, d). */
export interface Svd {
  /** Left singular vectors in columns: n × r, or n × n when full. */
  readonly u: Matrix<Float64Array>
  /** The r singular values, descending, none negative. */
  readonly singularValues: Float64Array
  /** Right singular vectors in rows (Vᵀ, as NumPy's `Vh`): r × d, or d × d when full. */
  readonly vt: Matrix<Float64Array>
}

/** How `svd` works. */
export interface SvdOptions {
  /** `thin` (the default) gives r singular vectors a side; `full` completes both sides to orthogonal matrices. */
  readonly vectors?: 'thin' | 'full'
}

/** Singular values below this multiple of the largest have no direction of their own left. */
const NO_DIRECTION = 1e-140

/**
 * The singular value decomposition, in float64 whatever the element type.
 *
 * Householder LQ, then one-sided Jacobi on the small triangle, then the reflectors; a tall matrix is
 * transposed first. Signs are fixed by `fixSigns`: most of the rows' energy lies on the positive side.
 * Errors are about 1e-15 of the largest singular value. A centred matrix has a numerical zero as its last
 * singular value; the vector beside it is arbitrary.
 *
 * @param matrix any shape, empty ones included; left as it is
 * @throws {Numerical} for NaN or an infinity, or when Jacobi does not converge
 */
export async function svd(matrix: Matrix, { vectors = 'thin' }: SvdOptions = {}): Promise<Svd> {
  requireFinite(matrix, `SVD of a ${matrix.rows} × ${matrix.cols} matrix`)
  const full = vectors === 'full'
  let result: Svd
  if (matrix.rows <= matrix.cols) result = wideSvd(toFloat64(matrix), full)
  else {
    const t = wideSvd(transpose(matrix), full)
    result = { u: transpose(t.vt), singularValues: t.singularValues, vt: transpose(t.u) }
  }
  fixSigns(result.u, result.vt, result.singularValues.length)
  // A promise, so that decompositions can move to workers without a change of the interface.
  return Promise.resolve(result)
}

/**
 * The singular values alone, descending; the same numbers as `svd(matrix)` gives.
 *
 * @throws {Numerical} as `svd` does
 */
export async function singularValues(matrix: Matrix): Promise<Float64Array> {
  return (await svd(matrix)).singularValues
}

/** n × d with n ≤ d; overwrites its argument. */
function wideSvd(a: Matrix<Float64Array>, full: boolean): Svd {
  const { rows: n, cols: d } = a
  const scale = powerOfTwoNear(a)
  for (let i = 0; i < a.data.length; i++) a.data[i] *= scale
  const lq = householderLq(a)
  const { rows, rotation } = orthogonaliseRows(lq.l)
  const scaled = Float64Array.from({ length: n }, (_, k) => {
    const w = rowOf(rows, k)
    return Math.sqrt(dot(w, w))
  })
  normaliseRows(rows, scaled)
  const vt = zeros(full ? d : n, d)
  for (let k = 0; k < n; k++) vt.data.set(rowOf(rows, k), k * d)
  for (let k = n; k < vt.rows; k++) vt.data[k * d + k] = 1
  applyQ(vt, lq)
  return { u: transpose(rotation), singularValues: scaled.map((s) => s / scale), vt }
}

/** A power of two that brings the largest element near 1, so that squares neither overflow nor vanish. */
function powerOfTwoNear(a: Matrix): number {
  let largest = 0
  for (const x of a.data) largest = Math.max(largest, Math.abs(x))
  if (largest === 0) return 1
  return 2 ** Math.min(1022, Math.max(-1022, -Math.floor(Math.log2(largest))))
}

/** Divides row k by its length; rows too short to have a direction get one orthogonal to all others. */
function normaliseRows(w: Matrix<Float64Array>, lengths: Float64Array): void {
  const shortest = NO_DIRECTION * (lengths[0] ?? 0)
  for (let k = 0; k < w.rows; k++) {
    const row = rowOf(w, k)
    if (lengths[k] > shortest) for (let j = 0; j < row.length; j++) row[j] /= lengths[k]
    else completeRow(w, k)
  }
}

/** Replaces row k by a unit vector orthogonal to rows 0 … k−1, which are orthonormal. */
function completeRow(w: Matrix<Float64Array>, k: number): void {
  // The axis that the rows above cover least.
  let axis = 0
  let least = Infinity
  for (let j = 0; j < w.cols; j++) {
    let covered = 0
    for (let i = 0; i < k; i++) covered += w.data[i * w.cols + j] ** 2
    if (covered < least) [axis, least] = [j, covered]
  }
  const row = rowOf(w, k).fill(0)
  row[axis] = 1
  // Twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, §6.9).
  for (let pass = 0; pass < 2; pass++)
    for (let i = 0; i < k; i++) {
      const above = rowOf(w, i)
      const c = dot(row, above)
      for (let j = 0; j < row.length; j++) row[j] -= c * above[j]
    }
  const length = Math.sqrt(dot(row, row))
  for (let j = 0; j < row.length; j++) row[j] /= length
}
