import { CHUNK, type Kernels, STEP } from '../kernels/kernels.js'
import { axpyAt } from './lanes.js'
import type { Views } from './views.js'

/** A product of reflections times columns in TypeScript: see `kernels/reflect-columns.ts`. */
export function plainReflectColumns(
  views: () => Views,
  products: Pick<Kernels, 'packAcross' | 'tiles'>,
): Pick<Kernels, 'reflectColumns'> {
  return {
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
