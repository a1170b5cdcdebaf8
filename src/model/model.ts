import type { Traffic } from '../bytes/http-client.js'
import type { EmbeddingMatrix } from './embedding-matrix.js'
import type { MatrixRole } from './tensor-names.js'
import type { Tokenizer, TokenizerInfo } from './tokenizer.js'
import type { Vocabulary } from './vocabulary.js'
import type { WeightsFormat } from './weights.js'
import type { Whole } from '../math/whole.js'

/** What is known of a model without reading its embedding. */
export interface ModelInfo {
  /** Short, for titles. */
  readonly name: string
  /** Opens the same model again when given to `openModel`. */
  readonly source: string
  /** The commit that the files are of, for a model of a Hub. */
  readonly commit?: string
  /** The file that holds the embedding, relative to the source. */
  readonly file: string
  /** The format of that file. */
  readonly format: WeightsFormat
  /** The matrix's name in that file. */
  readonly tensor: string
  /** Which matrix was asked for: W_E or W_U. */
  readonly matrix: MatrixRole
  /**
   * True if input and output matrix are one: config.json says so (`tie_word_embeddings`), the files have no output matrix
   * of their own, or both lie in one place.
   */
  readonly tied: boolean
  /** Names of tensors that could have been meant, the one taken first. */
  readonly candidates: readonly string[]
  /** True if the file stores it as [dimensions, vocabulary] and its columns are taken as rows. */
  readonly transposed: boolean
  /** As the file calls it. */
  readonly dtype: string
  /** Rows: vocabulary size. */
  readonly vocabSize: Whole
  /** Columns: embedding dimensions. */
  readonly dim: Whole
  /** Tokens that the tokenizer has. */
  readonly tokenCount: Whole
  readonly tokenizer: TokenizerInfo
  /** The file that was named for the tokens of the matrix: given to `openModel` beside the source. */
  readonly tokenList?: string
  /** Size of tokenizer and weights files together. */
  readonly totalBytes: Whole
}

/** A model, as far as tokenprism knows one: its tokenizer and its token embedding. */
export interface Model {
  readonly source: string
  readonly info: ModelInfo
  readonly tokenizer: Tokenizer
  readonly vocabulary: Vocabulary
  readonly embedding: EmbeddingMatrix
  /** Bytes of the model's files read until now, from wherever they lie. */
  readonly bytesRead: () => number
  /** What came over a network for this model until now: nothing for a local one, little where a cache had the rest. */
  readonly traffic: () => Traffic
}
