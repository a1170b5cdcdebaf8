// Rows on many vectors in float32: out[j, i] = Σ_p row_i[p]·v_j[p] − offset[j], sums of 64 products added in float64.
//
// Shape and blocking: 8 rows × 4 vectors in eight registers of four float32, the rows side by side in the lanes. Eight
// rows are packed 512 columns at a time (16 KB) and stay in the first-level cache while all vectors (panels of d × 4,
// 8 KB a step) pass.
// Source: as tiles.ts (Goto & van de Geijn 2008), in float32; for blocked summation, Higham §4.2. How far sums
// are off stands with `precision` in src/math/project.ts.
// Why it is fast: 64 operations for six loads, no store inside the loop; each row is packed where it is used; results come
// out in the order in which they are kept.

import { madd4, widenHigh, widenLow } from './lanes'
import { ProjectArgs } from './project-args'

/** Elements whose products are summed in float32. */
const BLOCK: i32 = 64

/** Columns that are packed at a time. */
const STEP: i32 = 512

/** Four rows become the half of a panel of n × 8 float32, transposed four by four. */
function packHalf(to: usize, r0: usize, r1: usize, r2: usize, r3: usize, n: i32): void {
  let p: i32 = 0
  for (; p + 3 < n; p += 4) {
    const a = v128.load(r0)
    const b = v128.load(r1)
    const c = v128.load(r2)
    const d = v128.load(r3)
    const ab = v128.shuffle<u32>(a, b, 0, 4, 1, 5)
    const cd = v128.shuffle<u32>(c, d, 0, 4, 1, 5)
    v128.store(to, v128.shuffle<u64>(ab, cd, 0, 2))
    v128.store(to, v128.shuffle<u64>(ab, cd, 1, 3), 32)
    const ef = v128.shuffle<u32>(a, b, 2, 6, 3, 7)
    const gh = v128.shuffle<u32>(c, d, 2, 6, 3, 7)
    v128.store(to, v128.shuffle<u64>(ef, gh, 0, 2), 64)
    v128.store(to, v128.shuffle<u64>(ef, gh, 1, 3), 96)
    r0 += 16
    r1 += 16
    r2 += 16
    r3 += 16
    to += 128
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
    to += 32
  }
}

/** sums += eight float32 in two registers, as float64. */
// @ts-ignore: decorator
@inline
function flush(sums: usize, a: v128, b: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), widenLow(a)))
  v128.store(sums, f64x2.add(v128.load(sums, 16), widenHigh(a)), 16)
  v128.store(sums, f64x2.add(v128.load(sums, 32), widenLow(b)), 32)
  v128.store(sums, f64x2.add(v128.load(sums, 48), widenHigh(b)), 48)
}

/** Eight packed rows × four vectors, added to 4 × 8 float64. */
function tile(x: usize, v: usize, n: i32, sums: usize): void {
  for (let p: i32 = 0; p < n; p += BLOCK) {
    const end = x + ((<usize>min(BLOCK, n - p)) << 5)
    let a0 = f32x4.splat(0)
    let a1 = a0
    let b0 = a0
    let b1 = a0
    let c0 = a0
    let c1 = a0
    let d0 = a0
    let d1 = a0
    while (x < end) {
      const x0 = v128.load(x)
      const x1 = v128.load(x, 16)
      let s = v128.load32_splat(v)
      a0 = madd4(s, x0, a0)
      a1 = madd4(s, x1, a1)
      s = v128.load32_splat(v, 4)
      b0 = madd4(s, x0, b0)
      b1 = madd4(s, x1, b1)
      s = v128.load32_splat(v, 8)
      c0 = madd4(s, x0, c0)
      c1 = madd4(s, x1, c1)
      s = v128.load32_splat(v, 12)
      d0 = madd4(s, x0, d0)
      d1 = madd4(s, x1, d1)
      x += 32
      v += 16
    }
    flush(sums, a0, a1)
    flush(sums + 64, b0, b1)
    flush(sums + 128, c0, c1)
    flush(sums + 192, d0, d1)
  }
}

/**
 * @param rows row `first`, float32, with `count` of them end to end
 * @param room (512·8 / 2 + 8·k + 32) float64 of this thread's own
 */
export function mixedMany(args: ProjectArgs, rows: usize, first: i32, count: i32, room: usize): void {
  const d = args.d
  const k = args.k
  const rowBytes = <usize>d << 2
  const sums = room + STEP * 8 * 4
  for (let i: i32 = 0; i < count; i += 8) {
    const eight = min(8, count - i)
    memory.fill(sums, 0, <usize>((k + 3) & ~3) << 6)
    for (let p: i32 = 0; p < d; p += STEP) {
      const n = min(STEP, d - p)
      const at = rows + <usize>i * rowBytes + ((<usize>p) << 2)
      for (let half: i32 = 0; half < 8; half += 4)
        // Rows that are not there are the last one again; nobody reads what comes of them.
        packHalf(
          room + ((<usize>half) << 2),
          at + <usize>min(half, eight - 1) * rowBytes,
          at + <usize>min(half + 1, eight - 1) * rowBytes,
          at + <usize>min(half + 2, eight - 1) * rowBytes,
          at + <usize>min(half + 3, eight - 1) * rowBytes,
          n,
        )
      for (let j: i32 = 0; j < k; j += 4)
        tile(room, args.vectors + (((<usize>j) * <usize>d + (<usize>p << 2)) << 2), n, sums + ((<usize>j) << 6))
    }
    for (let j: i32 = 0; j < k; j++) {
      const from = sums + ((<usize>j) << 6)
      const to = args.out + <usize>j * args.stride + ((<usize>(first + i)) << 3)
      const offset = load<f64>(args.offsets + ((<usize>j) << 3))
      for (let r: usize = 0; r < <usize>eight << 3; r += 8) store<f64>(to + r, load<f64>(from + r) - offset)
    }
  }
}
