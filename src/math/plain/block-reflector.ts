import { CHUNK, type Kernels, STEP } from '../kernels/kernels.js'
import { axpyAt } from './lanes.js'
import type { Views } from './views.js'

/**
 * Rows times a product of reflections in TypeScript, and that product times columns: see `kernels/block-reflector.ts` and
 * `kernels/reflect-columns.ts`.
 */
export function plainBlockReflector(
  views: () => Views,
  products: Pick<Kernels, 'packAlong' | 'packAcross' | 'tiles'>,
): Pick<Kernels, 'reflectRows' | 'reflectColumns'> {
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
    reflectColumns(m, ldm, height, cols, b, along, across, lower, room) {
      const { f64: f } = views()
      const y = room + CHUNK * STEP * 8
      const panels = Math.ceil(b / 4) * 4
      f.fill(0, y / 8, y / 8 + b * cols)
      for (let p = 0; p < height; p += STEP) {
        const kc = Math.min(STEP, height - p)
        products.packAcross(room, kc, m + p * ldm, ldm, cols, 0, 0)
        products.tiles(y, cols * 8, along + p * panels * 8, room, kc, b, cols, 1, cols)
      }
      for (let j = b - 2; j >= 0; j--)
        for (let l = j + 1; l < b; l++)
          axpyAt(f, -f[lower / 8 + l * b + j], y / 8 + l * cols, y / 8 + j * cols, cols)
      products.packAcross(room, b, y, cols * 8, cols, 0, 0)
      products.tiles(m, ldm, across, room, b, height, cols, -1, cols)
    },
  }
}
