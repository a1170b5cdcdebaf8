import type { ProjectionEnds } from '../../src/index.js'

/** Tokens of largest magnitude that are listed. */
export const TOP = 20

/**
 * The largest difference between projections of the rows that we list and the same rows' of the peer, in units of the
 * largest; infinite where a row is missing that the peer has above the last of ours by more than that.
 *
 * @param peer k × V, every projection
 */
export function topError(ours: unknown, peer: Float64Array): number {
  const ends = ours as readonly ProjectionEnds[]
  const count = peer.length / ends.length
  let most = 0
  ends.forEach(({ largest }, k) => {
    const theirs = peer.subarray(k * count, (k + 1) * count)
    const size = Math.abs(largest[0].value)
    for (const { row, value } of largest)
      most = Math.max(most, Math.abs(theirs[row] - value) / size)
    const listed = new Set(largest.map(({ row }) => row))
    const least = Math.abs(largest[largest.length - 1].value)
    theirs.forEach((value, row) => {
      if (!listed.has(row)) most = Math.max(most, (Math.abs(value) - least) / size)
    })
  })
  return most
}
