import { InvalidArgument, NotOneToken } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import { tokenClass } from './classes.js'
import { presets } from './presets/index.js'
import { type WordList, listWords } from './set-spec.js'
import { type Variant, type VariantChoice, findWordToken, variantOf } from './variant.js'

/** A word that was asked for, and the token it is. */
export interface Member {
  /** As it was asked for. */
  readonly word: string
  readonly id: number
  /** As the vocabulary writes it: `monday` for Monday in an uncased model. */
  readonly token: string
  /** Which form of the word it is. */
  readonly variant: Variant
}

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
  /** Words that are not one token: left out, or cut to their first piece, as asked. */
  readonly split: readonly Split[]
}

/** What happens to a word that is not one token: an error, left out, or cut to its first piece. */
export type SplitRule = 'error' | 'skip' | 'first'

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
  const members = new Map<number, Member>()
  const repeated: Repetition[] = []
  const split: Split[] = []
  for (const word of list.words) {
    const found = list.exact ? listedToken(model, word) : wordToken(model, word, variant)
    if ('pieces' in found) {
      if (rule === 'error') throw notOneToken(model, word, found.pieces, variant)
      split.push({ word, pieces: found.pieces.map((piece) => piece.token) })
      if (rule === 'skip' || found.pieces.length === 0) continue
    }
    const member = 'pieces' in found ? firstPiece(word, found.pieces[0]) : found
    const earlier = members.get(member.id)
    if (earlier) repeated.push({ word, sameAs: earlier.word })
    else members.set(member.id, member)
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
  return found
}

/** The ids of a set's members, in order. */
export function idsOf(set: TokenSet): Uint32Array {
  return Uint32Array.from(set.members, (member) => member.id)
}

/** A word as an ordinary token, or what it became instead. */
function wordToken(
  model: Model,
  word: string,
  variant: VariantChoice,
): Member | { readonly pieces: readonly Piece[] } {
  if (/^id:\d+$/.test(word)) return tokenOfId(model, word)
  const found = findWordToken(model, word, variant)
  if ('pieces' in found) return found
  const { piece } = found
  if (tokenClass(model.vocabulary, piece.id) !== 'ordinary') return { pieces: [piece] }
  return { word, ...piece, variant: found.variant }
}

/** What the lecture notebook takes for a word that splits. */
function firstPiece(word: string, piece: Piece): Member {
  return { word, ...piece, variant: variantOf(piece.token) }
}

/** A token that was found in the vocabulary itself. */
function listedToken(model: Model, token: string): Member {
  return {
    word: token,
    id: model.vocabulary.ids.get(token) ?? NaN,
    token,
    variant: variantOf(token),
  }
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
  return { word, id, token, variant: variantOf(token) }
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
