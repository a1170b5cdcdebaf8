import { CAPITALS, type MatchKey, type TokenTraits } from './match.js'
import { VARIANTS } from './variant.js'
import type { Whole } from '../math/whole.js'

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
  /** (draws − set) in standard deviations of the eligible; within ±`BALANCED` is usually called balanced. NaN where the set differs and they do not vary. */
  readonly difference: number
  /** Of norms that were taken of some rows alone: of how many that could be drawn. Another sample gives other numbers. */
  readonly rows?: Whole
}

/** The respect in which controls are most unlike the set: NaN, where only the set varies, before any number. */
export function worstBalance(balance: readonly Balance[]): Balance | undefined {
  const size = ({ difference }: Balance): number =>
    Number.isNaN(difference) ? Infinity : Math.abs(difference)
  return balance.toSorted((a, b) => size(b) - size(a))[0]
}

/**
 * Means of rank, length and norm, and shares of forms and capitals, in the set, in what could be drawn, and in what was.
 * Norms count where they are known: of some of the ids, a mean of these stands for all.
 *
 * @param members ids of the set
 * @param eligible ids that could be drawn
 * @param drawn ids of all draws, repeated as often as drawn
 * @param uniform whether every eligible id was as likely to be drawn: then the norms that are known of the eligible stand for the
 *   draws too, of which few may be known, or none
 */
export function balanceOf(
  members: Uint32Array,
  eligible: Uint32Array,
  drawn: Uint32Array,
  traits: TokenTraits,
  uniform = false,
): readonly Balance[] {
  const [set, all, draws] = [members, eligible, drawn].map((ids) => tally(ids, traits))
  const levels = (key: 'space' | 'case', of: (id: number) => number): Feature[] =>
    Array.from(new Set([...members].map(of)), (level) => ({ key, level }))
  const features: Feature[] = [
    { key: 'rank' },
    { key: 'length' },
    ...levels('space', (id) => traits.form(id)),
    ...levels('case', (id) => traits.capitals(id)),
    ...(Number.isNaN(traits.norm(members[0])) ? [] : [{ key: 'norm' } as const]),
  ]
  return features.map((feature) => {
    const drawnAs = uniform && feature.key === 'norm' ? all : draws
    const [own, { mean, sd }, drawn] = [set, all, drawnAs].map((one) => moments(one, feature))
    const apart = drawn.mean - own.mean
    return {
      key: feature.key,
      ...('level' in feature && { level: NAMES[feature.key][feature.level] }),
      set: own.mean,
      eligible: mean,
      draws: drawn.mean,
      difference: apart === 0 ? 0 : sd > 0 ? apart / sd : NaN,
      ...(feature.key === 'norm' &&
        all.numbers.norm.count < all.count && { rows: all.numbers.norm.count }),
    }
  })
}

/** One number of a token: one that it has, or whether it is of a class. */
type Feature =
  | { readonly key: 'rank' | 'length' | 'norm' }
  | { readonly key: 'space' | 'case'; readonly level: number }

/** What classes are called. */
const NAMES = { space: VARIANTS, case: CAPITALS } as const

/** What a walk through some ids adds up. */
interface Tally {
  readonly count: number
  /** Of a number, over the ids that have it. */
  readonly numbers: Readonly<Record<'rank' | 'length' | 'norm', Sums>>
  /** How many ids are of each class, in the order of `NAMES`. */
  readonly levels: Readonly<Record<'space' | 'case', Uint32Array>>
}

function tally(ids: Uint32Array, traits: TokenTraits): Tally {
  const numbers = { rank: new Sums(), length: new Sums(), norm: new Sums() }
  const levels = { space: new Uint32Array(VARIANTS.length), case: new Uint32Array(CAPITALS.length) }
  // A plain loop: it sees every token of every draw.
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]
    numbers.rank.add(traits.rank(id))
    numbers.length.add(traits.length(id))
    numbers.norm.add(traits.norm(id))
    levels.space[traits.form(id)]++
    levels.case[traits.capitals(id)]++
  }
  return { count: ids.length, numbers, levels }
}

/** How many numbers there are, their sum, and that of their squares; NaN is none. */
class Sums {
  count = 0
  sum = 0
  squares = 0

  add(x: number): void {
    if (Number.isNaN(x)) return
    this.count++
    this.sum += x
    this.squares += x * x
  }
}

/** Mean and standard deviation. */
function moments(
  { count, numbers, levels }: Tally,
  feature: Feature,
): { readonly mean: number; readonly sd: number } {
  if (feature.key === 'space' || feature.key === 'case') {
    const share = levels[feature.key][feature.level] / count
    return { mean: share, sd: Math.sqrt(share * (1 - share)) }
  }
  const { count: known, sum, squares } = numbers[feature.key]
  const mean = sum / known
  return { mean, sd: Math.sqrt(Math.max(0, squares / known - mean * mean)) }
}
