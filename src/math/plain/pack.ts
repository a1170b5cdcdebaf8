import type { Kernels } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Packing in TypeScript: see `kernels/pack.ts`. */
export function plainPack(views: () => Views): Pick<Kernels, 'packAcross' | 'packAlong'> {
  return {
    packAcross(to, kc, from, stride, width, single, mean) {
      const { f64, f32 } = views()
      const source = single ? f32 : f64
      const size = single ? 4 : 8
      for (let w = 0; w < width; w += 4)
        for (let p = 0; p < kc; p++)
          for (let lane = 0; lane < 4; lane++) {
            const j = w + lane
            const value =
              j < width
                ? source[(from + p * stride) / size + j] - (mean ? f64[mean / 8 + j] : 0)
                : 0
            f64[to / 8 + w * kc + p * 4 + lane] = value
          }
    },
    packAlong(to, kc, from, stride, width, single) {
      const { f64, f32 } = views()
      const source = single ? f32 : f64
      const size = single ? 4 : 8
      for (let w = 0; w < width; w += 4)
        for (let lane = 0; lane < 4; lane++) {
          const row = (from + (w + lane) * stride) / size
          const at = to / 8 + w * kc + lane
          if (w + lane < width) for (let p = 0; p < kc; p++) f64[at + p * 4] = source[row + p]
          else for (let p = 0; p < kc; p++) f64[at + p * 4] = 0
        }
    },
  }
}
