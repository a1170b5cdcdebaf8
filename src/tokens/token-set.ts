import type { Model } from '../model/model.js'
import { type Member, memberOf } from './member.js'
import { type FailedWord, noMean, noTokens, notOneToken, tooFew } from './set-errors.js'
import { isPreset, listWords } from './set-spec.js'
import { type VariantChoice, variantOf } from './variant.js'
import { findWord, unfitPiece } from './word.js'

/** Words that are looked up under one time limit. */
const AT_ONCE = 500

/** A word that is the same token as an earlier one, and so counts once. */
export interface Repetition {
  readonly word: string
  /** The earlier word. */
  readonly sameAs: string
}

/** A word that is not one token, and what it became. */
export interface Split {
  readonly word: string
  readonly pieces: readonly string[]
}

/** At least two different tokens of a model, under one name. */
export interface TokenSet {
  readonly label: string
  readonly members: readonly Member[]
  /** Words that repeated an earlier token; they are kept once. */
  readonly repeated: readonly Repetition[]
  /** Words that are not one token: left out, averaged, or cut to their first piece, as asked. */
  readonly split: readonly Split[]
}

/**
 * What happens to a word that is not one token: an error, left out, represented by the mean of its pieces' rows, or
 * cut to its first piece.
 */
export type SplitRule = 'error' | 'skip' | 'mean' | 'first'

/** How words become tokens. */
export interface TokenSetOptions {
  /** Which form of each word is wanted: `auto`, the bare one or else the one with a space before, by default. */
  readonly variant?: VariantChoice
  /**
   * `error` by default, and for a preset `skip`: its words are not the caller's own. `first` is what the lecture
   * notebook does.
   */
  readonly split?: SplitRule
  /** The set's name; by default the preset's, the pattern, or the first of the words. */
  readonly label?: string
}

/**
 * Finds the tokens of a set.
 *
 * @param model whose tokenizer decides
 * @param spec a preset's name (`letters`), words with commas between (`mon,tue`), a pattern over the vocabulary
 *   (`/^mon/`), or an array of words; among the words, `id:1037` is that row and `id:5-20` are those
 * @throws {InvalidArgument} for an unknown name, an empty set, or fewer than two different tokens
 * @throws {NotOneToken} for words that the tokenizer splits or does not know, naming their pieces
 * @throws {NotFound} for words, where the model has no tokens at all
 */
export function resolveTokenSet(
  model: Model,
  spec: string | readonly string[],
  { variant = 'auto', split: rule = defaultSplitRule(spec), label: name }: TokenSetOptions = {},
): TokenSet {
  const { label: own, words } = listWords(model, spec)
  const label = name ?? own
  const members = new Map<string, Member>()
  const repeated: Repetition[] = []
  const failed: FailedWord[] = []
  const find = (asked: string | Member): Member | undefined =>
    typeof asked === 'string' ? wordMember(model, asked, variant, rule, failed) : asked
  for (let from = 0; from < words.length; from += AT_ONCE)
    for (const member of model.tokenizer.together(() =>
      words.slice(from, from + AT_ONCE).flatMap((asked) => find(asked) ?? []),
    )) {
      const key = member.ids.join()
      const earlier = members.get(key)
      if (earlier) repeated.push({ word: member.word, sameAs: earlier.word })
      else members.set(key, member)
    }
  if (failed.length > 0 && !model.vocabulary.tokens.some((token) => token !== undefined))
    throw noTokens(model, label)
  if (rule === 'error' && failed.length > 0)
    throw notOneToken(model, failed, { variant, of: { label, words: words.length } })
  const split = failed.map(({ word, pieces }) => ({ word, pieces: pieces.map((p) => p.token) }))
  if (members.size < 2) throw tooFew(model, label, [...members.values()], repeated, split)
  return { label, members: [...members.values()], repeated, split }
}

/** What happens to words that split where nobody says: an error, but in a preset they are left out and reported. */
export function defaultSplitRule(spec: string | readonly string[]): SplitRule {
  return isPreset(spec) ? 'skip' : 'error'
}

/**
 * The one token that a word is.
 *
 * @throws {NotOneToken} when the tokenizer splits it or does not know it
 */
export function resolveToken(
  model: Model,
  word: string,
  { variant = 'auto' }: Pick<TokenSetOptions, 'variant'> = {},
): Member {
  const found = findWord(model, word, variant)
  if ('pieces' in found) throw notOneToken(model, [{ word, pieces: found.pieces }], { variant })
  return found.member
}

/** The member that a word is; what is not one token is booked, and may yet be a member by its pieces. */
function wordMember(
  model: Model,
  word: string,
  variant: VariantChoice,
  rule: SplitRule,
  failed: FailedWord[],
): Member | undefined {
  const found = findWord(model, word, variant)
  if ('member' in found) return found.member
  const { pieces } = found
  failed.push({ word, pieces })
  if (rule === 'error' || rule === 'skip' || pieces.length === 0) return undefined
  const form = variantOf(pieces[0].token, model.vocabulary.spelling)
  if (rule === 'first') return memberOf(word, pieces.slice(0, 1), form)
  const unfit = unfitPiece(model, pieces)
  if (unfit) throw noMean(model, { word, pieces }, unfit)
  return memberOf(word, pieces, form)
}
