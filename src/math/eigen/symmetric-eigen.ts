import { applyReflectors } from '../decompose/reflect.js'
import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { divideAndConquer } from './divide.js'
import { inverseIteration } from './inverse-iteration.js'
import { tridiagonalValues } from './tridiagonal-values.js'
import { tridiagonalise } from './tridiagonalise.js'

/**
 * All eigenvalues and vectors of a symmetric matrix: blocked tridiagonalisation, divide and conquer, reflectors.
 *
 * @param a n × n float64, elements of moderate size; the lower triangle is read, and it is overwritten
 * @param z n × n float64; comes out with the eigenvector of value i in row i, orthonormal
 * @returns n eigenvalues, ascending
 * @throws {Numerical} when an iteration does not converge
 */
export async function symmetricEigen(
  engine: Engine,
  a: Address,
  z: Address,
  n: number,
): Promise<Float64Array> {
  if (n === 0) return new Float64Array(0)
  const tridiagonal = await tridiagonalise(engine, a, n)
  const values = await divideAndConquer(engine, tridiagonal, z)
  await applyReflectors(engine, { at: a, stride: n * 8, count: n - 1, shift: 1 }, z, n, n)
  return values
}

/**
 * All eigenvalues of a symmetric matrix, and the vectors of the largest: implicit QL without vectors, and inverse iteration. It
 * needs no other memory than the matrix and those vectors.
 *
 * @param a as for `symmetricEigen`
 * @param z k × n float64; comes out with the eigenvector of the i-th largest value in row i, orthonormal
 * @returns n eigenvalues, ascending
 * @throws {Numerical} when an eigenvalue does not settle
 */
export async function largestEigen(
  engine: Engine,
  a: Address,
  z: Address,
  n: number,
  k: number,
): Promise<Float64Array> {
  if (n === 0) return new Float64Array(0)
  const { diagonal, beside } = await tridiagonalise(engine, a, n)
  const where = `eigenvalues of a symmetric ${n} × ${n} matrix`
  const values = await tridiagonalValues(engine, diagonal.slice(), beside.slice(), where)
  const vectors = new Float64Array(k * n)
  const largest = Float64Array.from({ length: k }, (_, i) => values[n - 1 - i])
  await inverseIteration(engine, diagonal, beside, largest, vectors)
  engine.arena.f64(z, k * n).set(vectors)
  await applyReflectors(engine, { at: a, stride: n * 8, count: n - 1, shift: 1 }, z, k, n)
  return values
}
