// The Gram eigenvalues of many row subsets of one pool.
//
//   λ(Y·Yᵀ) or λ(Yᵀ·Y), whichever is smaller, Y = the drawn rows, minus their own mean, times a power of two
//
// Shape and blocking: thousands of draws of some tens of rows and some hundreds of columns; a chunk of draws a call, so that
// threads can share them. A draw is gathered as float64, multiplied in steps of 256 columns, and decomposed.
// Source: Golub & Van Loan §8.6: σ² are the eigenvalues of the Gram matrix, with errors of about ulp·λ₁, which is why the caller
// takes the exact path for draws in which one is too small to trust; the product is Goto & van de Geijn 2008 (tiles.ts), the
// eigenvalues EISPACK's tred1 and imtql1 (symmetric-values.ts).
// Why it is fast: a draw (26 × 768: 160 KB) never leaves the second-level cache between gathering and eigenvalues; means are summed
// while rows are gathered, and no vectors are made.

import { axpy, pair, scale } from './lanes'
import { packAcross, packAlong } from './pack'
import { tiles } from './tiles'
import { symmetricValues } from './symmetric-values'

/** Rows or columns that are packed at a time. */
const STEP: i32 = 256

// @ts-ignore: decorator
@unmanaged
export class EnsembleArgs {
  pool: usize
  /** 1 for float32, 0 for float64. */
  single: i32
  cols: i32
  size: i32
  /** draws × size u32: rows of the pool. */
  indices: usize
  /** draws × min(size, cols) float64: eigenvalues, descending. */
  out: usize
  centre: i32
  /** QL steps that one eigenvalue may take. */
  limit: i32
  /** A power of two that brings the pool's largest element near 1. */
  scale: f64
}

/** to = factor·from, sum += to, for n numbers. */
// @ts-ignore: decorator
@inline
function takeRow<T>(to: usize, from: usize, sum: usize, factor: f64, n: i32): void {
  const size = <usize>sizeof<T>()
  const factors = f64x2.splat(factor)
  let j: i32 = 0
  for (; j + 1 < n; j += 2) {
    const value = f64x2.mul(pair<T>(from), factors)
    v128.store(to, value)
    v128.store(sum, f64x2.add(v128.load(sum), value))
    from += 2 * size
    to += 16
    sum += 16
  }
  if (j < n) {
    const value = <f64>load<T>(from) * factor
    store<f64>(to, value)
    store<f64>(sum, load<f64>(sum) + value)
  }
}

/** Gathers the rows of a draw, centred and scaled, as size × cols float64. */
function gather(args: EnsembleArgs, draw: i32, rows: usize, mean: usize): void {
  const cols = args.cols
  const size = args.size
  const bytes = (<usize>cols) << 3
  const indices = args.indices + ((<usize>draw * <usize>size) << 2)
  memory.fill(mean, 0, bytes)
  for (let i: i32 = 0; i < size; i++) {
    const index = <usize>load<u32>(indices + ((<usize>i) << 2)) * <usize>cols
    const to = rows + <usize>i * bytes
    if (args.single) takeRow<f32>(to, args.pool + (index << 2), mean, args.scale, cols)
    else takeRow<f64>(to, args.pool + (index << 3), mean, args.scale, cols)
  }
  if (!args.centre) return
  scale(mean, -1 / <f64>size, cols)
  for (let i: i32 = 0; i < size; i++) axpy(1, mean, rows + <usize>i * bytes, cols)
}

/**
 * Draws first … last − 1.
 *
 * @param room (size·cols + cols + 256·(r + 4) + r² + 3·r) float64 of this thread's own, r = min(size, cols)
 * @returns 0, or 1 when eigenvalues of a draw did not converge
 */
export function ensembleDraws(at: usize, first: i32, last: i32, room: usize): i32 {
  const args = changetype<EnsembleArgs>(at)
  const cols = args.cols
  const size = args.size
  const r = min(size, cols)
  const bytes = (<usize>cols) << 3
  const rowG = (<usize>r) << 3
  const rows = room
  const mean = rows + <usize>size * bytes
  const packed = mean + bytes
  const gram = packed + <usize>STEP * <usize>(r + 4) * 8
  const work = gram + <usize>r * rowG
  for (let draw = first; draw < last; draw++) {
    gather(args, draw, rows, mean)
    memory.fill(gram, 0, <usize>r * rowG)
    const depth = size <= cols ? cols : size
    for (let p: i32 = 0; p < depth; p += STEP) {
      const kc = min(STEP, depth - p)
      if (size <= cols) packAlong(packed, kc, rows + ((<usize>p) << 3), bytes, size, 0)
      else packAcross(packed, kc, rows + <usize>p * bytes, bytes, cols, 0, 0)
      tiles(gram, rowG, packed, packed, kc, r, r, 1, 0)
    }
    if (symmetricValues(gram, r, args.out + <usize>draw * rowG, args.limit, work)) return 1
  }
  return 0
}
