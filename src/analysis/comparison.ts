import type { PoleOverlap } from '../compare/pole-overlap.js'
import type { SharedDirections } from '../compare/shared-directions.js'
import type { ModelInfo } from '../model/model.js'
import type { Poles } from '../projection/projection.js'
import type { NullBand } from '../spectrum/null-band.js'
import type { Summary } from '../spectrum/summaries.js'
import type { Transform } from '../submatrix/transform.js'
import type { Controls } from '../tokens/control.js'
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
  /** What it is compared with, but for the ids, which the manifest gives again. */
  readonly controls: Omit<Controls, 'ids'>
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
  /** Of values and shares, the smallest p adjusted for all indices of the spectrum. */
  readonly kind: 'values' | 'shares' | 'totalVariance' | 'participationRatio' | 'directions'
  /** What is tested, in words. */
  readonly name: string
  /** Positions in `spectra`: one, or two. */
  readonly about: readonly number[]
  readonly p: number
  /** The smallest p that it could have had, whatever the sets were: 1/(m + 1) with m controls, twice that two-sided, or 1. */
  readonly least: number
  /**
   * Adjusted for the false discovery rate among all tests of the comparison that can reject (Benjamini & Hochberg); NaN for
   * one that cannot, `least` being above 0.05.
   */
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
