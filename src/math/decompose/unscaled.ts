import { Numerical } from '../../errors.js'

/**
 * Singular values of what was asked for, from those of it times a power of two.
 *
 * @param values descending
 * @throws {Numerical} when the largest is beyond the largest float64: finite elements can have such a one
 */
export function unscaled(values: Float64Array, scale: number, where: string): Float64Array {
  const out = scale === 1 ? values : values.map((s) => s / scale)
  if (out.length === 0 || out[0] < Infinity) return out
  throw new Numerical({
    where,
    expected: 'singular values that float64 can hold',
    found: `a largest one of ${values[0]} times 2^${-Math.log2(scale)}`,
    next: 'Divide the numbers by a power of two, and multiply the singular values by it.',
  })
}
