// Rows on one or two vectors: a dot product a row and vector, widened as the row is loaded.
//
//   out[j, i] = Σ_p row_i[p]·v_j[p] − offset[j]
//
// Shape: rows of d float32 or float64, one row at a time; `mixed` multiplies and adds 64 elements in float32 and adds
// these sums in float64; how far that is off stands with `precision` in src/math/project.ts.
// Source: for blocked summation, Higham, Accuracy and Stability of Numerical Algorithms, §4.2.
// Why it is fast: memory is read once, front to back, in a single stream, which is all that counts here.

import { across, madd, madd4, pair } from './lanes'
import { ProjectArgs, keep } from './project-args'

/** Elements whose products are summed in float32. */
const BLOCK: i32 = 64

/** Σ of one row's products with a vector, beyond whole steps. */
// @ts-ignore: decorator
@inline
function rest<R, V>(row: usize, v: usize, from: i32, d: i32): f64 {
  let sum: f64 = 0
  for (let i = from; i < d; i++)
    sum += <f64>load<R>(row + <usize>i * sizeof<R>()) * <f64>load<V>(v + <usize>i * sizeof<V>())
  return sum
}

/** In float64; vectors: k × d float64. `rows` is row `first`, of element type T. */
// @ts-ignore: decorator
@inline
export function doubleFew<T>(args: ProjectArgs, rows: usize, first: i32, count: i32): void {
  const d = args.d
  const whole = d & ~7
  const size = <usize>sizeof<T>()
  const rowBytes = <usize>d * size
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 3)
    for (let i: i32 = 0; i < count; i++) {
      const row = rows + <usize>i * rowBytes
      let x = row
      let y = v
      const end = row + <usize>whole * size
      let s0 = f64x2.splat(0)
      let s1 = s0
      let s2 = s0
      let s3 = s0
      while (x < end) {
        s0 = madd(pair<T>(x), v128.load(y), s0)
        s1 = madd(pair<T>(x + 2 * size), v128.load(y, 16), s1)
        s2 = madd(pair<T>(x + 4 * size), v128.load(y, 32), s2)
        s3 = madd(pair<T>(x + 6 * size), v128.load(y, 48), s3)
        x += 8 * size
        y += 64
      }
      const sum = across(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)))
      keep(args, first + i, j, sum + rest<T, f64>(row, v, whole, d))
    }
  }
}

/** Mixed; vectors: k × d float32. `rows` is row `first`, float32. */
export function mixedFew(args: ProjectArgs, rows: usize, first: i32, count: i32): void {
  const d = args.d
  const whole = d & ~15
  const rowBytes = <usize>d << 2
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 2)
    for (let i: i32 = 0; i < count; i++) {
      const row = rows + <usize>i * rowBytes
      let low = f64x2.splat(0)
      let high = low
      for (let p: i32 = 0; p < whole; p += BLOCK) {
        const end = (<usize>min(p + BLOCK, whole)) << 2
        let s0 = f32x4.splat(0)
        let s1 = s0
        let s2 = s0
        let s3 = s0
        for (let at = (<usize>p) << 2; at < end; at += 64) {
          s0 = madd4(v128.load(row + at), v128.load(v + at), s0)
          s1 = madd4(v128.load(row + at, 16), v128.load(v + at, 16), s1)
          s2 = madd4(v128.load(row + at, 32), v128.load(v + at, 32), s2)
          s3 = madd4(v128.load(row + at, 48), v128.load(v + at, 48), s3)
        }
        const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
        low = f64x2.add(low, f64x2.promote_low_f32x4(sum))
        high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<u64>(sum, sum, 1, 1)))
      }
      keep(args, first + i, j, across(f64x2.add(low, high)) + rest<f32, f32>(row, v, whole, d))
    }
  }
}
