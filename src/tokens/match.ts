import { quantile } from '../math/quantile.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { textOf } from './spelling.js'
import { variantOf } from './variant.js'

/**
 * What controls can be matched on: the id's rank (most vocabularies list frequent tokens first), the token's length in
 * characters without its marker, its form (bare, with the space before it, or a continuation), its capitals, and the
 * norm of its row.
 */
export type MatchKey = 'rank' | 'length' | 'space' | 'case' | 'norm'

/** All keys. */
export const MATCH_KEYS: readonly MatchKey[] = ['rank', 'length', 'space', 'case', 'norm']

/** Numbers are matched within classes of equally many tokens: so many of ranks, */
const RANKS = 10

/** and of norms. */
const NORMS = 5

/** Tokens of at least so many characters count as equally long. */
const LONG = 9

/** What matching looks at in one token. */
export interface Traits {
  /** Of the id among the ordinary ones: 0 for the first, 1 for the last. */
  readonly rank: number
  readonly length: number
  readonly space: string
  readonly case: string
  /** NaN where rows were not looked at. */
  readonly norm: number
}

/** Gives the traits of ids. */
export type TraitsOf = (id: number) => Traits

/**
 * Looks tokens up once each.
 *
 * @param ordinary ids that could be drawn, were they not in the set, ascending
 * @param norms of rows by id, where they are known
 */
export function traitsOf(
  vocabulary: Vocabulary,
  ordinary: Uint32Array,
  norms?: ReadonlyMap<number, number>,
): TraitsOf {
  // By id: this is asked for every token of the vocabulary.
  const found = new Array<Traits | undefined>(vocabulary.tokens.length)
  return (id) => {
    const known = found[id]
    if (known) return known
    const token = vocabulary.tokens[id] ?? ''
    const { spelling } = vocabulary
    const space = variantOf(token, spelling)
    const text = textOf(token, spelling)
    const word = space === 'bare' ? text : text.replace(/^(?:##| )/, '')
    const traits = {
      // Behind the last of them there are only rows that are not ordinary.
      rank: Math.min(1, positionIn(ordinary, id) / Math.max(1, ordinary.length - 1)),
      length: characters(word),
      space,
      case: capitals(word),
      norm: norms?.get(id) ?? NaN,
    }
    found[id] = traits
    return traits
  }
}

/**
 * The class of tokens that may stand for each other, as a text: equal in form, capitals and length (9 or more being one),
 * and in the same tenth of ordinary ids by rank and fifth by norm (coarsened exact matching: Iacus, King & Porro 2012,
 * Political Analysis 20).
 *
 * @param keys what is matched
 * @param among ids, those of the set with them, over whose norms fifths are taken
 */
export function stratifier(
  keys: readonly MatchKey[],
  among: Uint32Array,
  traits: TraitsOf,
): (id: number) => string {
  const norms = keys.includes('norm')
    ? Float64Array.from(among, (id) => traits(id).norm).sort()
    : new Float64Array()
  const cuts = Array.from({ length: NORMS - 1 }, (_, i) => quantile(norms, (i + 1) / NORMS))
  const classes: Readonly<Record<MatchKey, (t: Traits) => string>> = {
    rank: (t) => `rank ${Math.min(RANKS, 1 + Math.floor(t.rank * RANKS))}/${RANKS}`,
    length: (t) => `${Math.min(t.length, LONG)}${t.length >= LONG ? ' or more' : ''} characters`,
    space: (t) => t.space,
    case: (t) => t.case,
    norm: (t) => `norm ${1 + cuts.filter((cut) => t.norm > cut).length}/${NORMS}`,
  }
  const used = MATCH_KEYS.filter((key) => keys.includes(key))
  return (id) => used.map((key) => classes[key](traits(id))).join(', ')
}

/** How many characters a word has; one of two code units counts once. */
function characters(word: string): number {
  return /[\ud800-\udfff]/.test(word) ? [...word].length : word.length
}

/** `no letters`, `lower`, `Title`, `UPPER`, or `mixed`. */
function capitals(word: string): string {
  if (/^[a-z]+$/.test(word)) return 'lower'
  const lower = word.toLowerCase()
  const upper = word.toUpperCase()
  if (lower === upper) return 'no letters'
  if (word === lower) return 'lower'
  const [first = '', ...rest] = word
  if (first !== first.toLowerCase() && rest.join('') === rest.join('').toLowerCase()) return 'Title'
  return word === upper ? 'UPPER' : 'mixed'
}

/** How many of the ascending ids lie before one. */
function positionIn(sorted: Uint32Array, id: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < id) low = middle + 1
    else high = middle
  }
  return low
}
