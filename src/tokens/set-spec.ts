import { InvalidArgument } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Member } from './member.js'
import { matchingIds } from './pattern.js'
import { presets } from './presets/index.js'
import { unknownSet } from './set-errors.js'
import { findWord, rowMember } from './word.js'

/** What a set's name, list or pattern stands for. */
export interface SetList {
  readonly label: string
  /** Each a word to be looked up, or the member that it is already. */
  readonly words: readonly (string | Member)[]
}

/** A set that is a pattern over the vocabulary. */
const PATTERN = /^\/.+\/[a-z]*$/s

/**
 * Whether a set is named rather than spelled out: the words of a preset are not the caller's own, so that one of them
 * that splits is left out unless something else is asked for.
 */
export function isPreset(spec: string | readonly string[]): boolean {
  return typeof spec === 'string' && presets.some((preset) => preset.name === spec)
}

/**
 * Reads what a set is: a preset's name, `/a pattern/` over the ordinary tokens, words with commas between, or an
 * array of words. Among the words, `id:1037` is a row and `id:5-20` are rows.
 *
 * @throws {InvalidArgument} for an unknown name, a pattern that is none or matches more than 4,096 tokens, or rows
 *   that the matrix does not have
 */
export function listWords(model: Model, spec: string | readonly string[]): SetList {
  if (typeof spec !== 'string') return wordList(model, spec)
  const preset = presets.find((p) => p.name === spec)
  if (preset) return { label: preset.name, words: preset.words }
  if (PATTERN.test(spec)) {
    const ids = matchingIds(model.vocabulary, spec)
    return { label: spec, words: Array.from(ids, (id) => rowMember(model, tokenOf(model, id), id)) }
  }
  const words = wordsOf(spec)
  // One word may be a token, which is too few; else it was meant to be a name.
  const [only] = words
  if (words.length === 1 && only !== '' && !only.startsWith('id:'))
    if ('pieces' in findWord(model, only, 'auto')) throw unknownSet(spec)
  return wordList(model, words)
}

/**
 * An array of words as the text of them with commas between, which means the same; undefined where it would not: for a
 * single word, and for words with commas or spaces at their ends.
 */
export function commaList(words: readonly string[]): string | undefined {
  const given = words.filter((word) => word !== '')
  const plain = given.length > 1 && given.every((word) => !/^\s|,|\s$/.test(word))
  return plain && !given[0].startsWith('/') ? given.join(',') : undefined
}

/** The label that a set has of itself: its name, the pattern, or the first of its words. */
export function labelOf(spec: string | readonly string[]): string {
  if (typeof spec !== 'string') return listLabel(spec)
  return isPreset(spec) || PATTERN.test(spec) ? spec : listLabel(wordsOf(spec))
}

function listLabel(words: readonly string[]): string {
  const given = words.filter((word) => word !== '')
  return given.length <= 4
    ? given.join(', ')
    : `${given.slice(0, 3).join(', ')}, … (${given.length} words)`
}

function wordsOf(list: string): string[] {
  return list.split(',').map((word) => word.trim())
}

function wordList(model: Model, words: readonly string[]): SetList {
  const given = words.filter((word) => word !== '')
  return {
    label: listLabel(given),
    words: given.flatMap((word): (string | Member)[] => rowsNamed(model, word) ?? [word]),
  }
}

/** The rows of `id:5-20`. */
function rowsNamed(model: Model, word: string): Member[] | undefined {
  const [, from, to] = /^id:(\d+)-(\d+)$/.exec(word) ?? []
  if (from === undefined) return undefined
  const [first, last] = [Number(from), Number(to)]
  if (last < first || last >= model.vocabulary.size)
    throw new InvalidArgument({
      where: word,
      expected: `ids from 0 to ${model.vocabulary.size - 1}, the smaller first`,
      found: `${from} to ${to}`,
      next: 'Take ids from this model’s vocabulary.',
    })
  return Array.from({ length: last - first + 1 }, (_, i) =>
    rowMember(model, `id:${first + i}`, first + i),
  )
}

function tokenOf({ vocabulary }: Model, id: number): string {
  return vocabulary.tokens[id] ?? `#${id}`
}
