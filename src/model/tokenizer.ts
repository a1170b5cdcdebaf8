import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import { Malformed, NotFound } from '../errors.js'
import type { ModelFiles } from './model-files.js'
import { readJson } from './read-json.js'

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
  readonly entries: ReadonlyMap<string, number>
  /** Ids declared special. */
  readonly special: readonly number[]
  /** The files that it was made from. */
  readonly used: readonly string[]
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

const DEFINITION = 'tokenizer.json'
const CONFIG = 'tokenizer_config.json'

/**
 * Opens a model's `tokenizer.json`, with `tokenizer_config.json` if there is one.
 *
 * @throws {NotFound} when the model has no tokenizer
 * @throws {Malformed} when it is not JSON, or not a tokenizer
 */
export async function loadTokenizer(files: ModelFiles): Promise<LoadedTokenizer> {
  if (!files.sizes.has(DEFINITION))
    throw new NotFound({
      where: files.source,
      expected: `${DEFINITION}, which holds the tokenizer`,
      found: 'no such file',
      next: 'Copy the tokenizer’s files there, as Hugging Face lays models out.',
    })
  const used = [DEFINITION, ...(files.sizes.has(CONFIG) ? [CONFIG] : [])]
  const definition = await files.open(DEFINITION)
  const [parts, settings = {}] = await Promise.all(
    used.map(async (name) => readJson(await files.open(name), MAX_TOKENIZER_BYTES)),
  )
  try {
    const tokenizer = new Engine(parts, settings)
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
      used,
    }
  } catch (cause) {
    throw new Malformed(
      {
        where: definition.name,
        expected: 'the definition of a tokenizer',
        found: String(cause),
        next: 'Download or copy the file again.',
      },
      { cause },
    )
  }
}
