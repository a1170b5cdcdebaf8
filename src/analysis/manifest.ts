import type { MatrixRole } from '../model/tensor-names.js'
import type { Members } from '../projection/membership.js'
import type { Transform } from '../submatrix/transform.js'
import type { MatchKey } from '../tokens/match.js'
import type { RowKind } from '../tokens/row-classes.js'
import type { SplitRule } from '../tokens/token-set.js'
import type { VariantChoice } from '../tokens/variant.js'
import type { Whole } from '../math/whole.js'

/** What is needed to run an analysis again, and what the run cost. */
export interface Manifest {
  /** The version that ran. */
  readonly tokenprism: string
  /** Given to `openModel`, it opens the model again. */
  readonly source: string
  /** The commit that the files are of, for a model of a Hub; the source names it too. */
  readonly commit?: string
  /** Given to `openModel` beside the source. */
  readonly matrix: MatrixRole
  readonly file: string
  readonly tensor: string
  readonly dtype: string
  /** Rows and columns of the embedding. */
  readonly shape: readonly [Whole, Whole]
  /** Given to `analyze` with that model, they give these numbers again. */
  readonly options: ResolvedOptions
  readonly setIds: readonly Whole[]
  /** SHA-256 of the rows of these ids as float64: of another model, or one that was changed, it is another. */
  readonly rowsSha256: string
  /** Of the first control, the one that is shown. */
  readonly controlIds: readonly Whole[]
  readonly generator: string
  /** How the set's singular values were computed. */
  readonly algorithm: string
  /** How the controls' were. */
  readonly ensembleAlgorithm: string
  /** Of the model's files, by opening it and by this analysis. */
  readonly bytesRead: Whole
  /** Of the model's files, in all. */
  readonly totalBytes: Whole
  /** Milliseconds each part took, in order. */
  readonly timings: Readonly<Record<string, number>>
}

/** The options of an analysis with every default filled in. */
export interface ResolvedOptions {
  readonly set: string | readonly string[]
  /** Absent where the set names itself. */
  readonly label?: string
  readonly variant: VariantChoice
  readonly split: SplitRule
  /** Absent where it is the set's first two. */
  readonly pair?: readonly [string, string]
  /** The pair that would have been taken, had the model a token for each word; else absent. */
  readonly pairIfTokens?: readonly [string, string]
  readonly controls: {
    readonly draws: Whole
    readonly seed: Whole
    readonly match: readonly MatchKey[]
    /** Absent where draws are from all eligible tokens. */
    readonly pool?: Whole
    /** Kinds of rows that were not drawn; absent where the table was not looked through for them. */
    readonly excludeRows?: readonly RowKind[]
  }
  readonly vectors: readonly Whole[]
  /** So many leading singular vectors are told of besides. */
  readonly leading: Whole
  readonly projection: boolean
  readonly members: Members
  readonly transform: Transform
  readonly svd: 'thin' | 'full'
  readonly asNotebook: boolean
}
