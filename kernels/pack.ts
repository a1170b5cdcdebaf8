// Packing: rows of a matrix rearranged for `tiles`.
//
//   panel w of the packed operand holds, for p = 0 … kc − 1, the four numbers X[p, 4w … 4w+3], minus a mean
//
// Shape and blocking: kc × width, float32 or float64, in ⌈width/4⌉ panels of kc × 4 float64; what lies beyond width is zero.
// Source: Goto & van de Geijn 2008, ACM TOMS 34(3), §4.
// Why it is fast: packing costs O(kc·width) and lets the inner loop of O(kc·width²) read memory from front to back. Widening and
// centring happen here, where each number passes once.

import { pair, widen } from './lanes'

/** Columns side by side (`along` rows of a table): four panels at a time, which is one cache line of float32. */
// @ts-ignore: decorator
@inline
function packColumns<T>(
  to: usize,
  kc: i32,
  from: usize,
  stride: usize,
  width: i32,
  mean: usize,
): void {
  const size = <usize>sizeof<T>()
  const panelBytes = (<usize>kc) << 5
  let w: i32 = 0
  for (; w + 3 < width; w += 4) {
    let source = from + <usize>w * size
    let m0 = f64x2.splat(0)
    let m1 = m0
    if (mean != 0) {
      m0 = v128.load(mean + ((<usize>w) << 3))
      m1 = v128.load(mean + ((<usize>w) << 3), 16)
    }
    let target = to
    for (let p: i32 = 0; p < kc; p++) {
      if (sizeof<T>() == 4) {
        v128.store(target, f64x2.sub(widen(source), m0))
        v128.store(target, f64x2.sub(widen(source + 8), m1), 16)
      } else {
        v128.store(target, f64x2.sub(v128.load(source), m0))
        v128.store(target, f64x2.sub(v128.load(source, 16), m1), 16)
      }
      source += stride
      target += 32
    }
    to += panelBytes
  }
  if (w >= width) return
  for (let p: i32 = 0; p < kc; p++)
    for (let lane: i32 = 0; lane < 4; lane++) {
      const j = w + lane
      let value: f64 = 0
      if (j < width) {
        value = <f64>load<T>(from + <usize>p * stride + <usize>j * size)
        if (mean != 0) value -= load<f64>(mean + ((<usize>j) << 3))
      }
      store<f64>(to + ((<usize>p) << 5) + ((<usize>lane) << 3), value)
    }
}

/** Rows one below the other: four rows become a panel, transposed two by two. */
// @ts-ignore: decorator
@inline
function packRows<T>(to: usize, kc: i32, from: usize, stride: usize, width: i32): void {
  const size = <usize>sizeof<T>()
  let w: i32 = 0
  for (; w + 3 < width; w += 4) {
    let r0 = from + <usize>w * stride
    let r1 = r0 + stride
    let r2 = r1 + stride
    let r3 = r2 + stride
    let p: i32 = 0
    for (; p + 1 < kc; p += 2) {
      const a = pair<T>(r0)
      const b = pair<T>(r1)
      const c = pair<T>(r2)
      const d = pair<T>(r3)
      v128.store(to, v128.shuffle<u64>(a, b, 0, 2))
      v128.store(to, v128.shuffle<u64>(c, d, 0, 2), 16)
      v128.store(to, v128.shuffle<u64>(a, b, 1, 3), 32)
      v128.store(to, v128.shuffle<u64>(c, d, 1, 3), 48)
      r0 += 2 * size
      r1 += 2 * size
      r2 += 2 * size
      r3 += 2 * size
      to += 64
    }
    if (p < kc) {
      store<f64>(to, <f64>load<T>(r0))
      store<f64>(to, <f64>load<T>(r1), 8)
      store<f64>(to, <f64>load<T>(r2), 16)
      store<f64>(to, <f64>load<T>(r3), 24)
      to += 32
    }
  }
  if (w >= width) return
  for (let p: i32 = 0; p < kc; p++)
    for (let lane: i32 = 0; lane < 4; lane++) {
      const i = w + lane
      const value = i < width ? <f64>load<T>(from + <usize>i * stride + <usize>p * size) : 0
      store<f64>(to + ((<usize>p) << 5) + ((<usize>lane) << 3), value)
    }
}

/** X[p, j] at from + p·stride + j·size: float32 (`single`) or float64, minus mean[j] where there is a mean. */
export function packAcross(
  to: usize,
  kc: i32,
  from: usize,
  stride: usize,
  width: i32,
  single: i32,
  mean: usize,
): void {
  if (single) packColumns<f32>(to, kc, from, stride, width, mean)
  else packColumns<f64>(to, kc, from, stride, width, mean)
}

/** X[p, i] at from + i·stride + p·size: the rows of a matrix, float32 (`single`) or float64, side by side. */
export function packAlong(to: usize, kc: i32, from: usize, stride: usize, width: i32, single: i32): void {
  if (single) packRows<f32>(to, kc, from, stride, width)
  else packRows<f64>(to, kc, from, stride, width)
}
