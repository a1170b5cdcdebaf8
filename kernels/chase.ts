// An upper band matrix to a bidiagonal one, sweep by sweep: each makes one row bidiagonal and chases what that fills to the end.
//
//   sweep s: a reflection from the right leaves one number beside the diagonal of row s, in columns J_0 = s+1 … s+b;
//   one from the left, in rows J_0, clears the first of these columns below the diagonal, and fills rows of J_0 up to column
//   s+2b; the first of those rows is reflected from the right in columns J_1 = s+b+1 … s+2b, and so on to the last block
//
// Shape and blocking: n × n with b numbers beside the diagonal, b ≤ 64; row i has room for columns i − b … i + 2b − 1, 3b
// numbers, which hold all that is ever filled. A call makes some blocks of some sweeps, so that threads can follow each other.
// Only the first row and column of what a sweep fills is cleared by it; the next sweep, one row further, meets the rest where
// it reflects anyhow.
// Source: Lang 1996, Parallel Computing 22(1); Haidar, Ltaief, Luszczek & Dongarra 2012, IPDPS, for the bidiagonal case. LAPACK's
// dgbbrd does the same with rotations, one number at a time.
// Why it is fast: 8·n²·b operations, in blocks of b × 2b that stay in the first- and second-level caches; reflections touch each
// number once for four operations, where rotations would for three and load it as often.

import { across, axpy, dot, madd, msub, reflector } from './lanes'

/** Four rows of n numbers, `stride` bytes apart, times one reflection from the right: they load v once. */
function reflectFour(x: usize, stride: usize, v: usize, n: i32): void {
  const whole = (<usize>(n & ~1)) << 3
  const x1 = x + stride
  const x2 = x1 + stride
  const x3 = x2 + stride
  let s0 = f64x2.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  for (let at: usize = 0; at < whole; at += 16) {
    const vv = v128.load(v + at)
    s0 = madd(v128.load(x + at), vv, s0)
    s1 = madd(v128.load(x1 + at), vv, s1)
    s2 = madd(v128.load(x2 + at), vv, s2)
    s3 = madd(v128.load(x3 + at), vv, s3)
  }
  let a = across(s0)
  let b = across(s1)
  let c = across(s2)
  let d = across(s3)
  if (n & 1) {
    const last = load<f64>(v + whole)
    a += load<f64>(x + whole) * last
    b += load<f64>(x1 + whole) * last
    c += load<f64>(x2 + whole) * last
    d += load<f64>(x3 + whole) * last
    store<f64>(x + whole, load<f64>(x + whole) - a * last)
    store<f64>(x1 + whole, load<f64>(x1 + whole) - b * last)
    store<f64>(x2 + whole, load<f64>(x2 + whole) - c * last)
    store<f64>(x3 + whole, load<f64>(x3 + whole) - d * last)
  }
  s0 = f64x2.splat(a)
  s1 = f64x2.splat(b)
  s2 = f64x2.splat(c)
  s3 = f64x2.splat(d)
  for (let at: usize = 0; at < whole; at += 16) {
    const vv = v128.load(v + at)
    v128.store(x + at, msub(s0, vv, v128.load(x + at)))
    v128.store(x1 + at, msub(s1, vv, v128.load(x1 + at)))
    v128.store(x2 + at, msub(s2, vv, v128.load(x2 + at)))
    v128.store(x3 + at, msub(s3, vv, v128.load(x3 + at)))
  }
}

/** Rows of a block, v_i for row i, times one reflection from the left: M ← M − v·(vᵀ·M), eight columns at a time. */
function reflectBlock(m: usize, stride: usize, v: usize, rows: i32, cols: i32): void {
  const end = v + ((<usize>rows) << 3)
  let j: i32 = 0
  for (; j + 7 < cols; j += 8) {
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    let row = m
    for (let at = v; at < end; at += 8) {
      const c = v128.load64_splat(at)
      s0 = madd(c, v128.load(row), s0)
      s1 = madd(c, v128.load(row, 16), s1)
      s2 = madd(c, v128.load(row, 32), s2)
      s3 = madd(c, v128.load(row, 48), s3)
      row += stride
    }
    row = m
    for (let at = v; at < end; at += 8) {
      const c = v128.load64_splat(at)
      v128.store(row, msub(c, s0, v128.load(row)))
      v128.store(row, msub(c, s1, v128.load(row, 16)), 16)
      v128.store(row, msub(c, s2, v128.load(row, 32)), 32)
      v128.store(row, msub(c, s3, v128.load(row, 48)), 48)
      row += stride
    }
    m += 64
  }
  for (; j < cols; j++) {
    let sum: f64 = 0
    let row = m
    for (let at = v; at < end; at += 8) {
      sum += load<f64>(at) * load<f64>(row)
      row += stride
    }
    row = m
    for (let at = v; at < end; at += 8) {
      store<f64>(row, load<f64>(row) - load<f64>(at) * sum)
      row += stride
    }
    m += 8
  }
}

/**
 * Blocks first … last − 1 of sweep `from`, two earlier ones of the next sweep, and so on: a block of a sweep has to come after the
 * second but one of the sweep before.
 *
 * @param band n rows of 3·b float64; (i, j) is number j − i + b of row i
 * @param from the first sweep
 * @param to the sweep after the last one, up to n
 * @param room 3·b float64 of this thread's own
 */
export function chaseBlocks(
  band: usize,
  n: i32,
  b: i32,
  from: i32,
  to: i32,
  first: i32,
  last: i32,
  room: usize,
): void {
  for (let s = from; s < to; s++) {
    const end = last - 2 * (s - from)
    for (let t = max(0, first - 2 * (s - from)); t < end; t++) {
      const col = s + 1 + t * b
      const size = min(b, n - col)
      if (size < 2) break
      chaseBlock(band, n, b, t == 0 ? s : col - b, col, size, room)
    }
  }
}

/** Clears the row beside its block, columns col … col + size − 1, and the block's first column. */
function chaseBlock(band: usize, n: i32, b: i32, row: i32, col: i32, size: i32, v: usize): void {
  // Bytes from (i, j) to (i + 1, j).
  const down = (<usize>(3 * b - 1)) << 3
  const origin = band + ((<usize>b) << 3)
  const next = origin + <usize>row * down + ((<usize>col) << 3)
  memory.copy(v, next, (<usize>size) << 3)
  store<f64>(next, reflector(v, size))
  memory.fill(next + 8, 0, (<usize>(size - 1)) << 3)
  let x = next + down
  let left = col + size - row - 1
  for (; left >= 4; left -= 4) {
    reflectFour(x, down, v, size)
    x += 4 * down
  }
  for (; left > 0; left--) {
    axpy(-dot(x, v, size), v, x, size)
    x += down
  }
  const corner = origin + <usize>col * (down + 8)
  for (let i: i32 = 0; i < size; i++) store<f64>(v + ((<usize>i) << 3), load<f64>(corner + <usize>i * down))
  store<f64>(corner, reflector(v, size))
  for (let i: i32 = 1; i < size; i++) store<f64>(corner + <usize>i * down, 0)
  reflectBlock(corner + 8, down, v, size, min(size + b, n - col) - 1)
}
