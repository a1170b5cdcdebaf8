// A = L·Q for a wide A (n × d, n ≤ d), by reflections from the right, two rows at a time.
//
//   H_k = I − v_k·v_kᵀ with ‖v_k‖² = 2 turns what is left of row k into a multiple of the axis e_k
//   L = A·H_0·H_1 ⋯ H_{n−1}, lower triangular;  Q = H_{n−1} ⋯ H_0
//   x·H_k·H_{k+1} = x − a·v_k − b·v_{k+1},  a = x·v_k,  b = x·v_{k+1} − a·(v_k·v_{k+1})
//
// Shape and blocking: 2 ≤ n ≤ 64, d up to some thousands: the matrix stays in the second-level cache. Two reflections go
// over two rows at once, 24 KB at d = 768, which the first-level cache holds. A call reduces some of the rows, so that a
// large matrix can be left between calls.
// Source: Golub & Van Loan, Matrix Computations, 4th ed., §5.1.2 and algorithm 5.2.1, transposed; the two at once are the
// compact WY form (Schreiber & Van Loan 1989) of width two.
// Why it is fast: each number that is loaded serves two products, so that half as much passes through the caches as when
// one reflection goes over one row. Q is applied as one block (see block-reflector.ts), not reflector by reflector.

import { across, axpy, dot, madd, msub, reflector } from './lanes'

/** Two rows x, y of n numbers times two reflections: v with one more number at its front, w, and g = v·w. */
function reflectTwice(x: usize, y: usize, v: usize, w: usize, g: f64, n: i32): void {
  const whole = (<usize>(n & ~1)) << 3
  const first = load<f64>(v - 8)
  let xv = f64x2.splat(0)
  let xw = xv
  let yv = xv
  let yw = xv
  for (let at: usize = 0; at < whole; at += 16) {
    const vv = v128.load(v + at)
    const ww = v128.load(w + at)
    const xx = v128.load(x + at)
    const yy = v128.load(y + at)
    xv = madd(xx, vv, xv)
    xw = madd(xx, ww, xw)
    yv = madd(yy, vv, yv)
    yw = madd(yy, ww, yw)
  }
  let a = across(xv) + load<f64>(x - 8) * first
  let b = across(xw)
  let c = across(yv) + load<f64>(y - 8) * first
  let e = across(yw)
  if (n & 1) {
    a += load<f64>(x + whole) * load<f64>(v + whole)
    b += load<f64>(x + whole) * load<f64>(w + whole)
    c += load<f64>(y + whole) * load<f64>(v + whole)
    e += load<f64>(y + whole) * load<f64>(w + whole)
  }
  b -= a * g
  e -= c * g
  store<f64>(x - 8, load<f64>(x - 8) - a * first)
  store<f64>(y - 8, load<f64>(y - 8) - c * first)
  const aa = f64x2.splat(a)
  const bb = f64x2.splat(b)
  const cc = f64x2.splat(c)
  const ee = f64x2.splat(e)
  for (let at: usize = 0; at < whole; at += 16) {
    const vv = v128.load(v + at)
    const ww = v128.load(w + at)
    v128.store(x + at, msub(bb, ww, msub(aa, vv, v128.load(x + at))))
    v128.store(y + at, msub(ee, ww, msub(cc, vv, v128.load(y + at))))
  }
  if (n & 1) {
    const vv = load<f64>(v + whole)
    const ww = load<f64>(w + whole)
    store<f64>(x + whole, load<f64>(x + whole) - a * vv - b * ww)
    store<f64>(y + whole, load<f64>(y + whole) - c * vv - e * ww)
  }
}

/** One row x times one reflection. */
// @ts-ignore: decorator
@inline
function reflectOnce(x: usize, v: usize, n: i32): void {
  axpy(-dot(x, v, n), v, x, n)
}

/**
 * Row k of `a` keeps L[k, 0 … k−1] before the diagonal and v_k from the diagonal on; `diagonal[k]` is L[k, k]. Where what is
 * left of a row is zero, v_k is.
 *
 * @param a n × d float64, elements of moderate size; overwritten
 * @param from the first row that is reduced, an even number: those before it have been
 * @param to the row after the last one, even or n
 */
export function householderLq(a: usize, n: i32, d: i32, diagonal: usize, from: i32, to: i32): void {
  const stride = (<usize>d) << 3
  for (let k = from; k < to; k += 2) {
    const v = a + <usize>k * (stride + 8)
    const length = d - k
    store<f64>(diagonal + ((<usize>k) << 3), reflector(v, length))
    if (k + 1 == n) return
    reflectOnce(v + stride, v, length)
    const w = v + stride + 8
    store<f64>(diagonal + ((<usize>(k + 1)) << 3), reflector(w, length - 1))
    const g = dot(v + 8, w, length - 1)
    let i = k + 2
    for (; i + 1 < n; i += 2) {
      const x = v + <usize>(i - k) * stride + 8
      reflectTwice(x, x + stride, v + 8, w, g, length - 1)
    }
    if (i < n) {
      const x = v + <usize>(i - k) * stride
      reflectOnce(x, v, length)
      reflectOnce(x + 8, w, length - 1)
    }
  }
}
