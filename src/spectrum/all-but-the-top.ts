import { effectiveRank } from './effective-rank.js'
import { participationRatio } from './participation-ratio.js'
import { shareOfFirst } from './share-of-first.js'

/** What a spectrum loses with its first directions, and what it is without them. */
export interface WithoutTop {
  /** D, how many are removed. */
  readonly removed: number
  /** Share of the total variance that goes with them. */
  readonly share: number
  readonly effectiveRank: number
  readonly participationRatio: number
}

/**
 * Removal of the mean and the first D directions from an embedding ('all-but-the-top', Mu & Viswanath 2018, ICLR). The other
 * singular values stay as they are.
 *
 * @param singularValues of the centred table, descending
 * @param removed D, below their number
 */
export function withoutTop(singularValues: Float64Array, removed: number): WithoutTop {
  const rest = singularValues.subarray(removed)
  return {
    removed,
    share: removed === 0 ? 0 : shareOfFirst(singularValues, removed),
    effectiveRank: effectiveRank(rest),
    participationRatio: participationRatio(rest),
  }
}

/** How many directions Mu & Viswanath remove: about a hundredth of the dimensions, one at least. */
export function usualRemoval(dim: number): number {
  return Math.max(1, Math.round(dim / 100))
}
