import type { Matrix } from '../math/matrix.js'
import type { Svd } from '../math/svd.js'
import type { ModelInfo } from '../model/model.js'
import type { Membership } from '../projection/membership.js'
import type { Pair } from '../projection/pair.js'
import type { Poles, ProjectedToken, Projection } from '../projection/projection.js'
import type { NullBand } from '../spectrum/null-band.js'
import type { References } from '../spectrum/references.js'
import type { Stability } from '../spectrum/stability.js'
import type { Summary } from '../spectrum/summaries.js'
import type { Transform } from '../submatrix/transform.js'
import type { Controls } from '../tokens/control.js'
import type { TokenSet } from '../tokens/token-set.js'
import type { Finding } from './findings/finding.js'
import type { Manifest } from './manifest.js'
import type { Whole } from '../math/whole.js'

/** The first of the controls in full, to look at beside the set. */
export interface ControlAnalysis {
  /** Its ids, in order. */
  readonly ids: Uint32Array
  /** Beside the ids; undefined for a row without a token. */
  readonly tokens: readonly (string | undefined)[]
  /** Subtracted from its rows, dim numbers; by default their own mean, as a set's is. */
  readonly mean: Float64Array
  /** Of its centred submatrix. */
  readonly spectrum: Svd
}

/** All controls, and what they show. */
export interface ControlEnsemble extends Controls {
  /** draws × min(n, dim): the singular values of each, descending. */
  readonly singularValues: Matrix<Float64Array>
}

/** All that was found about one token set in one model: plain data, from which every figure and file is made. */
export interface Analysis {
  readonly format: 'tokenprism-analysis'
  /** Of this layout; it grows when a reader would have to change. */
  readonly version: 2
  readonly model: ModelInfo
  readonly set: TokenSet
  /** What was done to embeddings before anything else; `describeTransform` says it in words. */
  readonly transform: Transform
  /** Subtracted from the set's rows and, for projections, from the whole vocabulary, dim numbers. */
  readonly mean: Float64Array
  /** Of the set's centred n × dim submatrix. */
  readonly spectrum: Svd
  readonly controls: ControlEnsemble
  readonly control: ControlAnalysis
  /** The spectrum against those of the controls, index by index. */
  readonly nullBand: NullBand
  /** Single numbers of the spectrum against those of the controls. */
  readonly summaries: readonly Summary[]
  /** What theory says of independent noise: lines that describe, and no tests. */
  readonly references: References
  /** How far each singular vector depends on who is in the set. */
  readonly stability: Stability
  /** The members on each leading singular vector, and on those that were asked for, among the other tokens; in order. */
  readonly membership: readonly Membership[]
  /** Which singular vector is shown, counted from 1: the first that was asked for. */
  readonly vector: Whole
  /** The whole vocabulary on the singular vectors that were asked for; on none (`vectors` is empty) if it was not wanted. */
  readonly projection: Projection
  /** The 20 tokens of largest |projection| on the vector shown, members left out; none without a projection. */
  readonly largest: readonly ProjectedToken[]
  /** The 20 tokens at each of its ends, members left out; none without a projection. */
  readonly poles: Poles
  /** n × n: Pearson's r between the members' centred embeddings; its mean is near −1/(n − 1) by centring alone. */
  readonly correlation: Matrix<Float64Array>
  readonly pair: Pair
  /** What was found and what was not, in plain sentences made from these numbers. */
  readonly findings: readonly Finding[]
  readonly manifest: Manifest
}
