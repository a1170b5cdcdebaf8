import { type Matrix, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'

/** Standard normal numbers (Box & Muller 1958), the same ones for a seed. */
export function gaussian(seed: number): () => number {
  const random = seededRandom(seed)
  const uniform = (): number => (random.below(2 ** 31) + 0.5) / 2 ** 31
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** A matrix of standard normal numbers. */
export function gaussianMatrix(
  rows: number,
  cols: number,
  next: () => number,
): Matrix<Float64Array> {
  const out = zeros(rows, cols)
  for (let i = 0; i < out.data.length; i++) out.data[i] = next()
  return out
}
