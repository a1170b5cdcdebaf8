import { applyReflectors } from '../decompose/reflect.js'
import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { divideAndConquer } from './divide.js'
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
