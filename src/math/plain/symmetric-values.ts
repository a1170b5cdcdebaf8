import { implicitQl } from '../eigen/implicit-ql.js'
import type { Kernels } from '../kernels/kernels.js'
import { axpyAt, dotAt, reflector } from './lanes.js'
import { symmetricTimes } from './tridiagonal.js'
import type { Views } from './views.js'

/** Eigenvalues of a small symmetric matrix in TypeScript: see `kernels/symmetric-values.ts`. */
export function plainSymmetricValues(views: () => Views): Pick<Kernels, 'symmetricValues'> {
  return {
    symmetricValues(a, n, d, limit, room) {
      const { f64: f } = views()
      const e = room / 8
      reduce(f, a / 8, n, d / 8, e)
      const values = f.subarray(d / 8, d / 8 + n)
      if (!implicitQl(values, f.subarray(e, e + n), limit)) return 1
      values.sort().reverse()
      return 0
    },
  }
}

/** To tridiagonal form: diagonal at d, e beside it, with 2·n numbers of room after e. */
function reduce(f: Float64Array, a: number, n: number, d: number, e: number): void {
  const v = e + n
  const w = v + n
  for (let k = 0; k < n; k++) {
    f[d + k] = f[a + k * n + k]
    const below = n - k - 1
    if (below === 0) return
    const trailing = a + (k + 1) * (n + 1)
    for (let i = 0; i < below; i++) f[v + i] = f[trailing - 1 + i * n]
    const alpha = reflector(f, v, below)
    f[e + k] = alpha
    if (alpha === 0) continue
    f.fill(0, w, w + below)
    symmetricTimes(f, trailing, n, v, w, below)
    axpyAt(f, -0.5 * dotAt(f, w, v, below), v, w, below)
    for (let i = 0; i < below; i++) {
      const row = trailing + i * n
      const vi = f[v + i]
      const wi = f[w + i]
      for (let j = 0; j <= i; j++) f[row + j] -= vi * f[w + j] + wi * f[v + j]
    }
  }
}
