import type { ModelFiles } from './model-files.js'
import { readJson } from './read-json.js'

/** What of a `config.json` tells where the embedding is. */
export interface ModelConfig {
  /** Undefined where the file does not say. */
  readonly vocabSize: number | undefined
  /** Whether the output matrix is the input embedding; undefined where the file does not say. */
  readonly tied: boolean | undefined
}

/** `config.json` of a model; a model without one has nothing to say. */
export async function readConfig(files: ModelFiles): Promise<ModelConfig> {
  if (!files.sizes.has('config.json')) return { vocabSize: undefined, tied: undefined }
  const config = await readJson(await files.open('config.json'), MAX_CONFIG_BYTES)
  // Models of several kinds of input keep the language model's part in one of its own.
  const text = isRecord(config.text_config) ? config.text_config : {}
  const find = (key: string): unknown => config[key] ?? text[key]
  const vocabSize = find('vocab_size')
  const tied = find('tie_word_embeddings')
  return {
    vocabSize: Number.isSafeInteger(vocabSize) ? (vocabSize as number) : undefined,
    tied: typeof tied === 'boolean' ? tied : undefined,
  }
}

const MAX_CONFIG_BYTES = 16 * 1024 * 1024

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
