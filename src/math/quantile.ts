/**
 * The quantile of sorted numbers by linear interpolation between order statistics (Hyndman & Fan 1996, type 7), as
 * R's and NumPy's default.
 *
 * @param sorted ascending, no NaN
 * @param p from 0 to 1
 * @returns NaN when there are no numbers
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const last = sorted.length - 1
  if (last < 0) return NaN
  const at = p * last
  const below = Math.min(last, Math.floor(at))
  const low = sorted[below]
  const high = sorted[Math.min(last, below + 1)]
  return low + (high - low) * (at - below)
}
