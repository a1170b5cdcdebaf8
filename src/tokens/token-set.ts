import { InvalidArgument, NotOneToken } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import { tokenClass } from './classes.js'
import { presets } from './presets/index.js'
import { type Member, memberOf } from './member.js'
import { type WordList, listWords } from './set-spec.js'
import { type VariantChoice, findWordToken, variantOf } from './variant.js'

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
  /** `error` by default; `first` is what the lecture notebook does. */
  readonly split?: SplitRule
  /** The set's name; by default the preset's, the pattern, or the first of the words. */
  readonly label?: string
}

/**
 * Finds the tokens of a set.
 *
 * @param model whose tokenizer decides
 * @param spec a preset's name (`letters`), words with commas between (`mon,tue`), a pattern over the vocabulary
 *   (`/^mon/`), or an array of words; `id:1037` among the words is that token
 * @throws {InvalidArgument} for an unknown name, an empty set, or fewer than two different tokens
 * @throws {NotOneToken} for a word that the tokenizer splits or does not know, naming its pieces
 */
export function resolveTokenSet(
  model: Model,
  spec: string | readonly string[],
  { variant = 'auto', split: rule = 'error', label }: TokenSetOptions = {},
): TokenSet {
  const list = { ...listWords(model, spec), ...(label === undefined ? {} : { label }) }
  const members = new Map<string, Member>()
  const repeated: Repetition[] = []
  const split: Split[] = []
  for (const word of list.words) {
    const found = list.exact
      ? { member: listedToken(model, word) }
      : wordToken(model, word, variant)
    if ('pieces' in found) {
      if (rule === 'error') throw notOneToken(model, word, found.pieces, variant)
      split.push({ word, pieces: found.pieces.map((piece) => piece.token) })
      if (rule === 'skip' || found.pieces.length === 0) continue
    }
    const member = 'pieces' in found ? fromPieces(model, word, found.pieces, rule) : found.member
    const key = member.ids.join()
    const earlier = members.get(key)
    if (earlier) repeated.push({ word, sameAs: earlier.word })
    else members.set(key, member)
  }
  if (members.size < 2) throw tooFew(list, [...members.values()], repeated, split)
  return { label: list.label, members: [...members.values()], repeated, split }
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
  const found = wordToken(model, word, variant)
  if ('pieces' in found) throw notOneToken(model, word, found.pieces, variant)
  return found.member
}

/** A word as an ordinary token, or what it became instead. */
function wordToken(
  model: Model,
  word: string,
  variant: VariantChoice,
): { readonly member: Member } | { readonly pieces: readonly Piece[] } {
  if (/^id:\d+$/.test(word)) return { member: tokenOfId(model, word) }
  const found = findWordToken(model, word, variant)
  if ('pieces' in found) return found
  const { piece } = found
  if (tokenClass(model.vocabulary, piece.id) !== 'ordinary') return { pieces: [piece] }
  return { member: memberOf(word, [piece], found.variant) }
}

/** A word that splits: all its pieces, whose mean stands for it, or what the lecture notebook takes, the first. */
function fromPieces(model: Model, word: string, pieces: readonly Piece[], rule: SplitRule): Member {
  const variant = variantOf(pieces[0].token)
  if (rule === 'first') return memberOf(word, pieces.slice(0, 1), variant)
  const unfit = pieces.find((piece) => tokenClass(model.vocabulary, piece.id) !== 'ordinary')
  if (!unfit) return memberOf(word, pieces, variant)
  throw new NotOneToken({
    where: `the word ${JSON.stringify(word)}`,
    expected: `ordinary tokens of ${model.info.name}, to take the mean of`,
    found: `the ${tokenClass(model.vocabulary, unfit.id)} token ${unfit.token} among its pieces`,
    next: 'Leave the word out.',
  })
}

/** A token that was found in the vocabulary itself. */
function listedToken(model: Model, token: string): Member {
  const id = model.vocabulary.ids.get(token) ?? NaN
  return memberOf(token, [{ id, token }], variantOf(token))
}

/** `id:1037` names a row, of whatever class. */
function tokenOfId(model: Model, word: string): Member {
  const id = Number(word.slice(3))
  if (id >= model.vocabulary.size)
    throw new InvalidArgument({
      where: word,
      expected: `an id from 0 to ${model.vocabulary.size - 1}`,
      found: String(id),
      next: 'Take ids from this model’s vocabulary.',
    })
  const token = model.vocabulary.tokens[id] ?? `#${id}`
  return memberOf(word, [{ id, token }], variantOf(token))
}

function notOneToken(
  model: Model,
  word: string,
  pieces: readonly Piece[],
  variant: VariantChoice,
): NotOneToken {
  const what = pieces.length === 1 ? tokenClass(model.vocabulary, pieces[0].id) : undefined
  const list = pieces.map((piece) => piece.token).join(' ')
  const form = variant === 'auto' ? '' : `, in the form ${variant}`
  return new NotOneToken({
    where: `the word ${JSON.stringify(word)}`,
    expected: `one ordinary token of ${model.info.name}${form}`,
    found: what ? `the ${what} token ${list}` : `${pieces.length} pieces${list && `: ${list}`}`,
    next: 'Choose words that are one token each, or leave the others out (--split skip).',
  })
}

function tooFew(
  { label }: WordList,
  members: readonly Member[],
  repeated: readonly Repetition[],
  split: readonly Split[],
): InvalidArgument {
  const why = [
    ...repeated.map((r) => `${r.word} is ${r.sameAs} again`),
    ...split.slice(0, 5).map((s) => `${s.word} splits into ${s.pieces.join(' ')}`),
  ].join(', ')
  return new InvalidArgument({
    where: label === '' ? 'set' : `set ${label}`,
    expected: 'at least two different tokens: one alone has no spectrum once it is centred',
    found: (members.length === 0 ? 'no tokens' : `one, ${members[0].token}`) + (why && ` (${why})`),
    next: 'Give more words, or the name of a set: ' + presets.map((p) => p.name).join(', ') + '.',
  })
}
