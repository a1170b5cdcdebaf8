// A symmetric matrix to a tridiagonal one, a panel of columns at a time: T = Qᵀ·A·Q.
//
//   v_k reflects column k below the diagonal; w_k = B·v_k − ½(v_kᵀ·B·v_k)·v_k for the trailing block B
//   B ← B − v_k·w_kᵀ − w_k·v_kᵀ, put off until the panel is done and then made with `tiles`
//
// Shape and blocking: n × n float64 of which the lower triangle is kept, panels of 32 columns. The v_k are left in the
// upper triangle, v_k in row k from column k + 1 on, where they are contiguous.
// Source: Dongarra, Sorensen & Hammarling 1989; LAPACK's dsytrd and dlatrd, on rows instead of columns.
// Why it is fast: half of the work is a product of matrices; the other half, B·v, reads only the lower triangle, each
// number once for both of the places it stands for, four rows at a time.

import { across, axpy, dot, madd, reflector } from './lanes'

/** y += B·x for the symmetric B of which rows i (0 … n−1) hold columns 0 … i; rows lie `stride` bytes apart. */
export function symmetricTimes(b: usize, stride: usize, x: usize, y: usize, n: i32): void {
  let i: i32 = 0
  for (; i + 3 < n; i += 4) {
    const r0 = b + <usize>i * stride
    const r1 = r0 + stride
    const r2 = r1 + stride
    const r3 = r2 + stride
    const xi = x + ((<usize>i) << 3)
    const yi = y + ((<usize>i) << 3)
    const x0 = v128.load64_splat(xi)
    const x1 = v128.load64_splat(xi, 8)
    const x2 = v128.load64_splat(xi, 16)
    const x3 = v128.load64_splat(xi, 24)
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    // i is a multiple of four, so that whole pairs of columns are left of the diagonal's block.
    const end = (<usize>i) << 3
    for (let at: usize = 0; at < end; at += 16) {
      const xx = v128.load(x + at)
      let yy = v128.load(y + at)
      const a0 = v128.load(r0 + at)
      const a1 = v128.load(r1 + at)
      const a2 = v128.load(r2 + at)
      const a3 = v128.load(r3 + at)
      s0 = madd(a0, xx, s0)
      s1 = madd(a1, xx, s1)
      s2 = madd(a2, xx, s2)
      s3 = madd(a3, xx, s3)
      yy = madd(a0, x0, yy)
      yy = madd(a1, x1, yy)
      yy = madd(a2, x2, yy)
      yy = madd(a3, x3, yy)
      v128.store(y + at, yy)
    }
    store<f64>(yi, load<f64>(yi) + across(s0))
    store<f64>(yi, load<f64>(yi, 8) + across(s1), 8)
    store<f64>(yi, load<f64>(yi, 16) + across(s2), 16)
    store<f64>(yi, load<f64>(yi, 24) + across(s3), 24)
    corner(r0 + end, stride, xi, yi, 4)
  }
  for (; i < n; i++) {
    const row = b + <usize>i * stride
    const xi = load<f64>(x + ((<usize>i) << 3))
    const yi = y + ((<usize>i) << 3)
    store<f64>(yi, load<f64>(yi) + dot(row, x, i + 1))
    axpy(xi, row, y, i)
  }
}

/** The triangle on the diagonal, with both of the places that an element off the diagonal stands for. */
function corner(b: usize, stride: usize, x: usize, y: usize, n: i32): void {
  for (let i: i32 = 0; i < n; i++) {
    const row = b + <usize>i * stride
    const xi = load<f64>(x + ((<usize>i) << 3))
    let sum = load<f64>(row + ((<usize>i) << 3)) * xi
    for (let j: i32 = 0; j < i; j++) {
      const at = (<usize>j) << 3
      const value = load<f64>(row + at)
      sum += value * load<f64>(x + at)
      store<f64>(y + at, load<f64>(y + at) + value * xi)
    }
    const yi = y + ((<usize>i) << 3)
    store<f64>(yi, load<f64>(yi) + sum)
  }
}

/**
 * Columns from … to − 1 of the panel k0 … k0 + b − 1 of an n × n matrix; a call may leave some to the next, as one takes n² steps.
 *
 * @param a row-major, n × n; columns of the panel are read, the v_k written into the upper triangle
 * @param panel 3·b × n: rows 0 … b−1 become v, rows b … 2b−1 become w, rows 2b … 3b−1 v again, so that V and W stand in
 *   both orders for the update that follows
 * @param diagonal n numbers of T
 * @param beside n − 1 numbers beside T's diagonal
 */
export function tridiagonalPanel(
  a: usize,
  n: i32,
  k0: i32,
  b: i32,
  from: i32,
  to: i32,
  panel: usize,
  diagonal: usize,
  beside: usize,
): void {
  const stride = (<usize>n) << 3
  const ws = panel + <usize>b * stride
  const again = ws + <usize>b * stride
  for (let j = from; j < to; j++) {
    const k = k0 + j
    const atK = (<usize>k) << 3
    const below = n - k - 1
    const v = panel + <usize>j * stride + atK + 8
    // Column k as it would be by now, from the diagonal on.
    let corner = load<f64>(a + <usize>k * stride + atK)
    for (let i: i32 = 0; i < below; i++)
      store<f64>(v + ((<usize>i) << 3), load<f64>(a + <usize>(k + 1 + i) * stride + atK))
    for (let p: i32 = 0; p < j; p++) {
      const vp = panel + <usize>p * stride + atK
      const wp = ws + <usize>p * stride + atK
      const vk = load<f64>(vp)
      const wk = load<f64>(wp)
      corner -= 2 * vk * wk
      axpy(-wk, vp + 8, v, below)
      axpy(-vk, wp + 8, v, below)
    }
    store<f64>(diagonal + atK, corner)
    if (below == 0) return
    const w = ws + <usize>j * stride + atK + 8
    memory.fill(w, 0, (<usize>below) << 3)
    const alpha = reflector(v, below)
    if (alpha != 0) {
      symmetricTimes(a + <usize>(k + 1) * (stride + 8), stride, v, w, below)
      for (let p: i32 = 0; p < j; p++) {
        const vp = panel + <usize>p * stride + atK + 8
        const wp = ws + <usize>p * stride + atK + 8
        const vw = dot(wp, v, below)
        const vv = dot(vp, v, below)
        axpy(-vw, vp, w, below)
        axpy(-vv, wp, w, below)
      }
      axpy(-0.5 * dot(w, v, below), v, w, below)
    }
    store<f64>(beside + atK, alpha)
    memory.copy(again + <usize>j * stride + atK + 8, v, (<usize>below) << 3)
    memory.copy(a + <usize>k * stride + atK + 8, v, (<usize>below) << 3)
  }
}
