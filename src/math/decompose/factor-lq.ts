import type { Engine } from '../kernels/engine.js'
import { type Address, MOMENT } from '../kernels/kernels.js'

/**
 * A = L·Q by reflections (`kernels/householder-lq.ts`), some rows a call: between calls whatever else waits has its turn, and
 * the signal is looked at.
 *
 * @param a n × d float64, n ≤ d; comes out with L before the diagonal and the reflectors from it on
 * @param diagonal room for the n numbers of L's diagonal
 * @throws the signal's reason when it is aborted
 */
export async function factorLq(
  engine: Engine,
  a: Address,
  n: number,
  d: number,
  diagonal: Address,
): Promise<void> {
  // The kernel reduces two rows at a time, with 8·n·d operations at most.
  const step = 2 * Math.max(1, Math.floor(MOMENT / (8 * n * d)))
  for (let from = 0; from < n; from += step) {
    if (from > 0) await engine.breathe()
    engine.kernels.householderLq(a, n, d, diagonal, from, Math.min(n, from + step))
  }
}
