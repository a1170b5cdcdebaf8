// Rows of a table on k vectors: out[j, i] = rowᵢ·v_j − offset[j]. A centred table is never built: (e − μ)·v = e·v − μ·v.
//
// Shape: up to 64 rows a call (so that threads can share a table), d columns, k = 1 … 64 vectors; float32 or float64 rows.
// Four ways, by k and by precision:
//   double, k ≥ 3   rows packed and widened, then `tiles`
//   double, k < 3   four rows at a time against one vector, widened as they are loaded
//   mixed,  k ≥ 3   four rows × eight vectors, vectors side by side in the lanes: a 4 × 8 tile of float32
//   mixed,  k < 3   four rows at a time against one vector, in float32
// Mixed: products and sums of 64 elements in float32, these sums in float64. Errors are about 2e-8 of ‖row‖‖v‖.
// Source: for blocked summation, Higham, Accuracy and Stability of Numerical Algorithms, §4.2.
// Why it is fast: with few vectors, memory is read once, front to back, in four streams; with many, it is a product.

import { across, madd, madd4, widen } from './lanes'
import { packAlong } from './pack'
import { tiles } from './tiles'

/** Elements whose products are summed in float32. */
const BLOCK: i32 = 64

/** Columns that are packed at a time. */
const STEP: i32 = 256

// @ts-ignore: decorator
@unmanaged
export class ProjectArgs {
  /** n × d, float32 if `single`, else float64. */
  rows: usize
  n: i32
  d: i32
  single: i32
  /** Products in float32; `single` rows only. */
  mixed: i32
  k: i32
  /**
   * double, k ≥ 3: packed with packAlong in steps of 256; double, k < 3: k × d float64; mixed, k ≥ 3: ⌈k/8⌉ panels of
   * d × 8 float32; mixed, k < 3: k × d float32.
   */
  vectors: usize
  /** k float64. */
  offsets: usize
  /** k rows of float64, `stride` bytes apart: out[j, i] for row i. */
  out: usize
  stride: usize
}

// @ts-ignore: decorator
@inline
function keep(args: ProjectArgs, row: i32, j: i32, value: f64): void {
  store<f64>(args.out + <usize>j * args.stride + ((<usize>row) << 3), value - load<f64>(args.offsets + ((<usize>j) << 3)))
}

// @ts-ignore: decorator
@inline
function sum4(v: v128): f64 {
  return across(f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(v128.shuffle<u64>(v, v, 1, 1))))
}

function doubleMany(args: ProjectArgs, first: i32, count: i32, room: usize): void {
  const k = args.k
  const rowBytes = <usize>args.d << (args.single ? 2 : 3)
  const element: usize = args.single ? 4 : 8
  const rowC = (<usize>k) << 3
  const c = room + 64 * 256 * 8
  const panels = (<usize>((k + 3) >> 2)) << 2
  memory.fill(c, 0, <usize>count * rowC)
  for (let p: i32 = 0; p < args.d; p += STEP) {
    const kc = min(STEP, args.d - p)
    packAlong(room, kc, args.rows + <usize>first * rowBytes + <usize>p * element, rowBytes, count, args.single)
    tiles(c, rowC, room, args.vectors + ((<usize>p * panels) << 3), kc, count, k, 1, k)
  }
  for (let j: i32 = 0; j < k; j++)
    for (let i: i32 = 0; i < count; i++)
      keep(args, first + i, j, load<f64>(c + <usize>i * rowC + ((<usize>j) << 3)))
}

/** Σ of one row's products with a vector, beyond whole steps. */
// @ts-ignore: decorator
@inline
function rest<R, V>(row: usize, v: usize, from: i32, d: i32): f64 {
  let sum: f64 = 0
  for (let i = from; i < d; i++)
    sum += <f64>load<R>(row + <usize>i * sizeof<R>()) * <f64>load<V>(v + <usize>i * sizeof<V>())
  return sum
}

// @ts-ignore: decorator
@inline
function pair<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return widen(at)
  return v128.load(at)
}

// @ts-ignore: decorator
@inline
function doubleFew<T>(args: ProjectArgs, first: i32, count: i32): void {
  const d = args.d
  const whole = d & ~3
  const size = <usize>sizeof<T>()
  const rowBytes = <usize>d * size
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 3)
    for (let i: i32 = 0; i < count; i += 4) {
      // A short last group takes its last row again: it is written once more, with the same number.
      const r0 = args.rows + <usize>(first + i) * rowBytes
      const r1 = args.rows + <usize>(first + min(i + 1, count - 1)) * rowBytes
      const r2 = args.rows + <usize>(first + min(i + 2, count - 1)) * rowBytes
      const r3 = args.rows + <usize>(first + min(i + 3, count - 1)) * rowBytes
      let a0 = f64x2.splat(0)
      let a1 = a0
      let b0 = a0
      let b1 = a0
      let c0 = a0
      let c1 = a0
      let d0 = a0
      let d1 = a0
      for (let p: i32 = 0; p < whole; p += 4) {
        const v0 = v128.load(v + ((<usize>p) << 3))
        const v1 = v128.load(v + ((<usize>p) << 3), 16)
        const at = <usize>p * size
        a0 = madd(pair<T>(r0 + at), v0, a0)
        a1 = madd(pair<T>(r0 + at + 2 * size), v1, a1)
        b0 = madd(pair<T>(r1 + at), v0, b0)
        b1 = madd(pair<T>(r1 + at + 2 * size), v1, b1)
        c0 = madd(pair<T>(r2 + at), v0, c0)
        c1 = madd(pair<T>(r2 + at + 2 * size), v1, c1)
        d0 = madd(pair<T>(r3 + at), v0, d0)
        d1 = madd(pair<T>(r3 + at + 2 * size), v1, d1)
      }
      keep(args, first + i, j, across(f64x2.add(a0, a1)) + rest<T, f64>(r0, v, whole, d))
      keep(args, first + min(i + 1, count - 1), j, across(f64x2.add(b0, b1)) + rest<T, f64>(r1, v, whole, d))
      keep(args, first + min(i + 2, count - 1), j, across(f64x2.add(c0, c1)) + rest<T, f64>(r2, v, whole, d))
      keep(args, first + min(i + 3, count - 1), j, across(f64x2.add(d0, d1)) + rest<T, f64>(r3, v, whole, d))
    }
  }
}

function mixedFew(args: ProjectArgs, first: i32, count: i32): void {
  const d = args.d
  const whole = d & ~7
  const rowBytes = <usize>d << 2
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 2)
    for (let i: i32 = 0; i < count; i += 4) {
      const r0 = args.rows + <usize>(first + i) * rowBytes
      const r1 = args.rows + <usize>(first + min(i + 1, count - 1)) * rowBytes
      const r2 = args.rows + <usize>(first + min(i + 2, count - 1)) * rowBytes
      const r3 = args.rows + <usize>(first + min(i + 3, count - 1)) * rowBytes
      let s0: f64 = 0
      let s1: f64 = 0
      let s2: f64 = 0
      let s3: f64 = 0
      for (let p: i32 = 0; p < whole; p += BLOCK) {
        const end = (<usize>min(p + BLOCK, whole)) << 2
        let a0 = f32x4.splat(0)
        let a1 = a0
        let b0 = a0
        let b1 = a0
        let c0 = a0
        let c1 = a0
        let d0 = a0
        let d1 = a0
        for (let at = (<usize>p) << 2; at < end; at += 32) {
          const v0 = v128.load(v + at)
          const v1 = v128.load(v + at, 16)
          a0 = madd4(v128.load(r0 + at), v0, a0)
          a1 = madd4(v128.load(r0 + at, 16), v1, a1)
          b0 = madd4(v128.load(r1 + at), v0, b0)
          b1 = madd4(v128.load(r1 + at, 16), v1, b1)
          c0 = madd4(v128.load(r2 + at), v0, c0)
          c1 = madd4(v128.load(r2 + at, 16), v1, c1)
          d0 = madd4(v128.load(r3 + at), v0, d0)
          d1 = madd4(v128.load(r3 + at, 16), v1, d1)
        }
        s0 += sum4(f32x4.add(a0, a1))
        s1 += sum4(f32x4.add(b0, b1))
        s2 += sum4(f32x4.add(c0, c1))
        s3 += sum4(f32x4.add(d0, d1))
      }
      keep(args, first + i, j, s0 + rest<f32, f32>(r0, v, whole, d))
      keep(args, first + min(i + 1, count - 1), j, s1 + rest<f32, f32>(r1, v, whole, d))
      keep(args, first + min(i + 2, count - 1), j, s2 + rest<f32, f32>(r2, v, whole, d))
      keep(args, first + min(i + 3, count - 1), j, s3 + rest<f32, f32>(r3, v, whole, d))
    }
  }
}

/** room += the four float32 of `sums`, as float64. */
// @ts-ignore: decorator
@inline
function flush(room: usize, sums: v128): void {
  v128.store(room, f64x2.add(v128.load(room), f64x2.promote_low_f32x4(sums)))
  const high = f64x2.promote_low_f32x4(v128.shuffle<u64>(sums, sums, 1, 1))
  v128.store(room, f64x2.add(v128.load(room, 16), high), 16)
}

function mixedMany(args: ProjectArgs, first: i32, count: i32, room: usize): void {
  const d = args.d
  const rowBytes = <usize>d << 2
  for (let i: i32 = 0; i < count; i += 4) {
    const r0 = args.rows + <usize>(first + i) * rowBytes
    const r1 = args.rows + <usize>(first + min(i + 1, count - 1)) * rowBytes
    const r2 = args.rows + <usize>(first + min(i + 2, count - 1)) * rowBytes
    const r3 = args.rows + <usize>(first + min(i + 3, count - 1)) * rowBytes
    for (let j: i32 = 0; j < args.k; j += 8) {
      let v = args.vectors + ((<usize>j * <usize>d) << 2)
      memory.fill(room, 0, 4 * 8 * 8)
      for (let p: i32 = 0; p < d; p += BLOCK) {
        const end = (<usize>min(p + BLOCK, d)) << 2
        let a0 = f32x4.splat(0)
        let a1 = a0
        let b0 = a0
        let b1 = a0
        let c0 = a0
        let c1 = a0
        let d0 = a0
        let d1 = a0
        for (let at = (<usize>p) << 2; at < end; at += 4) {
          const v0 = v128.load(v)
          const v1 = v128.load(v, 16)
          let s = v128.load32_splat(r0 + at)
          a0 = madd4(s, v0, a0)
          a1 = madd4(s, v1, a1)
          s = v128.load32_splat(r1 + at)
          b0 = madd4(s, v0, b0)
          b1 = madd4(s, v1, b1)
          s = v128.load32_splat(r2 + at)
          c0 = madd4(s, v0, c0)
          c1 = madd4(s, v1, c1)
          s = v128.load32_splat(r3 + at)
          d0 = madd4(s, v0, d0)
          d1 = madd4(s, v1, d1)
          v += 32
        }
        flush(room, a0)
        flush(room + 32, a1)
        flush(room + 64, b0)
        flush(room + 96, b1)
        flush(room + 128, c0)
        flush(room + 160, c1)
        flush(room + 192, d0)
        flush(room + 224, d1)
      }
      const high = min(4, count - i)
      const wide = min(8, args.k - j)
      for (let y: i32 = 0; y < high; y++)
        for (let x: i32 = 0; x < wide; x++)
          keep(args, first + i + y, j + x, load<f64>(room + ((<usize>(y * 8 + x)) << 3)))
    }
  }
}

/**
 * Rows first … first + count − 1, count ≤ 64.
 *
 * @param room (64·256 + 64·64) float64 of this thread's own
 */
export function projectRows(at: usize, first: i32, count: i32, room: usize): void {
  const args = changetype<ProjectArgs>(at)
  if (args.mixed) {
    if (args.k < 3) mixedFew(args, first, count)
    else mixedMany(args, first, count, room)
  } else if (args.k >= 3) doubleMany(args, first, count, room)
  else if (args.single) doubleFew<f32>(args, first, count)
  else doubleFew<f64>(args, first, count)
}
