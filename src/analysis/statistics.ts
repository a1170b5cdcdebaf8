import type { Matrix } from '../math/matrix.js'
import type { Svd } from '../math/svd.js'
import { type Members, type Membership, membership } from '../projection/membership.js'
import type { Projection } from '../projection/projection.js'
import { memberCoordinates } from '../spectrum/coordinates.js'
import { heldOutSpectra } from '../spectrum/held-out.js'
import { type NullBand, nullBand } from '../spectrum/null-band.js'
import { type References, references } from '../spectrum/references.js'
import { type Stability, spectrumStability } from '../spectrum/stability.js'
import { type Summary, spectrumSummaries } from '../spectrum/summaries.js'
import type { Stopwatch } from './stopwatch.js'

/** What a spectrum is judged by. */
export interface StatisticsInput {
  readonly spectrum: Svd
  /** draws × min(n, dim). */
  readonly controls: Matrix<Float64Array>
  readonly seed: number
  /** Of the members, by which they are left out and split: their positions by id. */
  readonly order: Uint32Array
  /** d, less the directions that were removed: what noise has to spread over. */
  readonly dimensions: number
  /** Whether submatrices are centred by their own mean. */
  readonly centre: boolean
  /** How many leading values are no numerical zeros: what centring and removing leave. */
  readonly tested: number
  /** How many of these are none of the set's own: fewer where rows of the set depend on each other. */
  readonly rank: number
  /** Singular vectors on which the members are looked at, counted from 1. */
  readonly vectors: readonly number[]
  /** The vocabulary on all of these, or on none. */
  readonly projection: Projection
  /** Which projections of the members are ranked. */
  readonly members: Members
  /** Ids of the tokens that members are compared with. */
  readonly others: Uint32Array
}

/** The judgement. */
export interface Statistics {
  readonly nullBand: NullBand
  readonly summaries: readonly Summary[]
  readonly references: References
  readonly stability: Stability
  readonly membership: readonly Membership[]
}

/** Everything that is computed from the spectra of a set and of its controls. */
export async function statisticsOf(input: StatisticsInput, watch: Stopwatch): Promise<Statistics> {
  const { spectrum, controls, dimensions, seed, order, centre, tested, rank } = input
  const { vectors, projection, others, members } = input
  const { singularValues, u } = spectrum
  const freedom = u.rows - (centre ? 1 : 0)
  const tests = await watch.time('null band', () => ({
    nullBand: nullBand(singularValues, controls, tested),
    summaries: spectrumSummaries(singularValues, controls, tested),
    references: references(singularValues, controls, { freedom, dimensions }),
  }))
  const coordinates = memberCoordinates(spectrum)
  const heldOut = await watch.time('leave out', () => heldOutSpectra(coordinates, centre, order))
  return {
    ...tests,
    stability: await watch.time('stability', () =>
      spectrumStability(singularValues, coordinates, heldOut, { centre, seed, rank, order }),
    ),
    membership: await watch.time('members', () =>
      vectors.map((k) => {
        if (projection.vectors.length === 0)
          return membership(k, coordinates, heldOut, new Float64Array())
        const values = projection.on(k)
        const scores = finiteAt(values, others)
        return membership(k, coordinates, heldOut, scores, { poles: projection.poles(k), members })
      }),
    ),
  }
}

/** The finite ones of the numbers at some places. */
function finiteAt(values: Float64Array, places: Uint32Array): Float64Array {
  const found = new Float64Array(places.length)
  let count = 0
  for (let i = 0; i < places.length; i++) {
    const value = values[places[i]]
    if (Number.isFinite(value)) found[count++] = value
  }
  return found.subarray(0, count)
}
