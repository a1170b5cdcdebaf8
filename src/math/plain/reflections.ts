import { CHUNK, type Kernels, STEP } from '../kernels/kernels.js'
import { axpyAt, dotAt, scaleAt } from './vectors.js'
import type { Views } from './views.js'

/** Vectors shorter than this count as zero, beside numbers near 1: their squares have lost digits. */
const SHORTEST = 1e-140

/** Householder's reflections in TypeScript: see `kernels/householder-lq.ts`, `block-reflector.ts`, `tridiagonal.ts`. */
export function plainReflections(
  views: () => Views,
  products: Pick<Kernels, 'packAlong' | 'tiles'>,
): Pick<Kernels, 'householderLq' | 'reflectRows' | 'tridiagonalPanel'> {
  return {
    householderLq(a, n, d, diagonal) {
      const { f64: f } = views()
      for (let k = 0; k < n; k++) {
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
    tridiagonalPanel(a, n, k0, b, panel, diagonal, beside) {
      const { f64: f } = views()
      const vs = panel / 8
      const ws = vs + b * n
      for (let j = 0; j < b; j++) {
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

/**
 * Turns x into v with ‖v‖² = 2 such that I − v·vᵀ takes x to alpha times the first axis. Away from x₀'s own sign, so that
 * x₀ − alpha adds and never cancels.
 *
 * @returns alpha; 0 where x is zero or next to it, and then v is zero
 */
export function reflector(f: Float64Array, x: number, n: number): number {
  const norm = Math.sqrt(dotAt(f, x, x, n))
  if (norm < SHORTEST) {
    f.fill(0, x, x + n)
    return 0
  }
  const first = f[x]
  const alpha = first > 0 ? -norm : norm
  f[x] = first - alpha
  // ‖x − alpha·e‖² = 2·norm·(norm + |x₀|).
  scaleAt(f, x, 1 / Math.sqrt(norm * (norm + Math.abs(first))), n)
  return alpha
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
