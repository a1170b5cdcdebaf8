/**
 * The indices of the k largest keys, largest first; equal keys in order of index; NaN never. Of n keys that takes n·log k
 * steps at most: up to 2·k are taken in before the lower half is sorted out.
 *
 * @param keys any length
 * @param k how many at most
 * @param accept leaves an index out when it answers false
 */
export function topK(
  keys: ArrayLike<number>,
  k: number,
  accept: (index: number) => boolean = () => true,
): number[] {
  let best: number[] = []
  // Almost every element fails the one comparison with the last of the best.
  let least: number | undefined
  const sortOut = (): void => {
    // Indices come in ascending order, and the sort is stable.
    best = best.sort((a, b) => keys[b] - keys[a]).slice(0, k)
    if (best.length === k) least = keys[best[k - 1]]
  }
  for (let i = 0; i < keys.length && k > 0; i++) {
    if (Number.isNaN(keys[i]) || (least !== undefined && !(keys[i] > least)) || !accept(i)) continue
    best.push(i)
    if (best.length >= 2 * k) sortOut()
  }
  sortOut()
  return best
}
