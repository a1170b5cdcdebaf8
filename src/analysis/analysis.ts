import type { Matrix } from '../math/matrix.js'
import type { Svd } from '../math/svd.js'
import type { ModelInfo } from '../model/model.js'
import type { Pair } from '../projection/pair.js'
import type { Poles, ProjectedToken, Projection } from '../projection/projection.js'
import type { Control } from '../tokens/control.js'
import type { TokenSet } from '../tokens/token-set.js'
import type { Manifest } from './manifest.js'

/** The control that was drawn, and what it shows. */
export interface ControlAnalysis extends Control {
  /** Of its rows, dim numbers: a control is centred by its own mean, as the set is. */
  readonly mean: Float64Array
  /** Of its centred submatrix. */
  readonly spectrum: Svd
}

/** All that was found about one token set in one model: plain data, from which every figure and file is made. */
export interface Analysis {
  readonly format: 'tokenprism-analysis'
  /** Of this layout; it grows when a reader would have to change. */
  readonly version: 1
  readonly model: ModelInfo
  readonly set: TokenSet
  /** Of the set's rows, dim numbers: subtracted from the set and, for projections, from the whole vocabulary. */
  readonly mean: Float64Array
  /** Of the set's centred n × dim submatrix. */
  readonly spectrum: Svd
  readonly control: ControlAnalysis
  /** The whole vocabulary on the singular vectors that were asked for. */
  readonly projection: Projection
  /** The 20 tokens of largest |projection| on the first of these, members left out. */
  readonly largest: readonly ProjectedToken[]
  /** The 20 tokens at each of its ends, members left out. */
  readonly poles: Poles
  /** n × n: Pearson's r between the members' centred embeddings; its mean is near −1/(n − 1) by centring alone. */
  readonly correlation: Matrix<Float64Array>
  readonly pair: Pair
  readonly manifest: Manifest
}
