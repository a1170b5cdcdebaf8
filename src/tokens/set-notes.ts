import type { TokenizerInfo } from '../model/tokenizer.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import { displayToken } from './display.js'
import type { SplitRule, TokenSet } from './token-set.js'

/** At most so many words that split are told one by one. */
const TOLD = 5

/**
 * What a set should be read with where a model has no tokenizer that could be used; undefined where it has one.
 *
 * @param about `model.info.tokenizer`, or the tokenizer itself
 */
export function lookUpNote({ note }: Pick<TokenizerInfo, 'note'>): string | undefined {
  return note === undefined
    ? undefined
    : `words are looked up in the list of tokens as they stand, with a space's mark or without, and never cut: ${note}`
}

/**
 * What is worth knowing of how the words of a set became tokens, in plain sentences: forms other than the bare one, words
 * that the vocabulary writes in other letters (capitals are small letters in an uncased one), words that count once,
 * and words that split, with what was done to them.
 *
 * @param rule what happened to words that split
 * @param spelling `model.info.tokenizer.spelling`, to show tokens as text; by default they are taken for it
 */
export function setNotes(
  { members, repeated, split }: TokenSet,
  rule: SplitRule,
  spelling: Spelling = 'plain',
): readonly string[] {
  const n = members.length
  const spaced = members.filter((member) => member.variant === 'space').length
  const inside = members.filter((member) => member.variant === 'continuation').length
  const folded = members.filter(({ word, token }) => word !== token && word.toLowerCase() === token)
  return [
    ...repeated.map(({ word, sameAs }) => `“${word}” is the same token as “${sameAs}”: kept once`),
    ...splitNotes(split, rule, spelling),
    ...(spaced > 0 ? [`${spaced} of ${n} tokens have a space before the word`] : []),
    ...(inside > 0 ? [`${inside} of ${n} tokens continue a word`] : []),
    ...(folded.length > 0
      ? [
          `${folded.length} of ${n} words are written small in this vocabulary: “${folded[0].word}” is ${show(folded[0].token, spelling)}`,
        ]
      : []),
  ]
}

function splitNotes(split: TokenSet['split'], rule: SplitRule, spelling: Spelling): string[] {
  const done = { first: 'only the first is used', mean: 'the mean of these is used' }[
    rule as string
  ]
  if (split.length <= TOLD)
    return split.map(({ word, pieces }) => {
      const what =
        pieces.length > 0 ? pieces.map((piece) => show(piece, spelling)).join(' ') : 'no token'
      return `“${word}” is ${what}: ${done ?? 'left out'}`
    })
  const some = split.slice(0, TOLD).map(({ word }) => `“${word}”`)
  const rest = `${some.join(', ')}, … are not one token each`
  return [`${split.length} words, ${rest}: ${done?.replace('these', 'their pieces') ?? 'left out'}`]
}

function show(token: string, spelling: Spelling): string {
  return displayToken({ id: -1, token }, 24, spelling)
}
