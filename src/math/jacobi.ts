import { Numerical } from '../errors.js'
import { type Matrix, dot, rowOf, zeros } from './matrix.js'

/** An orthogonal J that makes the rows of J·M orthogonal to each other. */
export interface OrthogonalRows {
  /** J·M: rows orthogonal, longest first. */
  readonly rows: Matrix<Float64Array>
  /** J, orthogonal. */
  readonly rotation: Matrix<Float64Array>
}

const MAX_SWEEPS = 60

/** Squared lengths below this are judged as if they were this long: their own squares have no digits left. */
const SHORTEST_SQUARED = 1e-280

/**
 * One-sided Jacobi (Hestenes 1958): turns pairs of rows until every pair is orthogonal relative to its own
 * lengths, |wᵢ·wⱼ| ≤ √k·ulp·‖wᵢ‖‖wⱼ‖, the stopping rule of LAPACK's dgesvj. The longer row of a pair is
 * kept first (de Rijk 1989). Small singular values come out with small relative error
 * (Demmel & Veselić 1992), which a Gram matrix cannot give.
 *
 * @param m n × k, elements of moderate size; it is overwritten
 * @throws {Numerical} when 60 sweeps are not enough (10 are usual)
 */
export function orthogonaliseRows(m: Matrix<Float64Array>): OrthogonalRows {
  const n = m.rows
  const rotation = zeros(n, n)
  for (let i = 0; i < n; i++) rotation.data[i * n + i] = 1
  // In two or three dimensions √k·ulp would be below the rounding error of the products themselves.
  const tolerance = Math.sqrt(Math.max(n, m.cols, 16)) * Number.EPSILON
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++)
    if (!sweepOnce(m, rotation, tolerance)) return { rows: m, rotation }
  throw new Numerical({
    where: `SVD of a matrix with ${n} rows`,
    expected: `convergence within ${MAX_SWEEPS} Jacobi sweeps`,
    found: 'rows that are not yet orthogonal',
    next: 'Report this matrix: it should not happen for finite input.',
  })
}

/** Visits every pair of rows once; tells whether any was turned or swapped. */
function sweepOnce(m: Matrix<Float64Array>, j: Matrix<Float64Array>, tolerance: number): boolean {
  let changed = false
  for (let p = 0; p < m.rows - 1; p++)
    for (let q = p + 1; q < m.rows; q++) {
      const x = rowOf(m, p)
      const y = rowOf(m, q)
      const xx = dot(x, x)
      const yy = dot(y, y)
      const xy = dot(x, y)
      const lengths =
        Math.sqrt(Math.max(xx, SHORTEST_SQUARED)) * Math.sqrt(Math.max(yy, SHORTEST_SQUARED))
      if (Math.abs(xy) <= tolerance * lengths) {
        if (xx >= yy) continue
        turn(x, y, 0, 1)
        turn(rowOf(j, p), rowOf(j, q), 0, 1)
      } else {
        // The smaller root of t² + 2ζt − 1 = 0 annihilates the inner product (Rutishauser 1966).
        const zeta = (xx - yy) / (2 * xy)
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
        const c = 1 / Math.hypot(1, t)
        // Where y is the longer row, its image is put first.
        if (xx >= yy) {
          turn(x, y, c, c * t)
          turn(rowOf(j, p), rowOf(j, q), c, c * t)
        } else {
          turn(x, y, -c * t, c)
          turn(rowOf(j, p), rowOf(j, q), -c * t, c)
        }
      }
      changed = true
    }
  return changed
}

/** (x, y) ← (c·x + s·y, −s·x + c·y), in place. */
function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]
    const yi = y[i]
    x[i] = c * xi + s * yi
    y[i] = c * yi - s * xi
  }
}
