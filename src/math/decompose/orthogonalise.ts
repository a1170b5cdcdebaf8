import type { Engine } from '../kernels/engine.js'
import { type Address, MOMENT } from '../kernels/kernels.js'

/**
 * One-sided Jacobi (`kernels/jacobi.ts`), sweep after sweep and some rows a call: between calls whatever else waits has its
 * turn, and the signal is looked at.
 *
 * @param w n × n float64; its rows come out orthogonal, longest first
 * @param rotation n × n, the identity at first; comes out as what turned the rows
 * @param squares room for the n squared lengths
 * @param limit sweeps at most
 * @returns false when those are not enough
 * @throws the signal's reason when it is aborted
 */
export async function orthogonalise(
  engine: Engine,
  w: Address,
  rotation: Address,
  n: number,
  squares: Address,
  limit: number,
): Promise<boolean> {
  const { kernels } = engine
  // In two or three dimensions √n·ulp would be below the rounding error of the products themselves.
  const tolerance = Math.sqrt(Math.max(n, 16)) * Number.EPSILON
  // A pair takes 2·n operations to be looked at and 16·n to be turned, and a row has n partners at most.
  const step = Math.max(1, Math.floor(MOMENT / (18 * n * n)))
  let sinceBreath = 0
  kernels.squareRows(w, n, n, squares)
  for (let sweep = 0; sweep < limit; sweep++) {
    let turned = 0
    for (let from = 0; from < n; from += step) {
      const to = Math.min(n, from + step)
      turned += kernels.orthogonaliseRows(w, rotation, n, n, squares, tolerance, from, to)
      sinceBreath += to - from
      if (sinceBreath < step) continue
      await engine.breathe()
      sinceBreath = 0
    }
    if (turned === 0) return true
  }
  return false
}
