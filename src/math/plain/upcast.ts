import type { Kernels } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Short numbers to float32 in TypeScript: see `kernels/upcast.ts`. */
export function plainUpcast(views: () => Views): Pick<Kernels, 'widenBf16' | 'widenF16'> {
  return {
    widenBf16(to, from, n) {
      const { u32, u16 } = views()
      for (let i = 0; i < n; i++) u32[to / 4 + i] = u16[from / 2 + i] << 16
    },
    widenF16(to, from, n) {
      const { u32, f32, u16 } = views()
      for (let i = 0; i < n; i++) {
        const half = u16[from / 2 + i]
        const magnitude = half & 0x7fff
        // Exponent and fraction in place, then the bias righted by a multiplication, which also rights subnormals.
        u32[to / 4 + i] = magnitude << 13
        if (magnitude >= 0x7c00) u32[to / 4 + i] |= 0x7f800000
        else f32[to / 4 + i] *= 2 ** 112
        u32[to / 4 + i] |= (half & 0x8000) << 16
      }
    },
  }
}
