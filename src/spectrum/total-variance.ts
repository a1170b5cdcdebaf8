/** Σσ²: the sum of squared distances of the rows from their centre, in squared units of the embedding. */
export function totalVariance(singularValues: Float64Array): number {
  let sum = 0
  for (const s of singularValues) sum += s * s
  return sum
}
