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
  const mean = new Float64Array(m.cols)
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) mean[j] += m.data[i * m.cols + j]
  if (m.rows > 0) for (let j = 0; j < m.cols; j++) mean[j] /= m.rows
  return mean
}

/** Subtracts from every column its own mean. The argument is left as it is. */
export function centreColumns(m: Matrix): Centred {
  const mean = columnMeans(m)
  const out = zeros(m.rows, m.cols)
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) out.data[i * m.cols + j] = m.data[i * m.cols + j] - mean[j]
  return { matrix: out, mean }
}
