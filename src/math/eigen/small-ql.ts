import { Numerical } from '../../errors.js'

/** QL steps that one eigenvalue may take; two are usual. */
const MAX_STEPS = 60

/**
 * Eigenvalues and vectors of a small symmetric tridiagonal matrix by implicit QL (EISPACK's imtql2; Golub & Van Loan
 * §8.3.3), sorted.
 *
 * @param d n numbers of the diagonal; comes out with the eigenvalues, ascending
 * @param e n numbers, `e[i]` between i and i + 1; overwritten
 * @param z rows of vectors: row i begins at `first + i·stride` and has n numbers, which come out as vector i
 * @throws {Numerical} when it does not converge
 */
export function smallQl(
  d: Float64Array,
  e: Float64Array,
  z: Float64Array,
  first: number,
  stride: number,
): void {
  const n = d.length
  for (let i = 0; i < n; i++) {
    z.fill(0, first + i * stride, first + i * stride + n)
    z[first + i * stride + i] = 1
  }
  for (let l = 0; l < n; l++)
    for (let step = 0; ; step++) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1])))
        m++
      if (m === l) break
      if (step === MAX_STEPS) throw notConverged(n)
      qlStep(d, e, l, m, (i, c, s) => {
        turn(z, first + i * stride, first + (i + 1) * stride, c, s, n)
      })
    }
  sortAscending(d, z, first, stride)
}

/** One step on the block l … m; `rotate` is told each rotation of rows i and i + 1. */
function qlStep(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  rotate: (i: number, c: number, s: number) => void,
): void {
  // Wilkinson's shift.
  const first = (d[l + 1] - d[l]) / (2 * e[l])
  const root = Math.hypot(first, 1)
  let g = d[m] - d[l] + e[l] / (first + (first < 0 ? -root : root))
  let s = 1
  let c = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]
    const b = c * e[i]
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      // Underflow: the matrix splits here.
      d[i + 1] -= p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1] - p
    const t = (d[i] - g) * s + 2 * c * b
    p = s * t
    d[i + 1] = g + p
    g = c * t - b
    rotate(i, c, s)
  }
  d[l] -= p
  e[l] = g
  e[m] = 0
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

function notConverged(n: number): Numerical {
  return new Numerical({
    where: `eigenvalues of a ${n} × ${n} tridiagonal matrix`,
    expected: `convergence within ${MAX_STEPS} QL steps a value`,
    found: 'a value that does not settle',
    next: 'Report this matrix: it should not happen for finite input.',
  })
}
