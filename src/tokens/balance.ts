import type { MatchKey, Traits, TraitsOf } from './match.js'

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
  /** (draws − set) in standard deviations of the eligible; within ±0.1 is usually called balanced. NaN if they do not vary. */
  readonly difference: number
}

/**
 * Means of rank, length and norm, and shares of forms and capitals, in the set, in what could be drawn, and in what was.
 * Norms are given where they are known.
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
  const compare = (key: MatchKey, of: (t: Traits) => number, level?: string): Balance => {
    const value = (id: number): number => of(traits(id))
    const [set, all, draws] = [members, eligible, drawn].map((ids) => mean(ids, value))
    const sd = Math.sqrt(mean(eligible, (id) => (value(id) - all) ** 2))
    const difference = draws === set ? 0 : sd > 0 ? (draws - set) / sd : NaN
    return { key, ...(level === undefined ? {} : { level }), set, eligible: all, draws, difference }
  }
  const levels = (key: 'space' | 'case'): Balance[] =>
    [...new Set(Array.from(members, (id) => traits(id)[key]))].map((level) =>
      compare(key, (t) => (t[key] === level ? 1 : 0), level),
    )
  return [
    compare('rank', (t) => t.rank),
    compare('length', (t) => t.length),
    ...levels('space'),
    ...levels('case'),
    ...(Number.isNaN(traits(members[0]).norm) ? [] : [compare('norm', (t) => t.norm)]),
  ]
}

function mean(ids: Uint32Array, value: (id: number) => number): number {
  let sum = 0
  for (const id of ids) sum += value(id)
  return sum / ids.length
}
