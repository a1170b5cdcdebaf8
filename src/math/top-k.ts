/**
 * The indices of the k largest keys, largest first; equal keys in order of index; NaN never.
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
  // A sorted short list: almost every element fails the one comparison with its last entry.
  const best: number[] = []
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    if (Number.isNaN(key) || (best.length >= k && !(key > keys[best[best.length - 1]]))) continue
    if (k <= 0 || !accept(i)) continue
    let at = best.length
    while (at > 0 && keys[best[at - 1]] < key) at--
    best.splice(at, 0, i)
    if (best.length > k) best.pop()
  }
  return best
}
