import { type Matrix, zeros } from './matrix.js'

/** A matrix whose columns sum to zero, and the mean that was taken off. */
export interface Centred {
  /** n × d, float64; its rank is at most n − 1. */
  readonly matrix: Matrix<Float64Array>
  /** The d column means of the original. */
  readonly mean: Float64Array
}

/**
 * The mean of each column, summed in float64 whatever the element type.
 *
 * @returns d numbers; zeros when there are no rows
 */
export function columnMeans(m: Matrix): Float64Array {
  const { rows, cols, data } = m
  const mean = new Float64Array(cols)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++, at++) mean[j] += data[at]
  if (rows > 0) for (let j = 0; j < cols; j++) mean[j] /= rows
  return mean
}

/** Subtracts from every column its own mean. The argument is left as it is. */
export function centreColumns(m: Matrix): Centred {
  const mean = columnMeans(m)
  const { rows, cols, data } = m
  const matrix = zeros(rows, cols)
  const to = matrix.data
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < cols; j++, at++) to[at] = data[at] - mean[j]
  return { matrix, mean }
}
