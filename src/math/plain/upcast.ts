import type { Views } from './views.js'

/** n bfloat16 to float32 in TypeScript: see `kernels/upcast.ts`. */
export function widenBf16({ u32, u16 }: Views, to: number, from: number, n: number): void {
  for (let i = 0; i < n; i++) u32[to / 4 + i] = u16[from / 2 + i] << 16
}

/** n float16 to float32. */
export function widenF16({ u32, f32, u16 }: Views, to: number, from: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const half = u16[from / 2 + i]
    const magnitude = half & 0x7fff
    // Exponent and fraction in place, then the bias righted by a multiplication, which also rights subnormals.
    u32[to / 4 + i] = magnitude << 13
    if (magnitude >= 0x7c00) u32[to / 4 + i] |= 0x7f800000
    else f32[to / 4 + i] *= 2 ** 112
    u32[to / 4 + i] |= (half & 0x8000) << 16
  }
}
