import type { Spelling } from '../model/tokenizers/spelling.js'
import { isByte, textOf } from './spelling.js'

/** What a token looks like, in the order of `TOKEN_KINDS`. */
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** The kinds of tokens, and what they are called in figures. */
export const TOKEN_KINDS = [
  'word',
  'part of a word',
  'number or sign',
  'other script',
  'special',
] as const

/** Names in brackets: `[CLS]`, `[unused12]`, `<s>`, `<|endoftext|>`. */
const BRACKETED = /^(?:\[[^\]\s]{2,}\]|<[^>\s]+>)$/u

/**
 * What a token looks like, by its text alone.
 *
 * - `word`: Latin letters with which a word can begin, by the spelling's own sign: `the`, `Ġthe`, `▁the`, `the</w>`
 * - `part of a word`: Latin letters that go on: `##ing`, `ing` where words begin with a sign
 * - `number or sign`: neither letters nor markers
 * - `other script`: letters of any other
 * - `special`: bracketed names, bytes, and rows without a token
 */
export function tokenKind(token: string | undefined, spelling: Spelling): TokenKind {
  if (token === undefined || isByte(token, spelling) || BRACKETED.test(token)) return 'special'
  const text = textOf(token, spelling)
  const bare = spelling === 'wordpiece' ? text.replace(/^##(?=.)/u, '') : text
  if (
    /[\p{L}\p{M}]/u.test(
      bare.replace(/[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]/gu, ''),
    )
  )
    return 'other script'
  if (!/\p{L}/u.test(bare)) return 'number or sign'
  switch (spelling) {
    case 'wordpiece':
      return bare === text ? 'word' : 'part of a word'
    case 'byte-level':
    case 'sentencepiece':
      return text.startsWith(' ') ? 'word' : 'part of a word'
    case 'end-of-word':
      return token.endsWith('</w>') ? 'word' : 'part of a word'
    case 'plain':
      return 'word'
  }
}
