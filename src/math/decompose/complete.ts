import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { factorLq } from './factor-lq.js'
import { applyReflectors } from './reflect.js'

/**
 * Adds orthonormal rows to orthonormal rows: the reflectors that turn those into axes turn the axes that are left into
 * what is missing.
 *
 * @param w want × cols float64, want ≤ cols; rows 0 … have − 1 are orthonormal, the others come out so
 */
export async function completeRows(
  engine: Engine,
  w: Address,
  have: number,
  want: number,
  cols: number,
): Promise<void> {
  if (have >= want) return
  const { arena } = engine
  const mark = arena.mark
  const known = arena.alloc(have * cols * 8)
  const diagonal = arena.alloc(have * 8)
  arena.f64(known, have * cols).set(arena.f64(w, have * cols))
  await factorLq(engine, known, have, cols, diagonal)
  const fresh = arena.f64(w + have * cols * 8, (want - have) * cols).fill(0)
  for (let i = 0; i < want - have; i++) fresh[i * cols + have + i] = 1
  if (have > 0)
    await applyReflectors(
      engine,
      { at: known, stride: cols * 8, count: have, shift: 0 },
      w + have * cols * 8,
      want - have,
      cols,
    )
  arena.release(mark)
}
