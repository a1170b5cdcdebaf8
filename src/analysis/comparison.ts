import type { PoleOverlap } from '../compare/pole-overlap.js'
import type { SharedDirections } from '../compare/shared-directions.js'
import type { ModelInfo } from '../model/model.js'
import type { Poles } from '../projection/projection.js'
import type { NullBand } from '../spectrum/null-band.js'
import type { Summary } from '../spectrum/summaries.js'
import type { Transform } from '../submatrix/transform.js'
import type { TokenSet } from '../tokens/token-set.js'
import type { Finding } from './findings/finding.js'
import type { Manifest } from './manifest.js'

/** One set in one model, beside others. */
export interface ComparedSpectrum {
  /** Short and different for each: the set's label, the model's name, or both. */
  readonly name: string
  readonly model: ModelInfo
  readonly set: TokenSet
  /** Descending. */
  readonly singularValues: Float64Array
  readonly nullBand: NullBand
  readonly summaries: readonly Summary[]
  /** Of singular vector 1, members left out; empty without a projection. */
  readonly poles: Poles
  readonly findings: readonly Finding[]
  /** Of its own analysis. */
  readonly manifest: Manifest
}

/** Two sets of one model. `first` and `second` are positions in `spectra`. */
export interface ComparedDirections extends SharedDirections {
  readonly first: number
  readonly second: number
  /** How many directions of each are compared. */
  readonly directions: readonly [number, number]
  /** Tokens that are in both sets, and make them alike by that alone. */
  readonly sharedTokens: number
}

/** One set in two models. */
export interface ComparedPoles extends PoleOverlap {
  readonly first: number
  readonly second: number
}

/** One of all tests of a comparison. */
export interface ComparedTest {
  /** What is tested, in words. */
  readonly name: string
  /** Positions in `spectra`: one, or two. */
  readonly about: readonly number[]
  readonly p: number
  /** Adjusted for the false discovery rate among all tests of the comparison (Benjamini & Hochberg). */
  readonly q: number
}

/** Several sets in one model, one set in several models, or several in several: plain data, as an `Analysis` is. */
export interface Comparison {
  readonly format: 'tokenprism-comparison'
  readonly version: 1
  readonly transform: Transform
  /** Each set in each model, sets of one model together. */
  readonly spectra: readonly ComparedSpectrum[]
  /** Every two sets of one model. */
  readonly directions: readonly ComparedDirections[]
  /** Every two models of one set. */
  readonly poles: readonly ComparedPoles[]
  readonly tests: readonly ComparedTest[]
  readonly findings: readonly Finding[]
}
