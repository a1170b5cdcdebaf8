import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import { type ByteSource, readAll } from '../bytes/byte-source.js'
import { Malformed } from '../errors.js'

/** One piece of a text. */
export interface Piece {
  readonly id: number
  /** As the vocabulary writes it, with its markers (`##ing`, `Ġthe`). */
  readonly token: string
}

/** Splits text into pieces. */
export interface Tokenizer {
  /** The pieces of a text, without special tokens around it. */
  encode(text: string): readonly Piece[]
}

/** A tokenizer and all its tokens. */
export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer
  /** Every token with its id, added ones included. */
  readonly entries: Iterable<readonly [string, number]>
  /** Ids declared special. */
  readonly special: readonly number[]
}

/** The part of the library in use. Its own declarations have no file extensions, which NodeNext cannot follow. */
interface Engine {
  encode(
    text: string,
    options: { add_special_tokens: boolean },
  ): { ids: number[]; tokens: string[] }
  get_vocab(withAdded: boolean): Map<string, number>
  get_added_tokens_decoder(): Map<number, { id: number; special: boolean }>
}

const Engine = HuggingFaceTokenizer as unknown as new (
  definition: object,
  settings: object,
) => Engine

/** Gemma 3's, the largest seen, has 33 MB. */
const MAX_TOKENIZER_BYTES = 256 * 1024 * 1024

/**
 * Opens a `tokenizer.json`.
 *
 * @throws {Malformed} when it is not JSON, or not a tokenizer
 */
export async function loadTokenizer(
  file: ByteSource,
  config: ByteSource | undefined,
): Promise<LoadedTokenizer> {
  const definition = await readJson(file)
  const settings = config ? await readJson(config) : {}
  try {
    const tokenizer = new Engine(definition, settings)
    const added = [...tokenizer.get_added_tokens_decoder().values()]
    return {
      tokenizer: {
        encode(text) {
          const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false })
          return ids.map((id, i) => ({ id, token: tokens[i] }))
        },
      },
      entries: tokenizer.get_vocab(true),
      special: added.filter((token) => token.special).map((token) => token.id),
    }
  } catch (cause) {
    throw malformed(file, 'the definition of a tokenizer', String(cause), cause)
  }
}

async function readJson(file: ByteSource): Promise<object> {
  const bytes = await readAll(file, MAX_TOKENIZER_BYTES)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw malformed(file, 'JSON in UTF-8', String(cause), cause)
  }
  if (typeof value !== 'object' || value === null)
    throw malformed(file, 'a JSON object', JSON.stringify(value))
  return value
}

function malformed(file: ByteSource, expected: string, found: string, cause?: unknown): Malformed {
  return new Malformed(
    { where: file.name, expected, found, next: 'Download or copy the file again.' },
    { cause },
  )
}
