import type { ByteSource } from '../bytes/byte-source.js'
import type { StoredTable } from './embedding-matrix.js'
import type { FormatTokens } from './formats/format-tokens.js'

/** A table, and the source in which its rows lie end to end. */
export interface StoredMatrix {
  readonly source: ByteSource
  readonly table: StoredTable
}

/** A tensor, and the file that it lies in. */
export interface LocatedTensor {
  readonly name: string
  /** As the file calls it; not necessarily one that can be read. */
  readonly dtype: string
  readonly shape: readonly number[]
  readonly file: string
  /** Where in the file its elements lie, and in which order; two tensors of one place are one. Undefined if not told. */
  readonly place?: string
  /**
   * The tensor as a table of rows; it must be a matrix of at least one row and column. Where the file lays the
   * rows out otherwise, the source is one that puts them together as they are read.
   *
   * @param transposed true to take its columns as rows
   * @throws {Unsupported} for a dtype or a layout that cannot be read
   */
  open(transposed: boolean): Promise<StoredMatrix>
}

/** The kinds of files that can hold an embedding. */
export type WeightsFormat =
  | 'safetensors'
  | 'GGUF'
  | 'PyTorch'
  | 'ONNX'
  | 'npy'
  | 'npz'
  | 'word2vec'
  | 'GloVe'
  | 'TensorFlow.js'

/** The tensors of a model, which may lie in several files; headers are read when they are needed. */
export interface Weights {
  readonly format: WeightsFormat
  /** Files that hold the weights. */
  readonly files: readonly string[]
  /** Names of all tensors. */
  readonly names: readonly string[]
  /** The file of a tensor. */
  fileOf(name: string): string
  /** Finds one tensor by its name, reading the header of its file alone. */
  locate(name: string): Promise<LocatedTensor>
  /** What the weights, or a list beside them, say of their tokens themselves. */
  readonly tokens?: FormatTokens
}
