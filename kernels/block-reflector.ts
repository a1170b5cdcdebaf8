// Many rows times a product of reflections, as three products of matrices.
//
//   M ← M·H_{b−1} ⋯ H_0 = M − X·V,   X·(I + strict lower triangle of V·Vᵀ) = M·Vᵀ
//
// for H_k = I − v_k·v_kᵀ, v_k the rows of V (b × d), ‖v_k‖² = 2 or v_k = 0.
// Shape and blocking: M in blocks of up to 64 rows (a block a call, so that threads can share the blocks), b ≤ 64;
// d in steps of 256.
// Source: the compact WY form (Schreiber & Van Loan 1989) in its UT variant: T⁻¹ is read off V·Vᵀ
// (Puglisi 1992; Joffrain et al. 2006), so that T is never formed.
// Why it is fast: nearly all of it is `tiles`; of M·Vᵀ only the columns are made in which M is not zero.

import { packAcross, packAlong } from './pack'
import { tiles } from './tiles'

/** Columns of M that are packed at a time. */
// @ts-ignore: decorator
@inline
export const STEP: i32 = 256

/**
 * @param m rows × d float64, its rows ldm bytes apart; overwritten
 * @param known columns of M that may hold other numbers than zero
 * @param along the first `known` columns of V packed with `packAlong`, in steps of 256 columns, one step after the other
 * @param across V packed with `packAcross`: one step of b rows, d wide
 * @param lower b × b, row-major: V·Vᵀ; its strict lower triangle is read
 * @param room (64·256 + 2·64·64) float64 of this thread's own
 */
export function reflectRows(
  m: usize,
  ldm: usize,
  rows: i32,
  d: i32,
  known: i32,
  b: i32,
  along: usize,
  across: usize,
  lower: usize,
  room: usize,
): void {
  const packed = room
  const s = room + 64 * 256 * 8
  const rowS = (<usize>b) << 3
  memory.fill(s, 0, <usize>rows * rowS)
  const panels = (<usize>((b + 3) >> 2)) << 2
  for (let p: i32 = 0; p < known; p += STEP) {
    const kc = min(STEP, known - p)
    packAlong(packed, kc, m + ((<usize>p) << 3), ldm, rows, 0)
    tiles(s, rowS, packed, along + ((<usize>p * panels) << 3), kc, rows, b, 1, b)
  }
  for (let i: i32 = 0; i < rows; i++) {
    const x = s + <usize>i * rowS
    for (let j: i32 = b - 2; j >= 0; j--) {
      let sum = load<f64>(x + ((<usize>j) << 3))
      for (let l = j + 1; l < b; l++)
        sum -= load<f64>(x + ((<usize>l) << 3)) * load<f64>(lower + <usize>l * rowS + ((<usize>j) << 3))
      store<f64>(x + ((<usize>j) << 3), sum)
    }
  }
  packAlong(packed, b, s, rowS, rows, 0)
  tiles(m, ldm, packed, across, b, rows, d, -1, d)
}
