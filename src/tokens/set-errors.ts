import { closest, distance } from 'fastest-levenshtein'
import { InvalidArgument, NotFound, NotOneToken } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import { tokenClass } from './classes.js'
import { displayToken } from './display.js'
import type { Member } from './member.js'
import { presets } from './presets/index.js'
import type { Repetition, Split } from './token-set.js'
import { type VariantChoice, inCase } from './variant.js'

/** A word and the pieces that it is instead of one ordinary token. */
export interface FailedWord {
  readonly word: string
  readonly pieces: readonly Piece[]
}

/** At most so many words are named in one message. */
const NAMED = 5

/** One word, or several of a set, that are not one ordinary token each. */
export function notOneToken(
  model: Model,
  failed: readonly FailedWord[],
  { variant = 'auto', of }: { variant?: VariantChoice; of?: { label: string; words: number } } = {},
): NotOneToken {
  const form = variant === 'auto' ? '' : `, in the form ${variant}`
  const exact = model.tokenizer.kind === 'exact look-up'
  const listed = `a token of ${model.info.name} as its list has it, or a row: id:1037`
  const [{ word }] = failed
  if (failed.length === 1)
    return new NotOneToken({
      where: `the word ${JSON.stringify(word)}`,
      expected: exact ? listed : `one ordinary token of ${model.info.name}${form}`,
      found: whatItIs(model, failed[0]),
      next: advice(model, failed, of !== undefined),
    })
  const named = failed.slice(0, NAMED).map((each) => `${each.word} (${whatItIs(model, each)})`)
  const more = failed.length > NAMED ? `, and ${failed.length - NAMED} more` : ''
  return new NotOneToken({
    where: `${failed.length} of ${of?.words ?? failed.length} words of the set ${of?.label ?? ''}`,
    expected: exact ? `${listed}, each` : `one ordinary token each of ${model.info.name}${form}`,
    found: named.join(', ') + more,
    next: advice(model, failed, true),
  })
}

/** A word whose pieces are nothing to take a mean of. */
export function noMean(model: Model, { word, pieces }: FailedWord, unfit: Piece): NotOneToken {
  const kind = tokenClass(model.vocabulary, unfit.id)
  return new NotOneToken({
    where: `the word ${JSON.stringify(word)}`,
    expected: `ordinary tokens of ${model.info.name}, to take the mean of`,
    found: `the ${kind} token ${show(model, unfit)} among its ${pieces.length} pieces`,
    next: 'Leave the word out.',
  })
}

/** Words of a set, where the model has no tokens to find them among. */
export function noTokens({ info }: Model, label: string): NotFound {
  return new NotFound({
    where: info.source,
    expected: `a tokenizer.json, tokenizer.model, vocab.json or vocab.txt, to find the words of ${label} in`,
    found: 'none: the rows have no tokens',
    next: 'Copy the model’s tokenizer there, name a list of its tokens with --token-list FILE ({ tokens } in the library), or name rows: --set id:1037,id:1038.',
  })
}

/** A set that is left with nothing to compare. */
export function tooFew(
  model: Model,
  label: string,
  members: readonly Member[],
  repeated: readonly Repetition[],
  split: readonly Split[],
): InvalidArgument {
  const why = [
    ...repeated.map((r) => `${r.word} is ${r.sameAs} again`),
    ...split.slice(0, NAMED).map((s) => whatBecame(model, s)),
    ...(split.length > NAMED ? [`and ${split.length - NAMED} more`] : []),
  ].join('; ')
  const near = members.length === 1 ? nearestPreset(members[0].word) : undefined
  const meant = near === undefined ? '' : `Did you mean the set ${near}? `
  const names =
    model.tokenizer.kind === 'exact look-up'
      ? `Name tokens as they are listed, or rows: id:1037,id:1038. ${without(model.tokenizer.note)}`
      : `${meant}Give more words, or the name of a set: ${presetNames()}.`
  return new InvalidArgument({
    where: label === '' ? 'set' : `set ${label}`,
    expected: 'at least two different tokens: one alone has no spectrum once it is centred',
    found:
      (members.length === 0 ? 'no tokens' : `one token only, ${show(model, members[0])}`) +
      (why && ` (${why})`),
    next: names,
  })
}

/** The set that a lone word is one letter from. */
function nearestPreset(word: string): string | undefined {
  const names = presets.map(({ name }) => name)
  const near = closest(word, names)
  return distance(word, near) === 1 ? near : undefined
}

function whatBecame(model: Model, { word, pieces }: Split): string {
  if (pieces.length === 0) return `no ${word}`
  const shown = pieces.map((token) => show(model, { id: -1, token })).join(' ')
  const { ids, size } = model.vocabulary
  if (pieces.length === 1 && !ids.has(pieces[0]))
    return `${word} is ${shown}, beyond the ${size} rows of this matrix: do model and tokenizer belong together?`
  return pieces.length === 1
    ? `${word} is ${shown}, which is not the form or class that is wanted`
    : `${word} splits into ${shown}`
}

/** A name that is no set's, and no token either. */
export function unknownSet(name: string): InvalidArgument {
  const near = closest(
    name,
    presets.map((preset) => preset.name),
  )
  return new InvalidArgument({
    where: 'set',
    expected: `one of ${presetNames()}, or words with commas between them, or /a pattern/`,
    found: JSON.stringify(name),
    next: distance(name, near) <= 3 ? `Did you mean ${near}?` : "A list reads 'red,green,blue'.",
  })
}

function presetNames(): string {
  return presets.map((preset) => preset.name).join(', ')
}

function without(note = 'there is none'): string {
  return `Without a tokenizer, words are looked up as they stand and never cut (${note}).`
}

function whatItIs(model: Model, { pieces }: FailedWord): string {
  const list = pieces.map((piece) => show(model, piece)).join(' ')
  if (pieces.length === 0)
    return model.tokenizer.kind === 'exact look-up'
      ? 'none'
      : 'no token for it, or for a part of it'
  if (pieces.length > 1) return `${pieces.length} pieces: ${list}`
  const [{ id }] = pieces
  if (id >= model.vocabulary.size)
    return `${list} with the id ${id}, which is beyond the matrix of ${model.vocabulary.size} rows`
  const kind = tokenClass(model.vocabulary, id)
  return kind === 'ordinary' ? `another form: ${list}` : `the ${kind} token ${list}`
}

function advice(model: Model, failed: readonly FailedWord[], ofSet: boolean): string {
  if (model.tokenizer.kind === 'exact look-up') {
    const near = nearTokens(model, failed[0].word)
    const note = without(model.tokenizer.note)
    return near.length > 0 ? `Near are ${near.join(', ')}. ${note}` : note
  }
  return ofSet
    ? 'Choose words that are one token each, leave such words out (split: skip), or take the mean of their pieces (split: mean).'
    : 'Choose a word that is one token.'
}

/** Up to three tokens that a word may have been meant to be: in other letters, with a mark, or a slip away. */
export function nearTokens({ vocabulary }: Pick<Model, 'vocabulary'>, word: string): string[] {
  const { ids, tokens } = vocabulary
  const spelled = [word, inCase(word, 'lower'), inCase(word, 'capitalised'), inCase(word, 'upper')]
    .flatMap((text) => [text, `▁${text}`, `Ġ${text}`, `##${text}`, `${text}</w>`])
    .filter((token) => token !== word && ids.has(token))
  const most = Math.max(1, Math.floor(word.length / 4))
  const near: { token: string; far: number }[] = []
  if (spelled.length < 3 && word.length <= 64)
    for (const token of tokens) {
      if (token === undefined || Math.abs(token.length - word.length) > most) continue
      const far = distance(token, word)
      // All letters are one slip away from each other.
      if (far > 0 && far <= most && far < word.length) near.push({ token, far })
    }
  near.sort((a, b) => a.far - b.far)
  return [...new Set([...spelled, ...near.map(({ token }) => token)])].slice(0, 3)
}

function show({ vocabulary }: Model, piece: Piece): string {
  return displayToken(piece, 24, vocabulary.spelling)
}
