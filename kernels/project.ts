// Rows of a table on k vectors: out[j, i] = rowᵢ·v_j − offset[j]. A centred table is never built: (e − μ)·v = e·v − μ·v.
//
// Shape: up to 64 rows a call (so that threads can share a table), d columns, k = 1 … 64 vectors; float32 or float64 rows.
// Four ways, by k and by precision:
//   double, k ≥ 3   rows packed and widened, then `tiles`
//   double, k < 3   one row at a time, widened as it is loaded: a single stream, which memory likes best
//   mixed,  k ≥ 3   four rows × eight vectors, both packed: a 4 × 8 tile of float32. Filling up the last eight
//                   with zeros costs less than a narrower tile, in which loads outnumber operations
//   mixed,  k < 3   as double, in float32
// Mixed: products and sums of 64 elements in float32, these sums in float64. Errors are about 2e-8 of ‖row‖‖v‖.
// Source: for blocked summation, Higham, Accuracy and Stability of Numerical Algorithms, §4.2.
// Why it is fast: with few vectors, memory is read once, front to back, in one stream; with many, it is a product.

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
  const whole = d & ~7
  const size = <usize>sizeof<T>()
  const rowBytes = <usize>d * size
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 3)
    for (let i: i32 = 0; i < count; i++) {
      const row = args.rows + <usize>(first + i) * rowBytes
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

function mixedFew(args: ProjectArgs, first: i32, count: i32): void {
  const d = args.d
  const whole = d & ~15
  const rowBytes = <usize>d << 2
  for (let j: i32 = 0; j < args.k; j++) {
    const v = args.vectors + ((<usize>j * <usize>d) << 2)
    for (let i: i32 = 0; i < count; i++) {
      const row = args.rows + <usize>(first + i) * rowBytes
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

/** room += the four float32 of `sums`, as float64. */
// @ts-ignore: decorator
@inline
function flush(room: usize, sums: v128): void {
  v128.store(room, f64x2.add(v128.load(room), f64x2.promote_low_f32x4(sums)))
  const high = f64x2.promote_low_f32x4(v128.shuffle<u64>(sums, sums, 1, 1))
  v128.store(room, f64x2.add(v128.load(room, 16), high), 16)
}

/** Columns of float32 rows that are packed at a time. */
const SINGLE_STEP: i32 = 512

/** Four rows become a panel of n × 4 float32, transposed four by four; rows that are not there are zero. */
function packSingles(to: usize, from: usize, rowBytes: usize, count: i32, n: i32): void {
  for (let i: i32 = 0; i < count; i += 4) {
    // A short last group takes its last row again; nobody reads what comes of it.
    let r0 = from + <usize>i * rowBytes
    let r1 = from + <usize>min(i + 1, count - 1) * rowBytes
    let r2 = from + <usize>min(i + 2, count - 1) * rowBytes
    let r3 = from + <usize>min(i + 3, count - 1) * rowBytes
    let p: i32 = 0
    for (; p + 3 < n; p += 4) {
      const a = v128.load(r0)
      const b = v128.load(r1)
      const c = v128.load(r2)
      const d = v128.load(r3)
      const ab = v128.shuffle<u32>(a, b, 0, 4, 1, 5)
      const cd = v128.shuffle<u32>(c, d, 0, 4, 1, 5)
      v128.store(to, v128.shuffle<u64>(ab, cd, 0, 2))
      v128.store(to, v128.shuffle<u64>(ab, cd, 1, 3), 16)
      const ef = v128.shuffle<u32>(a, b, 2, 6, 3, 7)
      const gh = v128.shuffle<u32>(c, d, 2, 6, 3, 7)
      v128.store(to, v128.shuffle<u64>(ef, gh, 0, 2), 32)
      v128.store(to, v128.shuffle<u64>(ef, gh, 1, 3), 48)
      r0 += 16
      r1 += 16
      r2 += 16
      r3 += 16
      to += 64
    }
    for (; p < n; p++) {
      store<f32>(to, load<f32>(r0))
      store<f32>(to, load<f32>(r1), 4)
      store<f32>(to, load<f32>(r2), 8)
      store<f32>(to, load<f32>(r3), 12)
      r0 += 4
      r1 += 4
      r2 += 4
      r3 += 4
      to += 16
    }
  }
}

function mixedMany(args: ProjectArgs, first: i32, count: i32, room: usize): void {
  const d = args.d
  const k = args.k
  const rowBytes = <usize>d << 2
  const sums = room + 64 * 256 * 8
  // A panel of eight vectors has room for 64 rows, however few there are.
  memory.fill(sums, 0, <usize>(64 * ((k + 7) & ~7)) << 3)
  for (let p: i32 = 0; p < d; p += SINGLE_STEP) {
    const n = min(SINGLE_STEP, d - p)
    packSingles(room, args.rows + <usize>first * rowBytes + ((<usize>p) << 2), rowBytes, count, n)
    // A panel of vectors (16 KB) stays in the first-level cache while the rows pass.
    for (let j: i32 = 0; j < k; j += 8) {
      const v = args.vectors + ((<usize>j * <usize>d + (<usize>p << 3)) << 2)
      const own = sums + ((<usize>(j * 64)) << 3)
      for (let i: i32 = 0; i < count; i += 4)
        eightVectors(room + ((<usize>(i * n)) << 2), v, n, own + ((<usize>i) << 6))
    }
  }
  for (let j: i32 = 0; j < k; j++) {
    const panel = j & ~7
    let from = sums + ((<usize>(panel * 64 + (j & 7))) << 3)
    let to = args.out + <usize>j * args.stride + ((<usize>first) << 3)
    const offset = load<f64>(args.offsets + ((<usize>j) << 3))
    for (let i: i32 = 0; i < count; i++) {
      store<f64>(to, load<f64>(from) - offset)
      from += 64
      to += 8
    }
  }
}

/** Four packed rows × eight vectors, added to 4 × 8 float64. */
function eightVectors(x: usize, v: usize, n: i32, sums: usize): void {
  for (let p: i32 = 0; p < n; p += BLOCK) {
    const end = x + ((<usize>min(BLOCK, n - p)) << 4)
    let a0 = f32x4.splat(0)
    let a1 = a0
    let b0 = a0
    let b1 = a0
    let c0 = a0
    let c1 = a0
    let d0 = a0
    let d1 = a0
    while (x < end) {
      const v0 = v128.load(v)
      const v1 = v128.load(v, 16)
      let s = v128.load32_splat(x)
      a0 = madd4(s, v0, a0)
      a1 = madd4(s, v1, a1)
      s = v128.load32_splat(x, 4)
      b0 = madd4(s, v0, b0)
      b1 = madd4(s, v1, b1)
      s = v128.load32_splat(x, 8)
      c0 = madd4(s, v0, c0)
      c1 = madd4(s, v1, c1)
      s = v128.load32_splat(x, 12)
      d0 = madd4(s, v0, d0)
      d1 = madd4(s, v1, d1)
      x += 16
      v += 32
    }
    flush(sums, a0)
    flush(sums + 32, a1)
    flush(sums + 64, b0)
    flush(sums + 96, b1)
    flush(sums + 128, c0)
    flush(sums + 160, c1)
    flush(sums + 192, d0)
    flush(sums + 224, d1)
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
