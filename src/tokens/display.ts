import type { Spelling } from '../model/tokenizers/spelling.js'
import { textOf } from './spelling.js'

/**
 * Characters without a shape, or that steer: controls, format characters (of direction, of joining), what renderers
 * ignore by default, private use, non-characters, separators of lines, and every space but the plain one.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu

/** Joiners and selectors that make one emoji of several characters: `👩‍🚀`, `❤️`. */
const EMOJI =
  /\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*/gu

/** Printable ASCII with no space at its ends: shown as it is. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/

/** More marks on one letter than any writing has. */
const PILE = /(\p{M}{4})\p{M}+/gu

/**
 * Text that can be shown anywhere: characters that are invisible, or that would steer a terminal or the direction of
 * text, become `\u{…}`; lone surrogates become U+FFFD. Emoji stay whole.
 */
export function escapeInvisible(text: string): string {
  return replaceInvisible(text, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/** As `escapeInvisible`, with another way to write such a character. */
export function replaceInvisible(text: string, written: (character: string) => string): string {
  const whole = text.toWellFormed()
  let shown = ''
  let at = 0
  for (const { 0: emoji, index } of whole.matchAll(EMOJI)) {
    shown += whole.slice(at, index).replace(INVISIBLE, written) + emoji
    at = index + emoji.length
  }
  return shown + whole.slice(at).replace(INVISIBLE, written)
}

/**
 * A token as a person can read it, in a figure or a terminal:
 * - what its spelling writes otherwise is read: `Ã©` as `é`, a byte of no character as `<0xC3>`, `##ing` as it is;
 * - spaces at either end are `␣` (so `Ġthe` and `▁the` are `␣the`), line ends and tabs `\n`, `\r`, `\t`;
 * - `escapeInvisible` for the rest; marks without a letter stand on `◌`, piles of more than four marks are cut;
 * - `#id` for a row without a token, `""` for a token that is the empty text.
 *
 * Right-to-left letters stay in their own order: give each token a line or an element of its own where that matters.
 *
 * @param maxLength in characters as people count them; longer tokens end in `…`
 * @param spelling `model.info.tokenizer.spelling`; by default the token is taken for plain text
 */
export function displayToken(
  { id, token }: { readonly id: number; readonly token: string | undefined },
  maxLength = 24,
  spelling: Spelling = 'plain',
): string {
  if (token === undefined) return `#${id}`
  const meant = textOf(token, spelling)
  if (meant === '') return '""'
  // Of most vocabularies nearly all tokens; a report shows every one.
  if (PLAIN.test(meant) && meant.length <= maxLength) return meant
  const text = meant
    .replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length))
    .replace(/[\n\r\t]/g, (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c] ?? c)
    .replace(PILE, '$1…')
    .replace(/^\p{M}/u, '◌$&')
  const shown = escapeInvisible(text)
  if (shown.length <= maxLength) return shown
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const characters = Array.from(graphemes.segment(shown), ({ segment }) => segment)
  return characters.length <= maxLength ? shown : characters.slice(0, maxLength - 1).join('') + '…'
}

/** Made when it is first needed: loading its rules takes some 20 ms. */
let graphemes: Intl.Segmenter | undefined
