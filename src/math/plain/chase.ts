import type { Kernels } from '../kernels/kernels.js'
import { axpyAt, dotAt, reflector } from './lanes.js'
import type { Views } from './views.js'

/** A band matrix to a bidiagonal one in TypeScript: see `kernels/chase.ts`. */
export function plainChase(views: () => Views): Pick<Kernels, 'chaseBlocks'> {
  return {
    chaseBlocks(band, n, b, from, to, first, last, room) {
      const { f64: f } = views()
      for (let s = from; s < to; s++) {
        const end = last - 2 * (s - from)
        for (let t = Math.max(0, first - 2 * (s - from)); t < end; t++) {
          const col = s + 1 + t * b
          if (n - col < 2) break
          chaseBlock(f, band / 8, n, b, t === 0 ? s : col - b, col, room / 8)
        }
      }
    },
  }
}

/** Clears the row beside the block that begins with a column, and the block's first column. */
function chaseBlock(
  f: Float64Array,
  band: number,
  n: number,
  b: number,
  row: number,
  col: number,
  v: number,
): void {
  const size = Math.min(b, n - col)
  const sums = v + b
  const down = 3 * b - 1
  const at = (i: number, j: number): number => band + i * down + j + b
  const next = at(row, col)
  f.copyWithin(v, next, next + size)
  f[next] = reflector(f, v, size)
  f.fill(0, next + 1, next + size)
  for (let i = row + 1; i < col + size; i++) {
    const x = at(i, col)
    axpyAt(f, -dotAt(f, x, v, size), v, x, size)
  }
  const corner = at(col, col)
  for (let i = 0; i < size; i++) f[v + i] = f[corner + i * down]
  f[corner] = reflector(f, v, size)
  for (let i = 1; i < size; i++) f[corner + i * down] = 0
  const wide = Math.min(size + b, n - col) - 1
  f.fill(0, sums, sums + wide)
  for (let i = 0; i < size; i++) axpyAt(f, f[v + i], corner + 1 + i * down, sums, wide)
  for (let i = 0; i < size; i++) axpyAt(f, -f[v + i], sums, corner + 1 + i * down, wide)
}
