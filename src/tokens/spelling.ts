import { BYTE_CHARACTERS, byteLevelText } from '../model/tokenizers/byte-characters.js'
import type { Spelling } from '../model/tokenizers/spelling.js'

const BYTES: ReadonlyMap<string, number> = new Map(
  BYTE_CHARACTERS.map((character, byte) => [character, byte]),
)

/**
 * A token as the text that it stands for, with the space before it as a space: `Ġthe` and `▁the` are ` the`, `Ã©` of a
 * byte-level vocabulary is `é`, `<0x0A>` a line end. What is no text by itself stays readable: `##ing`, and `<0xC3>` for
 * a byte that is only part of a character. This is what patterns over a vocabulary match.
 */
export function textOf(token: string, spelling: Spelling): string {
  if (spelling === 'byte-level') return fromBytes(token)
  if (spelling === 'end-of-word') return token.replace(/(?<=.)<\/w>$/, '')
  if (spelling !== 'sentencepiece') return token
  const [, byte] = /^<0x([0-9A-F]{2})>$/i.exec(token) ?? []
  const code = byte === undefined ? NaN : parseInt(byte, 16)
  return code < 0x80 ? String.fromCharCode(code) : token.replaceAll('▁', ' ')
}

/** How a vocabulary would write a word, with a space before it or without, or as a continuation of a word. */
export function spell(
  word: string,
  form: 'bare' | 'space' | 'continuation',
  spelling: Spelling,
): string | undefined {
  if (form === 'continuation') return spelling === 'wordpiece' ? `##${word}` : undefined
  if (form === 'space' && spelling !== 'byte-level' && spelling !== 'sentencepiece')
    return undefined
  const text = form === 'space' ? ` ${word}` : word
  if (spelling === 'byte-level') return byteLevelText(new TextEncoder().encode(text))
  if (spelling === 'sentencepiece') return text.replaceAll(' ', '▁')
  return spelling === 'end-of-word' ? `${text}</w>` : text
}

/** Whether a token is one byte that is no character by itself: `<0xC3>`, or `Ã` of a byte-level vocabulary. */
export function isByte(token: string, spelling: Spelling): boolean {
  if (spelling === 'byte-level') return (BYTES.get(token) ?? 0) >= 0x80
  return token.startsWith('<') && /^<0x[0-9A-F]{2}>$/i.test(token)
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function fromBytes(token: string): string {
  const bytes = Array.from(token, (character) => BYTES.get(character))
  // Added tokens are written as text, and may hold what no byte is written as.
  if (bytes.includes(undefined)) return token
  const known = Uint8Array.from(bytes as number[])
  if (known.every((byte) => byte < 0x80)) return String.fromCharCode(...known)
  try {
    return strict.decode(known)
  } catch {
    return withFragments(known)
  }
}

/** Whole characters as text, other bytes by their numbers. */
function withFragments(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((n) => {
      try {
        return at + n <= bytes.length && [...strict.decode(bytes.subarray(at, at + n))].length === 1
      } catch {
        return false
      }
    })
    text +=
      length === undefined
        ? `<0x${bytes[at].toString(16).toUpperCase().padStart(2, '0')}>`
        : strict.decode(bytes.subarray(at, at + length))
    at += length ?? 1
  }
  return text
}
