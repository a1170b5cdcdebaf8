/**
 * Horn's parallel analysis (Horn 1965, Psychometrika 30; the 95th percentile as Glorfeld 1995 has it): how many leading
 * values exceed the threshold of their own index, counted up to the first that does not.
 *
 * @param values descending
 * @param thresholds one an index: the 95th percentile of random draws
 */
export function hornCount(values: ArrayLike<number>, thresholds: ArrayLike<number>): number {
  let count = 0
  while (count < values.length && values[count] > thresholds[count]) count++
  return count
}
