import { closest, distance } from 'fastest-levenshtein'
import { InvalidArgument, NotOneToken } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import { tokenClass } from './classes.js'
import { presets } from './presets/index.js'

/** A word that was asked for, and the token it is. */
export interface Member {
  /** As it was asked for. */
  readonly word: string
  readonly id: number
  /** As the vocabulary writes it: `monday` for Monday in an uncased model. */
  readonly token: string
}

/** A word that is the same token as an earlier one, and so counts once. */
export interface Repetition {
  readonly word: string
  /** The earlier word. */
  readonly sameAs: string
}

/** A word of which only the first piece is used, as the lecture notebook does. */
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
  /** Words cut to their first piece; empty unless `firstPiece` was asked for. */
  readonly split: readonly Split[]
}

/** How words become tokens. */
export interface TokenSetOptions {
  /** Takes the first piece of a word that splits, as the lecture notebook does; an error by default. */
  readonly firstPiece?: boolean
}

/**
 * Finds the tokens of a set.
 *
 * @param model whose tokenizer decides
 * @param spec a preset's name (`letters`), words with commas between (`mon,tue`), or an array of words
 * @throws {InvalidArgument} for an unknown name, an empty set, or fewer than two different tokens
 * @throws {NotOneToken} for a word that the tokenizer splits or does not know, naming its pieces
 */
export function resolveTokenSet(
  model: Model,
  spec: string | readonly string[],
  { firstPiece = false }: TokenSetOptions = {},
): TokenSet {
  const { label, words } = wordsOf(spec)
  const members = new Map<number, Member>()
  const repeated: Repetition[] = []
  const split: Split[] = []
  for (const word of words) {
    const pieces = model.tokenizer.encode(word)
    if (firstPiece && pieces.length > 1) split.push({ word, pieces: pieces.map((p) => p.token) })
    const piece = firstPiece && pieces.length > 1 ? pieces[0] : requireOnePiece(model, word, pieces)
    const earlier = members.get(piece.id)
    if (earlier) repeated.push({ word, sameAs: earlier.word })
    else members.set(piece.id, { word, ...piece })
  }
  if (members.size < 2) throw tooFew(label, [...members.values()], repeated)
  return { label, members: [...members.values()], repeated, split }
}

/**
 * The one token that a word is.
 *
 * @throws {NotOneToken} when the tokenizer splits it or does not know it
 */
export function resolveToken(model: Model, word: string): Member {
  return { word, ...requireOnePiece(model, word, model.tokenizer.encode(word)) }
}

/** The ids of a set's members, in order. */
export function idsOf(set: TokenSet): Uint32Array {
  return Uint32Array.from(set.members, (member) => member.id)
}

function wordsOf(spec: string | readonly string[]): { label: string; words: readonly string[] } {
  if (typeof spec !== 'string') return { label: labelOf(spec), words: spec.filter((w) => w !== '') }
  const preset = presets.find((p) => p.name === spec)
  if (preset) return { label: preset.name, words: preset.words }
  const words = spec.split(',').map((word) => word.trim())
  if (!spec.includes(',') && spec.trim() !== '') throw unknownSet(spec)
  return wordsOf(words)
}

/** The words themselves as long as they are few. */
function labelOf(words: readonly string[]): string {
  const shown = words.slice(0, 3).join(', ')
  return words.length <= 4 ? words.join(', ') : `${shown}, … (${words.length} words)`
}

function requireOnePiece(model: Model, word: string, pieces: readonly Piece[]): Piece {
  const what = pieces.length === 1 ? tokenClass(model.vocabulary, pieces[0].id) : undefined
  if (what === 'ordinary') return pieces[0]
  const list = pieces.map((piece) => piece.token).join(' ')
  throw new NotOneToken({
    where: `the word ${JSON.stringify(word)}`,
    expected: `one ordinary token of ${model.info.name}`,
    found: what ? `the ${what} token ${list}` : `${pieces.length} pieces${list && `: ${list}`}`,
    next: 'Choose words that are one token each.',
  })
}

function unknownSet(name: string): InvalidArgument {
  const names = presets.map((p) => p.name)
  const close = closest(name, names)
  return new InvalidArgument({
    where: 'set',
    expected: `one of ${names.join(', ')}, or words with commas between them`,
    found: JSON.stringify(name),
    next: distance(name, close) <= 3 ? `Did you mean ${close}?` : "A list reads 'red,green,blue'.",
  })
}

function tooFew(
  label: string,
  members: readonly Member[],
  repeated: readonly Repetition[],
): InvalidArgument {
  const same = repeated.map((r) => `${r.word} is ${r.sameAs} again`).join(', ')
  return new InvalidArgument({
    where: label === '' ? 'set' : `set ${label}`,
    expected: 'at least two different tokens: one alone has no spectrum once it is centred',
    found:
      (members.length === 0 ? 'no words' : `one, ${members[0].token}`) + (same && ` (${same})`),
    next: 'Give more words, or the name of a set: ' + presets.map((p) => p.name).join(', ') + '.',
  })
}
