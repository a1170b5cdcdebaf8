import { closest, distance } from 'fastest-levenshtein'
import { InvalidArgument } from '../errors.js'
import type { Model } from '../model/model.js'
import { ordinaryIds } from './classes.js'
import { presets } from './presets/index.js'

/** What a set's name, list or pattern stands for. */
export interface WordList {
  readonly label: string
  readonly words: readonly string[]
  /** True if the words are tokens as the vocabulary writes them, which no tokenizer needs to see. */
  readonly exact: boolean
}

/** A pattern that matches more tokens is refused: its SVD would take minutes, and its figures would show nothing. */
const MOST_MATCHES = 4096

/**
 * Reads what a set is: a preset's name, `/a pattern/` over the ordinary tokens, words with commas between, or an
 * array of words.
 *
 * @throws {InvalidArgument} for an unknown name, a pattern that is none, or one that matches more than 4,096 tokens
 */
export function listWords(model: Model, spec: string | readonly string[]): WordList {
  if (typeof spec !== 'string') return wordList(spec)
  const preset = presets.find((p) => p.name === spec)
  if (preset) return { label: preset.name, words: preset.words, exact: false }
  const pattern = /^\/(.+)\/([a-z]*)$/s.exec(spec)
  if (pattern) return matches(model, spec, pattern[1], pattern[2])
  if (!spec.includes(',') && spec.trim() !== '') throw unknownSet(spec)
  return wordList(spec.split(',').map((word) => word.trim()))
}

function wordList(words: readonly string[]): WordList {
  const given = words.filter((word) => word !== '')
  const few = given.length <= 4
  const label = few
    ? given.join(', ')
    : `${given.slice(0, 3).join(', ')}, … (${given.length} words)`
  return { label, words: given, exact: false }
}

function matches(model: Model, spec: string, source: string, flags: string): WordList {
  let pattern: RegExp
  try {
    pattern = new RegExp(source, flags.replace('g', ''))
  } catch (cause) {
    throw new InvalidArgument({
      where: 'set',
      expected: 'a regular expression between slashes',
      found: `${spec}: ${String(cause)}`,
      next: "A pattern reads '/^mon/' or '/day$/i'.",
    })
  }
  const tokens = Array.from(
    ordinaryIds(model.vocabulary),
    (id) => model.vocabulary.tokens[id] ?? '',
  ).filter((token) => pattern.test(token))
  if (tokens.length > MOST_MATCHES)
    throw new InvalidArgument({
      where: 'set',
      expected: `a pattern that matches at most ${MOST_MATCHES} tokens`,
      found: `${spec}, which matches ${tokens.length}`,
      next: 'Make it narrower.',
    })
  return { label: spec, words: tokens, exact: true }
}

function unknownSet(name: string): InvalidArgument {
  const names = presets.map((p) => p.name)
  const near = closest(name, names)
  return new InvalidArgument({
    where: 'set',
    expected: `one of ${names.join(', ')}, or words with commas between them, or /a pattern/`,
    found: JSON.stringify(name),
    next: distance(name, near) <= 3 ? `Did you mean ${near}?` : "A list reads 'red,green,blue'.",
  })
}
