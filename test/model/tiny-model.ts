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
}

/** Writes a WordPiece model in Hugging Face's layout into a new temporary folder. */
export function writeTinyModel({ tokens, special = [], rows }: TinyModel): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
  const data = new Uint8Array(Float32Array.from(rows.flat()).buffer)
  const shape = [rows.length, rows[0].length]
  const header = { 'wte.weight': { dtype: 'F32', shape, data_offsets: [0, data.length] } }
  writeFileSync(join(folder, 'model.safetensors'), safetensorsBytes(header, data))
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizerJson(tokens, special)))
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
