import { CHUNK, type Kernels, STEP } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Rows times a product of reflections in TypeScript: see `kernels/block-reflector.ts`. */
export function plainBlockReflector(
  views: () => Views,
  products: Pick<Kernels, 'packAlong' | 'tiles'>,
): Pick<Kernels, 'reflectRows'> {
  return {
    reflectRows(m, ldm, rows, d, known, b, along, across, lower, room) {
      const { f64: f } = views()
      const s = room + CHUNK * STEP * 8
      const panels = Math.ceil(b / 4) * 4
      f.fill(0, s / 8, s / 8 + rows * b)
      for (let p = 0; p < known; p += STEP) {
        const kc = Math.min(STEP, known - p)
        products.packAlong(room, kc, m + p * 8, ldm, rows, 0)
        products.tiles(s, b * 8, room, along + p * panels * 8, kc, rows, b, 1, b)
      }
      for (let i = 0; i < rows; i++) {
        const x = s / 8 + i * b
        for (let j = b - 2; j >= 0; j--)
          for (let l = j + 1; l < b; l++) f[x + j] -= f[x + l] * f[lower / 8 + l * b + j]
      }
      products.packAlong(room, b, s, b * 8, rows, 0)
      products.tiles(m, ldm, room, across, b, rows, d, -1, d)
    },
  }
}
