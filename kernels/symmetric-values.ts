// The eigenvalues of a small symmetric matrix.
//
//   tridiagonal by reflections (v·vᵀ with ‖v‖² = 2, as in tridiagonal.ts, but one column at a time), then implicit QL
//
// Shape: n × n float64, lower triangle, n up to some hundreds and mostly 26: all of it in the first-level cache.
// Source: EISPACK's tred1 and imtql1; Golub & Van Loan §8.3.
// Why it is fast: no vectors are kept, so that QL costs n² and not n³.

import { axpy, dot, reflector } from './lanes'
import { symmetricTimes } from './tridiagonal'

const ULP: f64 = 2.220446049250313e-16

// @ts-ignore: decorator
@inline
function at(array: usize, i: i32): f64 {
  return load<f64>(array + ((<usize>i) << 3))
}

// @ts-ignore: decorator
@inline
function put(array: usize, i: i32, value: f64): void {
  store<f64>(array + ((<usize>i) << 3), value)
}

function reduce(a: usize, n: i32, d: usize, e: usize, v: usize, w: usize): void {
  const stride = (<usize>n) << 3
  for (let k: i32 = 0; k < n; k++) {
    put(d, k, load<f64>(a + <usize>k * (stride + 8)))
    const below = n - k - 1
    if (below == 0) return
    const trailing = a + <usize>(k + 1) * (stride + 8)
    for (let i: i32 = 0; i < below; i++) put(v, i, load<f64>(trailing - 8 + <usize>i * stride))
    const alpha = reflector(v, below)
    put(e, k, alpha)
    if (alpha == 0) continue
    memory.fill(w, 0, (<usize>below) << 3)
    symmetricTimes(trailing, stride, v, w, below)
    axpy(-0.5 * dot(w, v, below), v, w, below)
    for (let i: i32 = 0; i < below; i++) {
      const row = trailing + <usize>i * stride
      axpy(-at(v, i), w, row, i + 1)
      axpy(-at(w, i), v, row, i + 1)
    }
  }
}

/** What counts as zero beside the diagonal: see src/math/eigen/implicit-ql.ts. */
function noise(d: usize, e: usize, n: i32): f64 {
  let largest: f64 = 0
  for (let i: i32 = 0; i < n; i++) {
    largest = Math.max(largest, Math.abs(at(d, i)))
    if (i < n - 1) largest = Math.max(largest, Math.abs(at(e, i)))
  }
  return largest * (ULP / 4)
}

function implicitQl(d: usize, e: usize, n: i32, limit: i32): bool {
  const floor = noise(d, e, n)
  for (let l: i32 = 0; l < n; l++)
    for (let step: i32 = 0; ; step++) {
      let m = l
      while (m < n - 1 && Math.abs(at(e, m)) > floor) m++
      if (m == l) break
      if (step == limit) return false
      // Wilkinson's shift.
      let g = (at(d, l + 1) - at(d, l)) / (2 * at(e, l))
      let r = Math.abs(g) > 1e150 ? Math.abs(g) : Math.sqrt(g * g + 1)
      g = at(d, m) - at(d, l) + at(e, l) / (g + (g < 0 ? -r : r))
      let s: f64 = 1
      let c: f64 = 1
      let p: f64 = 0
      let i = m - 1
      for (; i >= l; i--) {
        const f = s * at(e, i)
        const b = c * at(e, i)
        r = Math.sqrt(f * f + g * g)
        put(e, i + 1, r)
        if (r == 0) {
          // Underflow: the matrix splits here.
          put(d, i + 1, at(d, i + 1) - p)
          put(e, m, 0)
          break
        }
        s = f / r
        c = g / r
        g = at(d, i + 1) - p
        r = (at(d, i) - g) * s + 2 * c * b
        p = s * r
        put(d, i + 1, g + p)
        g = c * r - b
      }
      if (i >= l) continue
      put(d, l, at(d, l) - p)
      put(e, l, g)
      put(e, m, 0)
    }
  return true
}

/**
 * @param a n × n float64, row-major; the lower triangle is read and overwritten
 * @param d comes out with the eigenvalues, descending
 * @param limit QL steps that one eigenvalue may take; two are usual
 * @param room 3·n float64
 * @returns 0, or 1 when QL did not converge
 */
export function symmetricValues(a: usize, n: i32, d: usize, limit: i32, room: usize): i32 {
  const row = (<usize>n) << 3
  reduce(a, n, d, room, room + row, room + 2 * row)
  if (!implicitQl(d, room, n, limit)) return 1
  // Insertion: QL leaves them nearly in order.
  for (let i: i32 = 1; i < n; i++) {
    const value = at(d, i)
    let j = i - 1
    for (; j >= 0 && at(d, j) < value; j--) put(d, j + 1, at(d, j))
    put(d, j + 1, value)
  }
  return 0
}
