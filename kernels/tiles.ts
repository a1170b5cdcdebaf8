// The one inner loop of all products: C += α·XᵀY from packed operands.
//
//   C[i, j] += α·Σ_p X[p, i]·Y[p, j],   i < rows, j < cols, p < kc
//
// Shape and blocking: 4 × 4 tiles of C in eight registers of two float64; X and Y in panels of kc × 4 (see pack.ts).
// One panel of Y (8 KB at kc = 256) stays in the first-level cache while the panels of X pass from the second.
// Source: Goto & van de Geijn 2008, ACM TOMS 34(3); the BLIS micro-kernel (Van Zee & van de Geijn 2015).
// Why it is fast: 32 operations for six loads, no store inside the loop. The loop is left rolled: unrolled by hand,
// V8 runs out of registers and is slower.

import { madd } from './lanes'

/** One 4 × 4 tile; only the first `high` rows and `wide` columns of it are written. */
// @ts-ignore: decorator
@inline
function tile(c: usize, ldc: usize, x: usize, y: usize, kc: i32, alpha: v128, high: i32, wide: i32): void {
  let c00 = f64x2.splat(0)
  let c01 = c00
  let c10 = c00
  let c11 = c00
  let c20 = c00
  let c21 = c00
  let c30 = c00
  let c31 = c00
  const end = x + ((<usize>kc) << 5)
  while (x < end) {
    const y0 = v128.load(y)
    const y1 = v128.load(y, 16)
    let s = v128.load64_splat(x)
    c00 = madd(s, y0, c00)
    c01 = madd(s, y1, c01)
    s = v128.load64_splat(x, 8)
    c10 = madd(s, y0, c10)
    c11 = madd(s, y1, c11)
    s = v128.load64_splat(x, 16)
    c20 = madd(s, y0, c20)
    c21 = madd(s, y1, c21)
    s = v128.load64_splat(x, 24)
    c30 = madd(s, y0, c30)
    c31 = madd(s, y1, c31)
    x += 32
    y += 32
  }
  addRow(c, c00, c01, alpha, wide)
  if (high > 1) addRow(c + ldc, c10, c11, alpha, wide)
  if (high > 2) addRow(c + 2 * ldc, c20, c21, alpha, wide)
  if (high > 3) addRow(c + 3 * ldc, c30, c31, alpha, wide)
}

// @ts-ignore: decorator
@inline
function addRow(c: usize, low: v128, high: v128, alpha: v128, wide: i32): void {
  if (wide > 3) {
    v128.store(c, madd(alpha, low, v128.load(c)))
    v128.store(c, madd(alpha, high, v128.load(c, 16)), 16)
    return
  }
  const a = f64x2.extract_lane(alpha, 0)
  store<f64>(c, load<f64>(c) + a * f64x2.extract_lane(low, 0))
  if (wide > 1) store<f64>(c, load<f64>(c, 8) + a * f64x2.extract_lane(low, 1), 8)
  if (wide > 2) store<f64>(c, load<f64>(c, 16) + a * f64x2.extract_lane(high, 0), 16)
}

/**
 * @param c of C[0, 0]; rows lie ldc bytes apart
 * @param x packed, kc × rows
 * @param y packed, kc × cols
 * @param diagonal tiles wholly above j = i + diagonal are left out; a number ≥ cols takes all of them
 */
export function tiles(
  c: usize,
  ldc: usize,
  x: usize,
  y: usize,
  kc: i32,
  rows: i32,
  cols: i32,
  alpha: f64,
  diagonal: i32,
): void {
  const factor = f64x2.splat(alpha)
  const panelBytes = (<usize>kc) << 5
  for (let j: i32 = 0; j < cols; j += 4) {
    const panelY = y + <usize>(j >> 2) * panelBytes
    const wide = cols - j
    // The first row of tiles that reaches down to this column.
    let i: i32 = j - diagonal - 3
    i = i <= 0 ? 0 : (i + 3) & ~3
    for (; i < rows; i += 4)
      tile(
        c + <usize>i * ldc + ((<usize>j) << 3),
        ldc,
        x + <usize>(i >> 2) * panelBytes,
        panelY,
        kc,
        factor,
        rows - i,
        wide,
      )
  }
}

/**
 * As `tiles`, over a depth of many steps, each packed after the other with panels of its own depth; of X the panels from
 * row `firstX` on, of Y those from column `firstY` on, both multiples of four. C stays where it is while the steps pass.
 *
 * @param stepX bytes from one step of X to the next
 * @param stepY bytes from one step of Y to the next
 */
export function deepTiles(
  c: usize,
  ldc: usize,
  firstX: i32,
  x: usize,
  stepX: usize,
  firstY: i32,
  y: usize,
  stepY: usize,
  depth: i32,
  rows: i32,
  cols: i32,
  alpha: f64,
  diagonal: i32,
): void {
  for (let p: i32 = 0; p < depth; p += 256) {
    const kc = min(256, depth - p)
    const offsetX = (<usize>(firstX * kc)) << 3
    const offsetY = (<usize>(firstY * kc)) << 3
    tiles(c, ldc, x + offsetX, y + offsetY, kc, rows, cols, alpha, diagonal)
    x += stepX
    y += stepY
  }
}
