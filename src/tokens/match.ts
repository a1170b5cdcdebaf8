import { quantile } from '../math/quantile.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { textOf } from './spelling.js'
import { VARIANTS, variantOf } from './variant.js'

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

/** How letters are written. */
export const CAPITALS = ['no letters', 'lower', 'Title', 'UPPER', 'mixed'] as const

/**
 * What matching looks at in tokens, by id: each is looked up when it is first asked for. Numbers in arrays, not objects, as the
 * draws ask for every token of a vocabulary, in random order.
 */
export class TokenTraits {
  readonly #vocabulary: Vocabulary
  readonly #norms: Float64Array
  readonly #ordinary: number
  /** How many ordinary ids lie before each. */
  readonly #before: Uint32Array
  /** One more than the length; 0 where nobody looked yet. */
  readonly #length: Uint32Array
  readonly #form: Uint8Array
  readonly #capitals: Uint8Array

  /**
   * @param ordinary ids that could be drawn, were they not in the set, ascending
   * @param norms of rows by id, where they are known
   */
  constructor(vocabulary: Vocabulary, ordinary: Uint32Array, norms?: ReadonlyMap<number, number>) {
    const { size } = vocabulary
    this.#vocabulary = vocabulary
    this.#norms = new Float64Array(size).fill(NaN)
    norms?.forEach((norm, id) => {
      this.#norms[id] = norm
    })
    this.#ordinary = ordinary.length
    this.#before = countBefore(ordinary, size)
    this.#length = new Uint32Array(size)
    this.#form = new Uint8Array(size)
    this.#capitals = new Uint8Array(size)
  }

  /** Of an id among the ordinary ones: 0 for the first, 1 for the last. */
  rank(id: number): number {
    // Behind the last of them there are only rows that are not ordinary.
    return Math.min(1, this.#before[id] / Math.max(1, this.#ordinary - 1))
  }

  /** In characters, without the token's marker. */
  length(id: number): number {
    if (this.#length[id] === 0) this.#look(id)
    return this.#length[id] - 1
  }

  /** Where in `VARIANTS` the token's is. */
  form(id: number): number {
    if (this.#length[id] === 0) this.#look(id)
    return this.#form[id]
  }

  /** Where in `CAPITALS` the way is in which its letters are written. */
  capitals(id: number): number {
    if (this.#length[id] === 0) this.#look(id)
    return this.#capitals[id]
  }

  /** Of the token's row; NaN where rows were not looked at. */
  norm(id: number): number {
    return this.#norms[id]
  }

  #look(id: number): void {
    const { tokens, spelling } = this.#vocabulary
    const token = tokens[id] ?? ''
    const form = variantOf(token, spelling)
    const text = textOf(token, spelling)
    const word = form === 'bare' ? text : text.replace(/^(?:##| )/, '')
    this.#length[id] = 1 + characters(word)
    this.#form[id] = VARIANTS.indexOf(form)
    this.#capitals[id] = CAPITALS.indexOf(capitalsOf(word))
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
  traits: TokenTraits,
): (id: number) => string {
  // Of a whole vocabulary: not even an empty list is made.
  if (keys.length === 0) return () => ''
  const norms = keys.includes('norm')
    ? Float64Array.from(among, (id) => traits.norm(id)).sort()
    : new Float64Array()
  const cuts = Array.from({ length: NORMS - 1 }, (_, i) => quantile(norms, (i + 1) / NORMS))
  const classes: Readonly<Record<MatchKey, (id: number) => string>> = {
    rank: (id) => `rank ${Math.min(RANKS, 1 + Math.floor(traits.rank(id) * RANKS))}/${RANKS}`,
    length(id) {
      const length = traits.length(id)
      return `${Math.min(length, LONG)}${length >= LONG ? ' or more' : ''} characters`
    },
    space: (id) => VARIANTS[traits.form(id)],
    case: (id) => CAPITALS[traits.capitals(id)],
    norm(id) {
      const norm = traits.norm(id)
      return `norm ${1 + cuts.filter((cut) => norm > cut).length}/${NORMS}`
    },
  }
  const used = MATCH_KEYS.filter((key) => keys.includes(key))
  return (id) => used.map((key) => classes[key](id)).join(', ')
}

/** How many characters a word has; one of two code units counts once. */
function characters(word: string): number {
  return /[\ud800-\udfff]/.test(word) ? [...word].length : word.length
}

function capitalsOf(word: string): (typeof CAPITALS)[number] {
  if (/^[a-z]+$/.test(word)) return 'lower'
  const lower = word.toLowerCase()
  const upper = word.toUpperCase()
  if (lower === upper) return 'no letters'
  if (word === lower) return 'lower'
  const [first = '', ...rest] = word
  if (first !== first.toLowerCase() && rest.join('') === rest.join('').toLowerCase()) return 'Title'
  return word === upper ? 'UPPER' : 'mixed'
}

/** How many of the ascending ids lie before each row. */
function countBefore(sorted: Uint32Array, rows: number): Uint32Array {
  const before = new Uint32Array(rows)
  for (let id = 0, count = 0; id < rows; id++) {
    before[id] = count
    if (sorted[count] === id) count++
  }
  return before
}
