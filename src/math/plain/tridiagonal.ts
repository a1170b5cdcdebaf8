import type { Kernels } from '../kernels/kernels.js'
import { axpyAt, dotAt, reflector } from './lanes.js'
import type { Views } from './views.js'

/** A panel towards tridiagonal form in TypeScript: see `kernels/tridiagonal.ts`. */
export function plainTridiagonal(views: () => Views): Pick<Kernels, 'tridiagonalPanel'> {
  return {
    tridiagonalPanel(a, n, k0, b, from, to, panel, diagonal, beside) {
      const { f64: f } = views()
      const vs = panel / 8
      const ws = vs + b * n
      for (let j = from; j < to; j++) {
        const k = k0 + j
        const below = n - k - 1
        const v = vs + j * n + k + 1
        let corner = f[a / 8 + k * n + k]
        for (let i = 0; i < below; i++) f[v + i] = f[a / 8 + (k + 1 + i) * n + k]
        for (let p = 0; p < j; p++) {
          const vp = vs + p * n + k
          const wp = ws + p * n + k
          corner -= 2 * f[vp] * f[wp]
          axpyAt(f, -f[wp], vp + 1, v, below)
          axpyAt(f, -f[vp], wp + 1, v, below)
        }
        f[diagonal / 8 + k] = corner
        if (below === 0) return
        const w = ws + j * n + k + 1
        f.fill(0, w, w + below)
        const alpha = reflector(f, v, below)
        f[beside / 8 + k] = alpha
        if (alpha !== 0) {
          symmetricTimes(f, a / 8 + (k + 1) * (n + 1), n, v, w, below)
          for (let p = 0; p < j; p++) {
            const vp = vs + p * n + k + 1
            const wp = ws + p * n + k + 1
            const vw = dotAt(f, wp, v, below)
            const vv = dotAt(f, vp, v, below)
            axpyAt(f, -vw, vp, w, below)
            axpyAt(f, -vv, wp, w, below)
          }
          axpyAt(f, -0.5 * dotAt(f, w, v, below), v, w, below)
        }
        f.copyWithin(vs + (2 * b + j) * n + k + 1, v, v + below)
        f.copyWithin(a / 8 + k * n + k + 1, v, v + below)
      }
    },
  }
}

/** y += B·x for a symmetric B of which the lower triangle is there. */
export function symmetricTimes(
  f: Float64Array,
  b: number,
  stride: number,
  x: number,
  y: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    const row = b + i * stride
    const xi = f[x + i]
    let sum = f[row + i] * xi
    for (let j = 0; j < i; j++) {
      sum += f[row + j] * f[x + j]
      f[y + j] += f[row + j] * xi
    }
    f[y + i] += sum
  }
}
