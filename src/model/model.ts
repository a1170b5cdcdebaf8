import type { Dtype } from './dtype.js'
import type { EmbeddingMatrix } from './embedding-matrix.js'
import type { Tokenizer } from './tokenizer.js'
import type { Vocabulary } from './vocabulary.js'

/** What is known of a model without reading its embedding. */
export interface ModelInfo {
  /** Short, for titles. */
  readonly name: string
  /** Opens the same model again when given to `openModel`. */
  readonly source: string
  /** The file that holds the embedding, relative to the source. */
  readonly file: string
  /** The embedding's name in that file. */
  readonly tensor: string
  readonly dtype: Dtype
  /** Rows: vocabulary size. */
  readonly vocabSize: number
  /** Columns: embedding dimensions. */
  readonly dim: number
  /** Size of tokenizer and weights files together. */
  readonly totalBytes: number
}

/** A model, as far as tokenprism knows one: its tokenizer and its token embedding. */
export interface Model {
  readonly source: string
  readonly info: ModelInfo
  readonly tokenizer: Tokenizer
  readonly vocabulary: Vocabulary
  readonly embedding: EmbeddingMatrix
  /** Bytes of the model's files read until now. */
  bytesRead(): number
}
