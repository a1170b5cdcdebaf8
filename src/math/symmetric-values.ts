import { Numerical } from '../errors.js'

/** Steps of QL that one eigenvalue may take; two are usual. */
const MAX_STEPS = 60

/**
 * The eigenvalues of a small symmetric matrix: Householder reflections to a tridiagonal one (EISPACK tred1; Golub & Van
 * Loan §8.3.1), then implicit QL (EISPACK imtql1; §8.3.3). Errors are about n·ulp times the largest magnitude.
 *
 * @param a n × n, row-major; only the lower triangle is read, and it is overwritten
 * @returns n numbers, descending
 * @throws {Numerical} when QL does not converge
 */
export function symmetricValues(a: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  reduce(a, n, diagonal, beside)
  implicitQl(diagonal, beside)
  return diagonal.sort().reverse()
}

/** Overwrites a; T has `diagonal`, and `beside[i]` between i and i + 1. */
function reduce(a: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k]
    if (k === n - 1) return
    let square = 0
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i * n + k]
      if (i > k + 1) square += v[i] * v[i]
    }
    beside[k] = v[k + 1]
    if (square === 0) continue
    const length = Math.sqrt(square + v[k + 1] * v[k + 1])
    const alpha = v[k + 1] > 0 ? -length : length
    beside[k] = alpha
    // H = I − v·vᵀ/h, with h = ‖v‖²/2.
    const h = length * (length + Math.abs(v[k + 1]))
    v[k + 1] -= alpha
    // w = B·v/h for the trailing block B, of which the lower triangle is there.
    w.fill(0, k + 1)
    for (let i = k + 1; i < n; i++) {
      const row = i * n
      const vi = v[i]
      let sum = a[row + i] * vi
      for (let j = k + 1; j < i; j++) {
        sum += a[row + j] * v[j]
        w[j] += a[row + j] * vi
      }
      w[i] += sum
    }
    let overlap = 0
    for (let i = k + 1; i < n; i++) {
      w[i] /= h
      overlap += w[i] * v[i]
    }
    const half = overlap / (2 * h)
    for (let i = k + 1; i < n; i++) w[i] -= half * v[i]
    for (let i = k + 1; i < n; i++)
      for (let j = k + 1; j <= i; j++) a[i * n + j] -= v[i] * w[j] + w[i] * v[j]
  }
}

/** Turns `d` into the eigenvalues, unsorted. */
function implicitQl(d: Float64Array, e: Float64Array): void {
  const n = d.length
  for (let l = 0; l < n; l++)
    for (let step = 0; ; step++) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1])))
        m++
      if (m === l) break
      if (step === MAX_STEPS) throw notConverged(n)
      // Wilkinson's shift.
      let g = (d[l + 1] - d[l]) / (2 * e[l])
      let r = Math.hypot(g, 1)
      g = d[m] - d[l] + e[l] / (g + (g < 0 ? -r : r))
      let s = 1
      let c = 1
      let p = 0
      let i = m - 1
      for (; i >= l; i--) {
        const f = s * e[i]
        const b = c * e[i]
        r = Math.sqrt(f * f + g * g)
        e[i + 1] = r
        if (r === 0) {
          // Underflow: the matrix splits here.
          d[i + 1] -= p
          e[m] = 0
          break
        }
        s = f / r
        c = g / r
        g = d[i + 1] - p
        r = (d[i] - g) * s + 2 * c * b
        p = s * r
        d[i + 1] = g + p
        g = c * r - b
      }
      if (i >= l) continue
      d[l] -= p
      e[l] = g
      e[m] = 0
    }
}

function notConverged(n: number): Numerical {
  return new Numerical({
    where: `eigenvalues of a ${n} × ${n} matrix`,
    expected: `convergence within ${MAX_STEPS} QL steps a value`,
    found: 'a value that does not settle',
    next: 'Report this matrix: it should not happen for finite input.',
  })
}
