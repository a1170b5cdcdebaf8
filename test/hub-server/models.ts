import { safetensorsBytes } from '../model/safetensors-bytes.js'
import { tokenizerJson } from '../model/tiny-model.js'
import { type ServedFile, fileOf, ruledFile } from './served-file.js'

/** A model of 26 letters and some words, 227 rows of float32, whose weights lie behind the redirect. */
export function smallModel(dim = 64): Record<string, ServedFile> {
  const tokens = ['[UNK]', ...'abcdefghijklmnopqrstuvwxyz', ...words(200)]
  const rows = tokens.length
  const table = Float32Array.from({ length: rows * dim }, (_, i) => Math.sin(i * i))
  const data = new Uint8Array(table.buffer)
  const header = {
    'model.embed_tokens.weight': {
      dtype: 'F32',
      shape: [rows, dim],
      data_offsets: [0, data.length],
    },
  }
  return {
    'config.json': fileOf({ vocab_size: rows, tie_word_embeddings: true }),
    'README.md': fileOf('# a model\n'),
    'model.safetensors': fileOf(safetensorsBytes(header, data), true),
    'tokenizer.json': fileOf(tokenizerJson(tokens, ['[UNK]'])),
    'tokenizer_config.json': fileOf({ model_max_length: 512 }),
  }
}

/** As many words, all different. */
function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `word${i}`)
}

/** Rows and columns of a large model of today. */
export const LARGE = { rows: 128_256, dim: 4_096 }

/** A model with a table of 1 GB in BF16 that exists nowhere: each byte is made as it is asked for. */
export function largeModel(): Record<string, ServedFile> {
  const { rows, dim } = LARGE
  const tokens = ['<s>', ...'abcdefghijklmnopqrstuvwxyz', ...words(rows - 27)]
  const length = rows * dim * 2
  const header = safetensorsBytes(
    {
      'model.embed_tokens.weight': { dtype: 'BF16', shape: [rows, dim], data_offsets: [0, length] },
    },
    new Uint8Array(),
  )
  const weights = ruledFile(header.length + length, (offset, count) => {
    const out = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      const at = offset + i
      out[i] = at < header.length ? header[at] : byteOf(at - header.length)
    }
    return out
  })
  return {
    'config.json': fileOf({ vocab_size: rows }),
    'model.safetensors': weights,
    'tokenizer.json': fileOf(tokenizerJson(tokens, ['<s>']), true),
  }
}

/** A byte of the table: small numbers of either sign, without pattern enough to be of low rank. */
function byteOf(at: number): number {
  const element = at >> 1
  let bits = Math.imul(element ^ (element >>> 15), 0x2c1b3c6d)
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39)
  bits ^= bits >>> 15
  // bfloat16: a sign, eight bits of exponent (here 0x7c or 0x7d: from 0.125 on below 0.5), seven of fraction.
  const high = ((bits & 1) << 7) | 0x3e
  return at & 1 ? high : (bits >>> 8) & 0xff
}
