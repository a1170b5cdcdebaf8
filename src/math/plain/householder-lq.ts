import type { Kernels } from '../kernels/kernels.js'
import { axpyAt, dotAt, reflector } from './lanes.js'
import type { Views } from './views.js'

/** A = L·Q in TypeScript, one reflection after the other: see `kernels/householder-lq.ts`. */
export function plainHouseholderLq(views: () => Views): Pick<Kernels, 'householderLq'> {
  return {
    householderLq(a, n, d, diagonal, from, to) {
      const { f64: f } = views()
      for (let k = from; k < to; k++) {
        const v = a / 8 + k * d + k
        const length = d - k
        const alpha = reflector(f, v, length)
        f[diagonal / 8 + k] = alpha
        if (alpha === 0) continue
        for (let i = k + 1; i < n; i++) {
          const x = v + (i - k) * d
          axpyAt(f, -dotAt(f, x, v, length), v, x, length)
        }
      }
    },
  }
}
