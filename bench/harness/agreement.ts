/**
 * The largest difference between two arrays, relative to the largest magnitude of the second; infinite where lengths
 * differ.
 */
export function relativeDifference(ours: ArrayLike<number>, peer: Float64Array): number {
  if (ours.length !== peer.length) return Infinity
  let most = 0
  let size = 0
  for (let i = 0; i < peer.length; i++) {
    const difference = Math.abs(ours[i] - peer[i])
    // Negated, so that NaN shows.
    if (!(difference <= most)) most = difference
    size = Math.max(size, Math.abs(peer[i]))
  }
  return most / size
}
