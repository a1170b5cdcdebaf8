import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { safetensorsBytes } from './safetensors-bytes.js'

/** What a tiny model is made of. */
export interface TinyModel {
  /** Token strings; the index is the id. */
  readonly tokens: readonly string[]
  readonly special?: readonly string[]
  /** One row a token, and more rows for padding. */
  readonly rows: readonly (readonly number[])[]
  /** In place of a WordPiece tokenizer of the tokens. */
  readonly tokenizer?: object
  /** How rows are stored: float32 by default. */
  readonly dtype?: 'F32' | 'F64'
}

/** Writes a model in Hugging Face's layout, WordPiece if nothing else is said, into a new temporary folder. */
export function writeTinyModel(model: TinyModel): string {
  const { tokens, special = [], rows, tokenizer, dtype = 'F32' } = model
  const folder = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
  const stored = { F32: Float32Array, F64: Float64Array }[dtype].from(rows.flat())
  const data = new Uint8Array(stored.buffer)
  const shape = [rows.length, rows[0].length]
  const header = { 'wte.weight': { dtype, shape, data_offsets: [0, data.length] } }
  writeFileSync(join(folder, 'model.safetensors'), safetensorsBytes(header, data))
  writeFileSync(
    join(folder, 'tokenizer.json'),
    JSON.stringify(tokenizer ?? tokenizerJson(tokens, special)),
  )
  return folder
}

/** Removes a temporary folder. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A WordPiece tokenizer of some tokens, as `tokenizer.json` has one. */
export function tokenizerJson(tokens: readonly string[], special: readonly string[]): object {
  return {
    version: '1.0',
    added_tokens: special.map((content) => ({
      id: tokens.indexOf(content), content, special: true,
      single_word: false, lstrip: false, rstrip: false, normalized: false,
    })), // prettier-ignore
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  }
}

/** A byte-level BPE tokenizer, as GPT-2's: `Ġ` for a space, each byte of UTF-8 a character; words that it has are looked up whole. */
export function byteLevelTokenizer(tokens: readonly string[]): object {
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      unk_token: null,
      ignore_merges: true,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: [],
    },
  } // prettier-ignore
}
