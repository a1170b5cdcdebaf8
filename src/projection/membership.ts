import { type Matrix, rowOf } from '../math/matrix.js'
import type { HeldOut } from '../spectrum/held-out.js'
import { auc, countWithin, counterAt, magnitudeAuc } from './auc.js'
import type { Poles } from './projection.js'
import type { Whole } from '../math/whole.js'

/** Projections of members: on vectors found without them, or fitted to them. */
export const MEMBERS = ['held-out', 'plain'] as const

/** Which projections of the members are shown: on vectors found without them, or fitted to them. */
export type Members = (typeof MEMBERS)[number]

/** How far members lie apart from other tokens on a direction. */
export interface Separation {
  /** The chance that a member projects higher than another token: 0.5 for none, 0 or 1 for complete. */
  readonly signed: number
  /** The chance that a member lies farther from the centre, on either side, than another token. */
  readonly magnitude: number
}

/** A set's members on one of its singular vectors, among the other tokens. */
export interface Membership {
  /** Counted from 1. */
  readonly vector: Whole
  /** By member, on the vector and from the mean found without it: what the direction says of a token it has not seen. */
  readonly heldOut: Float64Array
  /** By member, on the vector fitted to it too: larger by that alone. */
  readonly plain: Float64Array
  /** How many ordinary tokens outside the set they are compared with; 0 without a projection of the vocabulary. */
  readonly others: Whole
  /** Of the held-out projections; NaN where there are none, or no others. */
  readonly separation: Separation
  /** Of the plain ones. */
  readonly plainSeparation: Separation
  /**
   * By member: 1 if its projection, held out or plain as `members` of the options has it, is farther from the centre than that of every
   * other token; 0 if unknown.
   */
  readonly ranks: Uint32Array
  /** The 20 tokens at each end of it, members left out; none without a projection. */
  readonly poles: Poles
}

/**
 * Projects the members on a singular vector, with and without themselves in it, and compares them with other tokens.
 *
 * The others are projected on the vector of the whole set; the vectors without a member differ from it little unless
 * `stability` says otherwise.
 *
 * @param vector counted from 1
 * @param coordinates of the members, from `memberCoordinates`
 * @param heldOut from `heldOutSpectra`
 * @param others projections of the other tokens on the vector, finite, in any order
 * @param options the tokens at its ends, and of which projections of the members the ranks are
 */
export function membership(
  vector: number,
  coordinates: Matrix<Float64Array>,
  heldOut: readonly HeldOut[],
  others: Float64Array,
  {
    poles = { positive: [], negative: [] },
    members = 'held-out',
  }: { readonly poles?: Poles; readonly members?: Members } = {},
): Membership {
  const k = vector - 1
  const plain = Float64Array.from({ length: coordinates.rows }, (_, i) => rowOf(coordinates, i)[k])
  const held = new Float64Array(coordinates.rows).fill(NaN)
  for (const { left, mean, vectors } of heldOut) {
    if (k >= vectors.rows) continue
    const axis = rowOf(vectors, k)
    for (const member of left) {
      const row = rowOf(coordinates, member)
      held[member] = axis.reduce((sum, x, j) => sum + x * (row[j] - mean[j]), 0)
    }
  }
  const scores = [...held, ...plain]
  const counter = counterAt(others, [...scores, ...scores.map((x) => -x)])
  const separation = (of: Float64Array): Separation => ({
    signed: auc(of, counter),
    magnitude: magnitudeAuc(of, counter),
  })
  return {
    vector,
    heldOut: held,
    plain,
    others: others.length,
    separation: separation(held),
    plainSeparation: separation(plain),
    ranks: Uint32Array.from(members === 'plain' ? plain : held, (x) =>
      Number.isNaN(x) || others.length === 0
        ? 0
        : 1 + others.length - countWithin(counter, Math.abs(x), true),
    ),
    poles,
  }
}
