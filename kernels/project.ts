// Rows of a table on k vectors.
//
//   out[j, i] = rowᵢ·v_j − offset[j],  offset[j] = μ·v_j: a centred table is never built, as (e − μ)·v = e·v − μ·v
//
// Shape and blocking: up to 64 rows a call (so that threads can share a table), d columns, any k. Rows that are stored otherwise
// than as float32 or float64 are decoded sixteen at a time. By k and by precision, project-few.ts, project-mixed.ts or
// project-double.ts does the work.
// Source: a product of a tall matrix and a narrow one is bound by memory below some ten vectors (the roofline of Williams,
// Waterman & Patterson 2009), by arithmetic beyond; hence a kernel for either, the second one as Goto & van de Geijn 2008.
// Why it is fast: the table is read once, front to back, whatever k is; sixteen decoded rows (48 KB at d = 768) are projected while
// they are in the cache, so that what passes from memory is what is stored, a half or an eighth of float32.

import { F32, decodeRows } from './decode'
import { ProjectArgs } from './project-args'
import { doubleMany } from './project-double'
import { doubleFew, mixedFew } from './project-few'
import { mixedMany } from './project-mixed'

/** Rows that are decoded at a time; room for them is behind that of the projection. */
const DECODED: i32 = 16

function projectDecoded(args: ProjectArgs, rows: usize, single: i32, first: i32, count: i32, room: usize): void {
  if (args.mixed) {
    if (args.k < 3) mixedFew(args, rows, first, count)
    else mixedMany(args, rows, first, count, room)
  } else if (args.k >= 3) doubleMany(args, rows, single, first, count, room)
  else if (single) doubleFew<f32>(args, rows, first, count)
  else doubleFew<f64>(args, rows, first, count)
}

/**
 * Rows first … first + count − 1, count ≤ 64.
 *
 * @param room of this thread's own: (64·256 + 64·k) float64, k in whole fours, and 16·d float32 for encoded rows
 */
export function projectRows(at: usize, first: i32, count: i32, room: usize): void {
  const args = changetype<ProjectArgs>(at)
  const rowBytes = <usize>args.rowBytes
  const rows = args.rows + <usize>first * rowBytes
  if (args.encoding <= F32) {
    projectDecoded(args, rows, args.encoding == F32 ? 1 : 0, first, count, room)
    return
  }
  const decoded = room + (<usize>(64 * 256 + 64 * ((args.k + 3) & ~3)) << 3)
  for (let i: i32 = 0; i < count; i += DECODED) {
    const some = min(DECODED, count - i)
    decodeRows(decoded, rows + <usize>i * rowBytes, some * args.d, args.encoding)
    projectDecoded(args, decoded, 1, first + i, some, room)
  }
}
