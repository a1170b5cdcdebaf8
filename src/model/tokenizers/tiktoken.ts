import { Malformed } from '../../errors.js'
import { byteLevelText } from './byte-characters.js'

/** A token's bytes in base64, and its rank, which is its id. */
const LINE = /^([A-Za-z0-9+/]+={0,2}) (\d{1,8})$/

/** Whether a file is a list of ranks as OpenAI's tiktoken writes it: Llama 3's own `tokenizer.model`, Qwen's `.tiktoken`. */
export function isTiktoken(bytes: Uint8Array): boolean {
  const [first] = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).split('\n', 1)
  return LINE.test(first)
}

/**
 * The tokens of such a file, written as byte-level BPE writes them: one character a byte, a space as `Ġ`.
 *
 * @returns index is the id; special tokens, which the file does not list, are not among them
 * @throws {Malformed} for a line that is none
 */
export function tiktokenTokens(bytes: Uint8Array, where: string): readonly (string | undefined)[] {
  const tokens: (string | undefined)[] = []
  const lines = new TextDecoder('latin1').decode(bytes).split(/\r?\n/)
  for (const line of lines) {
    if (line === '') continue
    const [, base64, rank] = LINE.exec(line) ?? []
    const id = Number(rank)
    if (!(id < lines.length * 2))
      throw new Malformed({
        where,
        expected: 'base64 and a rank on every line',
        found: JSON.stringify(line.slice(0, 80)),
        next: 'Download or copy the file again.',
      })
    tokens[id] = byteLevelText(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)))
  }
  return tokens
}
