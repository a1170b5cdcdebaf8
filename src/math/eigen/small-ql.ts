import { iterations, notConverged } from '../not-converged.js'
import { implicitQl } from './implicit-ql.js'

/**
 * Eigenvalues and vectors of a small symmetric tridiagonal matrix by implicit QL (EISPACK's imtql2; Golub & Van Loan
 * §8.3.3), sorted.
 *
 * @param d n numbers of the diagonal; comes out with the eigenvalues, ascending
 * @param e n numbers, `e[i]` between i and i + 1; overwritten
 * @param z rows of vectors: row i begins at `first + i·stride` and has n numbers, which come out as vector i
 * @param limit steps of QL that one eigenvalue may take
 * @throws {Numerical} when it does not converge
 */
export function smallQl(
  d: Float64Array,
  e: Float64Array,
  z: Float64Array,
  first: number,
  stride: number,
  limit: number,
): void {
  const n = d.length
  for (let i = 0; i < n; i++) {
    z.fill(0, first + i * stride, first + i * stride + n)
    z[first + i * stride + i] = 1
  }
  const settled = implicitQl(d, e, limit, (i, c, s) => {
    turn(z, first + i * stride, first + (i + 1) * stride, c, s, n)
  })
  if (!settled)
    throw notConverged(
      `eigenvalues of a ${n} × ${n} tridiagonal matrix`,
      `${iterations(limit, 'step')} of QL`,
    )
  sortAscending(d, z, first, stride)
}

/** (x, y) ← (c·x − s·y, s·x + c·y), in place. */
function turn(z: Float64Array, x: number, y: number, c: number, s: number, n: number): void {
  for (let k = 0; k < n; k++) {
    const f = z[y + k]
    z[y + k] = s * z[x + k] + c * f
    z[x + k] = c * z[x + k] - s * f
  }
}

function sortAscending(d: Float64Array, z: Float64Array, first: number, stride: number): void {
  const n = d.length
  for (let i = 0; i < n - 1; i++) {
    let least = i
    for (let j = i + 1; j < n; j++) if (d[j] < d[least]) least = j
    if (least === i) continue
    ;[d[i], d[least]] = [d[least], d[i]]
    const [x, y] = [first + i * stride, first + least * stride]
    const row = z.slice(x, x + n)
    z.copyWithin(x, y, y + n)
    z.set(row, y)
  }
}
