import type { MatchKey, Traits, TraitsOf } from './match.js'

/** Standardised differences up to this are usually called balanced, and are not told. */
export const BALANCED = 0.1

/** How like the set its controls are in one respect. */
export interface Balance {
  readonly key: MatchKey
  /** Of a key without numbers: the class whose share is given (`space`, `UPPER`). */
  readonly level?: string
  /** Mean, or share, over the set's members. */
  readonly set: number
  /** Over all tokens that could be drawn. */
  readonly eligible: number
  /** Over all draws. */
  readonly draws: number
  /** (draws − set) in standard deviations of the eligible; within ±`BALANCED` is usually called balanced. NaN if they do not vary. */
  readonly difference: number
}

/**
 * Means of rank, length and norm, and shares of forms and capitals, in the set, in what could be drawn, and in what was.
 * Norms count where they are known: of some of the ids, a mean of these stands for all.
 *
 * @param members ids of the set
 * @param eligible ids that could be drawn
 * @param drawn ids of all draws, repeated as often as drawn
 */
export function balanceOf(
  members: Uint32Array,
  eligible: Uint32Array,
  drawn: Uint32Array,
  traits: TraitsOf,
): readonly Balance[] {
  const levels = (key: 'space' | 'case'): Feature[] =>
    [...new Set(Array.from(members, (id) => traits(id)[key]))].map((level) => ({
      key,
      level,
      of: (t) => (t[key] === level ? 1 : 0),
    }))
  const features: Feature[] = [
    { key: 'rank', of: (t) => t.rank },
    { key: 'length', of: (t) => t.length },
    ...levels('space'),
    ...levels('case'),
    ...(Number.isNaN(traits(members[0]).norm) ? [] : [{ key: 'norm', of: normOf } as const]),
  ]
  const [set, all, draws] = [members, eligible, drawn].map((ids) => moments(ids, features, traits))
  return features.map(({ key, level }, i) => {
    const apart = draws[i].mean - set[i].mean
    const { mean, sd } = all[i]
    return {
      key,
      ...(level === undefined ? {} : { level }),
      set: set[i].mean,
      eligible: mean,
      draws: draws[i].mean,
      difference: apart === 0 ? 0 : sd > 0 ? apart / sd : NaN,
    }
  })
}

/** One number of a token. */
interface Feature {
  readonly key: MatchKey
  readonly level?: string
  readonly of: (traits: Traits) => number
}

function normOf({ norm }: Traits): number {
  return norm
}

/** Mean and standard deviation of every feature, in one walk through the ids. */
function moments(
  ids: Uint32Array,
  features: readonly Feature[],
  traits: TraitsOf,
): { readonly mean: number; readonly sd: number }[] {
  const counts = new Float64Array(features.length)
  const sums = new Float64Array(features.length)
  const squares = new Float64Array(features.length)
  for (const id of ids) {
    const own = traits(id)
    for (let i = 0; i < features.length; i++) {
      const x = features[i].of(own)
      if (Number.isNaN(x)) continue
      counts[i]++
      sums[i] += x
      squares[i] += x * x
    }
  }
  return features.map((_, i) => {
    const mean = sums[i] / counts[i]
    return { mean, sd: Math.sqrt(Math.max(0, squares[i] / counts[i] - mean * mean)) }
  })
}
