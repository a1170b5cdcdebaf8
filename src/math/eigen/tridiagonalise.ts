import type { Engine } from '../kernels/engine.js'
import { type Address, MOMENT } from '../kernels/kernels.js'
import { multiply } from '../kernels/product.js'

/** T = Qᵀ·A·Q. */
export interface Tridiagonal {
  /** n numbers. */
  readonly diagonal: Float64Array
  /** n numbers, the last of them 0: `beside[i]` stands between i and i + 1. */
  readonly beside: Float64Array
}

/** Columns that are reduced before the rest is brought up to date. */
const PANEL = 32

/**
 * Reduces a symmetric matrix to a tridiagonal one, in panels: `kernels/tridiagonal.ts` tells how.
 *
 * @param a n × n float64 of which the lower triangle is read; comes out with reflector k in row k, from column k + 1 on
 */
export async function tridiagonalise(engine: Engine, a: Address, n: number): Promise<Tridiagonal> {
  const { arena, kernels } = engine
  const mark = arena.mark
  const row = n * 8
  const diagonal = arena.alloc(row)
  const beside = arena.alloc(row)
  const panel = arena.alloc(3 * PANEL * row)
  arena.f64(beside, n).fill(0)
  for (let k = 0; k < n; k += PANEL) {
    const b = Math.min(PANEL, n - k)
    // A column goes through what is left of the matrix.
    const step = Math.max(1, Math.floor(MOMENT / (4 * (n - k) * (n - k))))
    for (let from = 0; from < b; from += step) {
      kernels.tridiagonalPanel(a, n, k, b, from, Math.min(b, from + step), panel, diagonal, beside)
      await engine.breathe()
    }
    const rest = n - k - b
    if (rest === 0) break
    const from = (k + b) * 8
    // V beside W, against W beside V.
    await multiply(engine, {
      c: a + (k + b) * (row + 8),
      ldc: row,
      rows: rest,
      cols: rest,
      depth: 2 * b,
      x: { at: panel + from, stride: row, across: true },
      y: { at: panel + b * row + from, stride: row, across: true },
      alpha: -1,
      lower: true,
    })
  }
  const result = {
    diagonal: arena.f64(diagonal, n).slice(),
    beside: arena.f64(beside, n).slice(),
  }
  arena.release(mark)
  return result
}
