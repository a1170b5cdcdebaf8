import { readEnsembleArgs, type EnsembleArgs } from '../kernels/arguments.js'
import { type Kernels, STEP } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Gram eigenvalues of draws in TypeScript: see `kernels/ensemble.ts`. */
export function plainEnsemble(
  views: () => Views,
  kernels: Pick<Kernels, 'packAcross' | 'packAlong' | 'tiles' | 'symmetricValues'>,
): Pick<Kernels, 'ensembleDraws'> {
  return {
    ensembleDraws(at, first, last, room) {
      const args = readEnsembleArgs(views().u32, views().f64, at)
      const { cols, size, out, limit } = args
      const r = Math.min(size, cols)
      const mean = room + size * cols * 8
      const packed = mean + cols * 8
      const gram = packed + STEP * (r + 4) * 8
      for (let draw = first; draw < last; draw++) {
        gather(views(), args, draw, room / 8, mean / 8)
        views().f64.fill(0, gram / 8, gram / 8 + r * r)
        const depth = size <= cols ? cols : size
        for (let p = 0; p < depth; p += STEP) {
          const kc = Math.min(STEP, depth - p)
          if (size <= cols) kernels.packAlong(packed, kc, room + p * 8, cols * 8, size, 0)
          else kernels.packAcross(packed, kc, room + p * cols * 8, cols * 8, cols, 0, 0)
          kernels.tiles(gram, r * 8, packed, packed, kc, r, r, 1, 0)
        }
        const work = gram + r * r * 8
        if (kernels.symmetricValues(gram, r, out + draw * r * 8, limit, work)) return 1
      }
      return 0
    },
  }
}

/** Gathers the rows of a draw, centred and scaled. */
function gather(
  { f64, f32, u32 }: Views,
  { pool, single, cols, size, indices, centre, scale }: EnsembleArgs,
  draw: number,
  rows: number,
  mean: number,
): void {
  const source = single ? f32 : f64
  f64.fill(0, mean, mean + cols)
  for (let i = 0; i < size; i++) {
    const from = pool / (single ? 4 : 8) + u32[indices / 4 + draw * size + i] * cols
    for (let j = 0; j < cols; j++) {
      const value = source[from + j] * scale
      f64[rows + i * cols + j] = value
      f64[mean + j] += value
    }
  }
  if (!centre) return
  for (let j = 0; j < cols; j++) f64[mean + j] /= size
  for (let i = 0; i < size; i++)
    for (let j = 0; j < cols; j++) f64[rows + i * cols + j] -= f64[mean + j]
}
