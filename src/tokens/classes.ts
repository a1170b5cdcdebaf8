import type { Vocabulary } from '../model/vocabulary.js'
import { isByte } from './spelling.js'
import { variantOf } from './variant.js'

/** What a row is in the first place; each is of exactly one of these. */
export type TokenClass = 'ordinary' | 'special' | 'unused' | 'byte' | 'padding'

/** All that a row can be by its token: the class, and whether it was added, or carries a mark. */
export type VocabularyClass = TokenClass | 'added' | 'space' | 'continuation'

/** Every class, and what it means. */
export const VOCABULARY_CLASSES: Readonly<Record<VocabularyClass, string>> = {
  ordinary: 'what text is made of: the pool of random draws',
  special: 'like [CLS], <s>, <unk>',
  unused: 'reserved, like [unused12]',
  byte: 'one byte that is no character, like <0xC3>',
  padding: 'rows without a token',
  added: 'added to the vocabulary later, special or not',
  space: 'with a space before the word',
  continuation: 'within a word',
}

/** Reserved slots, by name: `[unused12]`, `<unused7>`, `<|reserved_special_token_3|>`. */
const UNUSED = /^[[<]\|?(?:unused|reserved(?:_special_token)?)[_-]?\d+\|?[\]>]$/i

/**
 * The class of one id. A reserved slot is unused even where it is declared special, and an added token is ordinary
 * unless something else holds: Gemma has 6,415 added tokens, of which 9 are special. An id beyond the matrix is padding.
 * Where no row has a token, nothing is known of any of them, and all are ordinary.
 */
export function tokenClass(vocabulary: Vocabulary, id: number): TokenClass {
  const token = vocabulary.tokens[id]
  if (token === undefined)
    return vocabulary.ids.size === 0 && id < vocabulary.size ? 'ordinary' : 'padding'
  // Two comparisons spare nearly every token the pattern: this is asked of the whole vocabulary.
  const named = (token.startsWith('[') || token.startsWith('<')) && UNUSED.test(token)
  if (named || vocabulary.unused.has(id)) return 'unused'
  if (vocabulary.special.has(id)) return 'special'
  return isByte(token, vocabulary.spelling) ? 'byte' : 'ordinary'
}

/** All classes of one id, its own first. */
export function classesOf(vocabulary: Vocabulary, id: number): readonly VocabularyClass[] {
  const own = tokenClass(vocabulary, id)
  const token = vocabulary.tokens[id]
  const form = token === undefined ? 'bare' : variantOf(token, vocabulary.spelling)
  return [
    own,
    ...(vocabulary.added.has(id) ? (['added'] as const) : []),
    ...(form === 'bare' ? [] : [form]),
  ]
}

/** How many ids each class has; an id of several classes counts in each. */
export function classCounts(vocabulary: Vocabulary): Readonly<Record<VocabularyClass, number>> {
  const counts = Object.fromEntries(
    Object.keys(VOCABULARY_CLASSES).map((name) => [name, 0]),
  ) as Record<VocabularyClass, number>
  for (let id = 0; id < vocabulary.size; id++)
    for (const name of classesOf(vocabulary, id)) counts[name]++
  return counts
}

/**
 * The ids of all ordinary tokens, ascending.
 *
 * @param except ids to leave out all the same: what `scanRows` found to be duplicates, near zero or untrained
 */
export function ordinaryIds(
  vocabulary: Vocabulary,
  { except }: { readonly except?: ReadonlySet<number> | undefined } = {},
): Uint32Array {
  const ids = new Uint32Array(vocabulary.size)
  let count = 0
  for (let id = 0; id < vocabulary.size; id++)
    if (tokenClass(vocabulary, id) === 'ordinary' && !except?.has(id)) ids[count++] = id
  return ids.slice(0, count)
}
