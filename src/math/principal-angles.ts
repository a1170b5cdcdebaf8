import { InvalidArgument } from '../errors.js'
import { type Matrix, dot, requireFinite, requireShape, rowOf, zeros } from './matrix.js'
import { singularValues } from './svd.js'

/**
 * The principal angles between two subspaces, from the smallest up: cos θ = σ(A·Bᵀ) where the cosine is the better
 * conditioned, and for angles below 45° sin θ = σ(B − (B·Aᵀ)·A) (Knyazev & Argentati 2002, SIAM J. Sci. Comput. 23,
 * algorithm 3.1; SciPy's `subspace_angles`).
 *
 * @param a k₁ × d, orthonormal rows
 * @param b k₂ × d, orthonormal rows
 * @returns min(k₁, k₂) angles in radians, 0 to π/2, ascending
 * @throws {InvalidArgument} when the widths differ
 * @throws {Numerical} for NaN or an infinity
 */
export async function principalAngles(a: Matrix, b: Matrix): Promise<Float64Array> {
  requireOneSpace(a, b)
  const [large, small] = a.rows >= b.rows ? [a, b] : [b, a]
  const products = inner(small, large)
  const cosines = await singularValues(products)
  const sines = (await singularValues(rest(small, products, large))).toReversed()
  return Float64Array.from(cosines, (cosine, i) =>
    cosine * cosine < 0.5
      ? Math.acos(Math.max(0, cosine))
      : Math.asin(Math.min(1, Math.max(0, sines[i]))),
  )
}

/**
 * Σcos²θ of two subspaces, ‖A·Bᵀ‖²: how many dimensions they share, from 0 to min(k₁, k₂).
 *
 * @throws as `principalAngles` does
 */
export function sharedDimensions(a: Matrix, b: Matrix): number {
  requireOneSpace(a, b)
  const products = inner(a, b)
  return dot(products.data, products.data)
}

function requireOneSpace(a: Matrix, b: Matrix): void {
  for (const m of [a, b]) {
    requireShape(m, 'subspace')
    requireFinite(m, 'subspace')
  }
  if (a.cols !== b.cols)
    throw new InvalidArgument({
      where: 'principal angles',
      expected: `two subspaces of one space, ${a.cols} dimensions`,
      found: `${b.cols} dimensions`,
      next: 'Subspaces of different models have no angles between them.',
    })
}

/** rows of `a` against rows of `b`. */
function inner(a: Matrix, b: Matrix): Matrix<Float64Array> {
  const out = zeros(a.rows, b.rows)
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.rows; j++) out.data[i * b.rows + j] = dot(rowOf(a, i), rowOf(b, j))
  return out
}

/** What of each row of `m` lies outside the rows of `basis`: m − products·basis. */
function rest(m: Matrix, products: Matrix, basis: Matrix): Matrix<Float64Array> {
  const out = zeros(m.rows, m.cols)
  out.data.set(m.data)
  for (let i = 0; i < m.rows; i++)
    for (let k = 0; k < basis.rows; k++) {
      const c = products.data[i * basis.rows + k]
      const direction = rowOf(basis, k)
      for (let j = 0; j < m.cols; j++) out.data[i * m.cols + j] -= c * direction[j]
    }
  return out
}
