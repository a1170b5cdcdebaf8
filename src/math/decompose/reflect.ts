import type { Call, Engine } from '../kernels/engine.js'
import { type Address, CHUNK, ROOM_BYTES } from '../kernels/kernels.js'
import { multiply, pack } from '../kernels/product.js'

/** Reflectors that are applied at a time. */
const BLOCK = 64

/** Reflectors v_k with H_k = I − v_k·v_kᵀ, stored in rows, each zero before a column of its own. */
export interface Reflectors {
  readonly at: Address
  /** Bytes between rows. */
  readonly stride: number
  readonly count: number
  /** v_k is zero before column k + shift, whatever lies there. */
  readonly shift: number
}

/**
 * M ← M·H_{count−1} ⋯ H_1·H_0, in blocks of reflectors (`kernels/block-reflector.ts`).
 *
 * @param m rows × d float64, its rows d apart; changed in place
 * @param known columns of m that may hold other numbers than zero; all by default
 */
export async function applyReflectors(
  engine: Engine,
  { at, stride, count, shift }: Reflectors,
  m: Address,
  rows: number,
  d: number,
  known = d,
): Promise<void> {
  const { arena } = engine
  const mark = arena.mark
  engine.reserveRooms(ROOM_BYTES)
  const last = Math.floor((count - 1) / BLOCK) * BLOCK
  const most = Math.min(BLOCK, count)
  const v = arena.alloc(most * d * 8)
  const lower = arena.alloc(most * most * 8)
  for (let k0 = last; k0 >= 0; k0 -= BLOCK) {
    const within = arena.mark
    const b = Math.min(BLOCK, count - k0)
    const first = k0 + shift
    const width = d - first
    if (width <= 0) continue
    // The first block that is applied fills all columns.
    const reach = k0 === last ? Math.min(width, Math.max(0, known - first)) : width
    const numbers = arena.f64(v, b * width)
    for (let j = 0; j < b; j++) {
      numbers.fill(0, j * width, j * width + Math.min(j, width))
      if (j < width)
        numbers.set(arena.f64(at + (k0 + j) * stride + (first + j) * 8, width - j), j * width + j)
    }
    arena.f64(lower, b * b).fill(0)
    const operand = { at: v, stride: width * 8, across: false }
    await multiply(engine, {
      c: lower, ldc: b * 8, rows: b, cols: b, depth: width, x: operand, y: operand, lower: true,
    }) // prettier-ignore
    const along = await pack(engine, operand, b, 0, reach)
    const across = await pack(engine, { ...operand, across: true }, width, 0, b)
    const calls: Call[] = []
    for (let i = 0; i < rows; i += CHUNK)
      calls.push([
        m + (i * d + first) * 8, d * 8, Math.min(CHUNK, rows - i), width, reach, b, along.at, across.at, lower,
      ]) // prettier-ignore
    await engine.run('reflectRows', calls)
    arena.release(within)
  }
  arena.release(mark)
}
