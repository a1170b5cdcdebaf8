// Rows on many vectors in float64: packed and widened, then `tiles`.
//
//   out[j, i] = Σ_p row_i[p]·v_j[p] − offset[j]
//
// Shape and blocking: up to 64 rows of d float32 or float64, 256 columns at a time (128 KB packed); the vectors are packed once
// for all rows.
// Source: Goto & van de Geijn 2008: see tiles.ts.
// Why it is fast: all of the arithmetic is that of `tiles`, on rows that were packed just before by the same thread.

import { packAlong } from './pack'
import { ProjectArgs, keep } from './project-args'
import { tiles } from './tiles'

/** Columns that are packed at a time. */
const STEP: i32 = 256

/**
 * @param rows row `first`, float32 (`single`) or float64, with `count` of them end to end
 * @param room (64·256 + 64·k) float64 of this thread's own
 */
export function doubleMany(args: ProjectArgs, rows: usize, single: i32, first: i32, count: i32, room: usize): void {
  const k = args.k
  const element: usize = single ? 4 : 8
  const rowBytes = <usize>args.d * element
  const rowC = (<usize>k) << 3
  const c = room + 64 * 256 * 8
  const panels = (<usize>((k + 3) >> 2)) << 2
  memory.fill(c, 0, <usize>count * rowC)
  for (let p: i32 = 0; p < args.d; p += STEP) {
    const kc = min(STEP, args.d - p)
    packAlong(room, kc, rows + <usize>p * element, rowBytes, count, single)
    tiles(c, rowC, room, args.vectors + ((<usize>p * panels) << 3), kc, count, k, 1, k)
  }
  for (let j: i32 = 0; j < k; j++)
    for (let i: i32 = 0; i < count; i++)
      keep(args, first + i, j, load<f64>(c + <usize>i * rowC + ((<usize>j) << 3)))
}
