// A product of reflections times many columns: what block-reflector.ts does from the right, from the left.
//
//   M ← H_0 ⋯ H_{b−1}·M = M − Vᵀ·Y,   (I + strict upper triangle of V·Vᵀ)·Y = V·M
//
// for H_k = I − v_k·v_kᵀ, v_k the rows of V (b × height), ‖v_k‖² = 2 or v_k = 0.
// Shape and blocking: M in strips of up to 64 columns (a strip a call, so that threads can share the strips), b ≤ 64; its rows in
// steps of 256.
// Source: the compact WY form (Schreiber & Van Loan 1989) in its UT variant: see block-reflector.ts.
// Why it is fast: nearly all of it is `tiles`, and a strip passes from memory once: what V·M has read is still in the second-level
// cache when Vᵀ·Y is taken off.

import { STEP } from './block-reflector'
import { axpy } from './lanes'
import { packAcross } from './pack'
import { tiles } from './tiles'

/**
 * @param m height × cols float64, its rows ldm bytes apart; overwritten
 * @param along V packed with `packAlong`, in steps of 256 columns, one step after the other
 * @param across V packed with `packAcross`: one step of b rows, `height` wide
 * @param lower b × b, row-major: V·Vᵀ; its strict lower triangle is read
 * @param room (64·256 + 2·64·64) float64 of this thread's own
 */
export function reflectColumns(
  m: usize,
  ldm: usize,
  height: i32,
  cols: i32,
  b: i32,
  along: usize,
  across: usize,
  lower: usize,
  room: usize,
): void {
  const packed = room
  const y = room + 64 * 256 * 8
  const rowY = (<usize>cols) << 3
  memory.fill(y, 0, <usize>b * rowY)
  const panels = (<usize>((b + 3) >> 2)) << 2
  for (let p: i32 = 0; p < height; p += STEP) {
    const kc = min(STEP, height - p)
    packAcross(packed, kc, m + <usize>p * ldm, ldm, cols, 0, 0)
    tiles(y, rowY, along + ((<usize>p * panels) << 3), packed, kc, b, cols, 1, cols)
  }
  for (let j: i32 = b - 2; j >= 0; j--)
    for (let l = j + 1; l < b; l++) {
      const factor = load<f64>(lower + ((<usize>(l * b + j)) << 3))
      axpy(-factor, y + <usize>l * rowY, y + <usize>j * rowY, cols)
    }
  packAcross(packed, b, y, rowY, cols, 0, 0)
  for (let p: i32 = 0; p < height; p += STEP)
    tiles(
      m + <usize>p * ldm,
      ldm,
      across + ((<usize>(p * b)) << 3),
      packed,
      b,
      min(STEP, height - p),
      cols,
      -1,
      cols,
    )
}
