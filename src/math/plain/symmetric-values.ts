import type { Kernels } from '../kernels/kernels.js'
import { reflector, symmetricTimes } from './reflections.js'
import { axpyAt, dotAt } from './vectors.js'
import type { Views } from './views.js'

/** QL steps that one eigenvalue may take; two are usual. */
const MAX_STEPS = 60

/** Eigenvalues of a small symmetric matrix in TypeScript: see `kernels/symmetric-values.ts`. */
export function plainSymmetricValues(views: () => Views): Pick<Kernels, 'symmetricValues'> {
  return {
    symmetricValues(a, n, d, room) {
      const { f64: f } = views()
      const e = room / 8
      reduce(f, a / 8, n, d / 8, e)
      const values = f.subarray(d / 8, d / 8 + n)
      if (!implicitQl(values, f.subarray(e, e + n))) return 1
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

/** Turns d into the eigenvalues, unsorted; false when one does not settle. */
function implicitQl(d: Float64Array, e: Float64Array): boolean {
  const n = d.length
  for (let l = 0; l < n; l++)
    for (let step = 0; ; step++) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1])))
        m++
      if (m === l) break
      if (step === MAX_STEPS) return false
      qlStep(d, e, l, m)
    }
  return true
}

/** One step on the block l … m, with Wilkinson's shift. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const first = (d[l + 1] - d[l]) / (2 * e[l])
  const root = Math.hypot(first, 1)
  let g = d[m] - d[l] + e[l] / (first + (first < 0 ? -root : root))
  let s = 1
  let c = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]
    const b = c * e[i]
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      // Underflow: the matrix splits here.
      d[i + 1] -= p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1] - p
    const t = (d[i] - g) * s + 2 * c * b
    p = s * t
    d[i + 1] = g + p
    g = c * t - b
  }
  d[l] -= p
  e[l] = g
  e[m] = 0
}
