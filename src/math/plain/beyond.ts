import type { Kernels } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Where numbers go beyond bounds, in TypeScript: see `kernels/beyond.ts`. */
export function plainBeyond(views: () => Views): Pick<Kernels, 'nextBeyond'> {
  return {
    nextBeyond(values, from, n, above, below) {
      const { f64 } = views()
      for (let i = from; i < n; i++) {
        const value = f64[values / 8 + i]
        if (value > above || value < below) return i
      }
      return n
    },
  }
}
