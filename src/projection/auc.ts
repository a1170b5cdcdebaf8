/**
 * The area under the ROC curve: the chance that a member scores higher than another token, ties counting half
 * (Mann & Whitney 1947). 0.5 is no separation.
 *
 * @param members scores in any order
 * @param others scores, ascending
 * @returns from 0 to 1; NaN when one side is empty or a score is NaN
 */
export function auc(members: Float64Array, others: Float64Array): number {
  let wins = 0
  for (const score of members) {
    if (Number.isNaN(score)) return NaN
    wins += (countBelow(others, score, false) + countBelow(others, score, true)) / 2
  }
  return wins / (members.length * others.length)
}

/** How many of the ascending numbers are smaller than x, or (`equal`) at most x. */
export function countBelow(sorted: Float64Array, x: number, equal: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < x || (equal && sorted[middle] === x)) low = middle + 1
    else high = middle
  }
  return low
}
