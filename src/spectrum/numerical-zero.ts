import type { Matrix } from '../math/matrix.js'

/** Relative to σ₁ of a set: below this a singular value is rounding, of its own or of a subset, and its vector anything. */
export const NUMERICAL_ZERO = 1e-11

/**
 * Relative: numbers so near are one number, rounded on two ways. A draw may be the set itself, its spectrum computed by another
 * routine or from rows in another order.
 */
export const SAME = 1e-10

/** How many leading singular values are no numerical zeros. */
export function numericalRank(singularValues: Float64Array): number {
  const [largest = 0] = singularValues
  return singularValues.filter((value) => value > NUMERICAL_ZERO * largest).length
}

/** Spectra, one a row, descending, with zeros for what is rounding: in a copy. */
export function withoutRounding({ rows, cols, data }: Matrix): Matrix<Float64Array> {
  const out = Float64Array.from(data)
  for (let row = 0; row < rows; row++) {
    const least = NUMERICAL_ZERO * out[row * cols]
    for (let at = (row + 1) * cols - 1; at >= row * cols && out[at] <= least; at--) out[at] = 0
  }
  return { rows, cols, data: out }
}
