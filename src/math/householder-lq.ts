import { type Matrix, dot, rowOf, zeros } from './matrix.js'

/** The factors of A = L·Q for a wide A (n × d, n ≤ d), Q kept as its reflectors. */
export interface LqFactors {
  /** n × n, lower triangular. */
  readonly l: Matrix<Float64Array>
  /** n × d; row k holds reflector v_k, zero before column k, scaled so that H_k = I − v_k·v_kᵀ. */
  readonly reflectors: Matrix<Float64Array>
}

/**
 * Factors A = L·Q by Householder reflections from the right, row by row
 * (Golub & Van Loan, Matrix Computations, 4th ed., §5.1.2 and algorithm 5.2.1, transposed).
 * Q = H_{n−1} ⋯ H_1·H_0, of which the first n rows belong to L.
 *
 * @param a n × d with n ≤ d, elements of moderate size; it is overwritten
 */
export function householderLq(a: Matrix<Float64Array>): LqFactors {
  const { rows: n, cols: d } = a
  const reflectors = zeros(n, d)
  for (let k = 0; k < n; k++) {
    const x = rowOf(a, k).subarray(k)
    const norm = Math.sqrt(dot(x, x))
    if (norm === 0) continue
    // Away from x₀'s own sign, so that x₀ − alpha adds and never cancels.
    const alpha = x[0] > 0 ? -norm : norm
    const v = rowOf(reflectors, k).subarray(k)
    v.set(x)
    v[0] -= alpha
    // ‖x − alpha·e₀‖² = 2·norm·(norm + |x₀|); with v scaled by √(2/that), H = I − v·vᵀ.
    const scale = 1 / Math.sqrt(norm * (norm + Math.abs(x[0])))
    for (let j = 0; j < v.length; j++) v[j] *= scale
    for (let i = k + 1; i < n; i++) reflect(rowOf(a, i).subarray(k), v)
    x.fill(0)
    x[0] = alpha
  }
  const l = zeros(n, n)
  for (let i = 0; i < n; i++) l.data.set(rowOf(a, i).subarray(0, i + 1), i * n)
  return { l, reflectors }
}

/**
 * Multiplies from the right by Q, in place: M ← M·Q.
 *
 * @param m any number of rows × d
 */
export function applyQ(m: Matrix<Float64Array>, { reflectors }: LqFactors): void {
  for (let k = reflectors.rows - 1; k >= 0; k--) {
    const v = rowOf(reflectors, k).subarray(k)
    for (let i = 0; i < m.rows; i++) reflect(rowOf(m, i).subarray(k), v)
  }
}

/** x ← x·(I − v·vᵀ), in place. */
function reflect(x: Float64Array, v: Float64Array): void {
  const c = dot(x, v)
  if (c === 0) return
  for (let j = 0; j < v.length; j++) x[j] -= c * v[j]
}
