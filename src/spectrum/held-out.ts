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
 */
export async function heldOutSpectra(
  coordinates: Matrix<Float64Array>,
  centre: boolean,
): Promise<readonly HeldOut[]> {
  const n = coordinates.rows
  const all = Array.from({ length: n }, (_, i) => i)
  const groups = n <= ALONE ? n : n <= 256 ? 16 : 8
  const out: HeldOut[] = []
  for (let group = 0; group < groups; group++) {
    const left = all.filter((i) => i % groups === group)
    const kept = all.filter((i) => i % groups !== group)
    out.push({ left, ...(await subsetSpectrum(coordinates, kept, centre)) })
  }
  return out
}
