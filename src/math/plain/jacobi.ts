import type { Kernels } from '../kernels/kernels.js'
import { dotAt } from './lanes.js'
import type { Views } from './views.js'

/** Squared lengths below this are judged as if they were this long: their own squares have no digits left. */
const SHORTEST_SQUARED = 1e-280

/** One-sided Jacobi in TypeScript: see `kernels/jacobi.ts`. */
export function plainJacobi(views: () => Views): Pick<Kernels, 'squareRows' | 'orthogonaliseRows'> {
  return {
    squareRows(w, n, k, squares) {
      const { f64: f } = views()
      for (let i = 0; i < n; i++) f[squares / 8 + i] = dotAt(f, w / 8 + i * k, w / 8 + i * k, k)
    },
    orthogonaliseRows(w, j, n, k, squares, tolerance, from, to) {
      const { f64: f } = views()
      const s = squares / 8
      let changed = 0
      for (let p = from; p < to; p++)
        for (let q = p + 1; q < n; q++) {
          const x = w / 8 + p * k
          const y = w / 8 + q * k
          const rotation = rotationOf(f[s + p], f[s + q], dotAt(f, x, y, k), tolerance)
          if (!rotation) continue
          turn(f, x, y, rotation, k)
          turn(f, j / 8 + p * n, j / 8 + q * n, rotation, n)
          f[s + p] = dotAt(f, x, x, k)
          f[s + q] = dotAt(f, y, y, k)
          changed = 1
        }
      return changed
    },
  }
}

type Rotation = readonly [cosine: number, sine: number]

/** Undefined for a pair that is orthogonal and in order. */
function rotationOf(xx: number, yy: number, xy: number, tolerance: number): Rotation | undefined {
  const lengths =
    Math.sqrt(Math.max(xx, SHORTEST_SQUARED)) * Math.sqrt(Math.max(yy, SHORTEST_SQUARED))
  if (Math.abs(xy) <= tolerance * lengths) return xx >= yy ? undefined : [0, 1]
  // The smaller root of t² + 2ζt − 1 = 0 annihilates the inner product (Rutishauser 1966).
  const zeta = (xx - yy) / (2 * xy)
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
  const c = 1 / Math.hypot(1, t)
  // Where y is the longer row, its image is put first.
  return xx >= yy ? [c, c * t] : [-c * t, c]
}

/** (x, y) ← (c·x + s·y, −s·x + c·y), in place. */
function turn(f: Float64Array, x: number, y: number, [c, s]: Rotation, n: number): void {
  for (let i = 0; i < n; i++) {
    const xi = f[x + i]
    const yi = f[y + i]
    f[x + i] = c * xi + s * yi
    f[y + i] = c * yi - s * xi
  }
}
