import type { AddedToken } from './settings.js'

/** The parts of a `tokenizer.json`, which every other kind of file is converted into. */
export interface TokenizerDefinition {
  readonly added_tokens: readonly AddedToken[]
  readonly normalizer: object | null
  readonly pre_tokenizer: object | null
  readonly post_processor: object | null
  readonly decoder: object | null
  readonly model: Readonly<Record<string, unknown>>
}
