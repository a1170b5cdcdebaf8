// One-sided Jacobi: turns pairs of rows until all are orthogonal to each other.
//
//   (x, y) ← (c·x + s·y, c·y − s·x) with t = s/c the smaller root of t² + 2ζt − 1 = 0, ζ = (‖x‖² − ‖y‖²)/(2·x·y)
//   a pair is done when |x·y| ≤ √k·ulp·‖x‖·‖y‖; the longer row of a pair goes first
//
// Shape: n rows of n numbers, n ≤ 64 (the triangle of an LQ factorisation), with the rotation accumulated beside them.
// Source: Hestenes 1958; Rutishauser 1966 (the root); de Rijk 1989 (the order); LAPACK's dgesvj (the stopping rule).
// Small singular values keep their relative accuracy (Demmel & Veselić 1992).
// Why it is fast: rows are contiguous, all of it lies in the first-level cache, and the squared lengths are taken while
// a pair is turned, so that a pair that needs no turn costs one dot.

import { across, dot, madd } from './lanes'

/** Squared lengths below this are judged as if they were this long: their own squares have no digits left. */
const SHORTEST_SQUARED: f64 = 1e-280

/** (x, y) ← (c·x + s·y, −s·x + c·y). */
function turn(x: usize, y: usize, c: f64, s: f64, n: i32): void {
  const cc = f64x2.splat(c)
  const ss = f64x2.splat(s)
  const minus = f64x2.splat(-s)
  let i: i32 = 0
  for (; i + 1 < n; i += 2) {
    const a = v128.load(x)
    const b = v128.load(y)
    v128.store(x, madd(cc, a, f64x2.mul(ss, b)))
    v128.store(y, madd(cc, b, f64x2.mul(minus, a)))
    x += 16
    y += 16
  }
  if (i < n) {
    const a = load<f64>(x)
    const b = load<f64>(y)
    store<f64>(x, c * a + s * b)
    store<f64>(y, c * b - s * a)
  }
}

/** As `turn`, and writes the squares of the new lengths. */
function turnAndMeasure(x: usize, y: usize, c: f64, s: f64, n: i32, xx: usize, yy: usize): void {
  const cc = f64x2.splat(c)
  const ss = f64x2.splat(s)
  const minus = f64x2.splat(-s)
  let sumX = f64x2.splat(0)
  let sumY = sumX
  let i: i32 = 0
  for (; i + 1 < n; i += 2) {
    const a = v128.load(x)
    const b = v128.load(y)
    const p = madd(cc, a, f64x2.mul(ss, b))
    const q = madd(cc, b, f64x2.mul(minus, a))
    v128.store(x, p)
    v128.store(y, q)
    sumX = madd(p, p, sumX)
    sumY = madd(q, q, sumY)
    x += 16
    y += 16
  }
  let squareX = across(sumX)
  let squareY = across(sumY)
  if (i < n) {
    const a = load<f64>(x)
    const b = load<f64>(y)
    const p = c * a + s * b
    const q = c * b - s * a
    store<f64>(x, p)
    store<f64>(y, q)
    squareX += p * p
    squareY += q * q
  }
  store<f64>(xx, squareX)
  store<f64>(yy, squareY)
}

/** Writes the squared lengths of n rows of k numbers. */
export function squareRows(w: usize, n: i32, k: i32, squares: usize): void {
  for (let i: i32 = 0; i < n; i++) {
    const x = w + ((<usize>i * <usize>k) << 3)
    store<f64>(squares + ((<usize>i) << 3), dot(x, x, k))
  }
}

/**
 * A part of a sweep: turns rows p = from … to − 1 with all that come after each.
 *
 * @param w n × k float64; after the last sweep its rows are orthogonal, longest first
 * @param j n × n, the identity at first; comes out as the rotation
 * @param squares n squared lengths, from `squareRows` at first; kept up to date
 * @param tolerance √k·ulp
 * @returns 1 if a pair was turned, 0 if all were done already
 */
export function orthogonaliseRows(
  w: usize,
  j: usize,
  n: i32,
  k: i32,
  squares: usize,
  tolerance: f64,
  from: i32,
  to: i32,
): i32 {
  const rowW = (<usize>k) << 3
  const rowJ = (<usize>n) << 3
  let changed = 0
  for (let p = from; p < to; p++) {
    const atP = squares + ((<usize>p) << 3)
    const x = w + <usize>p * rowW
    for (let q = p + 1; q < n; q++) {
      const atQ = squares + ((<usize>q) << 3)
      const y = w + <usize>q * rowW
      const xx = load<f64>(atP)
      const yy = load<f64>(atQ)
      const xy = dot(x, y, k)
      const lengths = Math.sqrt(Math.max(xx, SHORTEST_SQUARED)) * Math.sqrt(Math.max(yy, SHORTEST_SQUARED))
      let c: f64
      let s: f64
      if (Math.abs(xy) <= tolerance * lengths) {
        if (xx >= yy) continue
        c = 0
        s = 1
      } else {
        const zeta = (xx - yy) / (2 * xy)
        const size = Math.abs(zeta)
        // Beyond 1e150 the square overflows, and the root is 1/(2ζ) to the last bit.
        const root = size > 1e150 ? size : Math.sqrt(1 + zeta * zeta)
        const t = (zeta < 0 ? -1.0 : 1.0) / (size + root)
        const cosine = 1 / Math.sqrt(1 + t * t)
        if (xx >= yy) {
          c = cosine
          s = cosine * t
        } else {
          // Where y is the longer row, its image is put first.
          c = -cosine * t
          s = cosine
        }
      }
      turnAndMeasure(x, y, c, s, k, atP, atQ)
      turn(j + <usize>p * rowJ, j + <usize>q * rowJ, c, s, n)
      changed = 1
    }
  }
  return changed
}
