import type { Matrix } from '../math/matrix.js'
import { type SubsetSpectrum, subsetSpectrum } from './coordinates.js'

/** Up to so many members, each is left out alone. */
const ALONE = 64

/** The spectrum of a set without some of its members. */
export interface HeldOut extends SubsetSpectrum {
  /** Indices of the members that are left out. */
  readonly left: readonly number[]
}

/**
 * The set decomposed without each of its members in turn. Of more than 64 members, groups are left out together, every
 * sixteenth member or, beyond 256, every eighth one: a decomposition for each would take minutes.
 *
 * @param coordinates of the members, from `memberCoordinates`
 * @param centre whether the others are centred by their own mean
 * @param order of the members, by which groups are made; their own by default
 */
export async function heldOutSpectra(
  coordinates: Matrix<Float64Array>,
  centre: boolean,
  order: Iterable<number> = Array(coordinates.rows).keys(),
): Promise<readonly HeldOut[]> {
  const n = coordinates.rows
  const all = [...order]
  const groups = n <= ALONE ? n : n <= 256 ? 16 : 8
  const out: HeldOut[] = []
  for (let group = 0; group < groups; group++) {
    const left = all.filter((_, i) => i % groups === group)
    const kept = all.filter((_, i) => i % groups !== group)
    out.push({ left, ...(await subsetSpectrum(coordinates, kept, centre)) })
  }
  return out
}
