// Opening a model
export { EMBEDDED_MODEL, openModel } from './model/open-model.js'
export type { OpenOptions } from './model/open-model.js'
export type { MatrixRole } from './model/tensor-names.js'
export type { Model, ModelInfo } from './model/model.js'
export type { EmbeddingMatrix, EmbeddingReadOptions } from './model/embedding-matrix.js'
export type { Dtype } from './model/dtype.js'
export type { Piece, Tokenizer } from './model/tokenizer.js'
export type { Vocabulary } from './model/vocabulary.js'

// Tokens
export { presets } from './tokens/presets/index.js'
export type { Preset } from './tokens/presets/preset.js'
export { resolveToken, resolveTokenSet } from './tokens/token-set.js'
export { idsOf, rowGroupsOf } from './tokens/member.js'
export type { Member, RowGroup } from './tokens/member.js'
export type { Repetition, Split, SplitRule, TokenSet, TokenSetOptions } from './tokens/token-set.js'
export { VARIANT_CHOICES, variantOf } from './tokens/variant.js'
export type { Variant, VariantChoice } from './tokens/variant.js'
export { drawControl } from './tokens/control.js'
export type { Control, ControlOptions } from './tokens/control.js'
export { ordinaryIds, tokenClass } from './tokens/classes.js'
export type { TokenClass } from './tokens/classes.js'
export { displayToken, escapeInvisible } from './tokens/display.js'

// Submatrix and spectrum
export { centredSubmatrix, groupRows } from './submatrix/submatrix.js'
export type { Centred } from './math/centre.js'
export { singularValues, svd } from './math/svd.js'
export type { Svd, SvdOptions } from './math/svd.js'
export { ensembleSpectra } from './math/ensemble.js'
export type { Draws, EnsembleOptions, EnsembleSpectra } from './math/ensemble.js'
export { scaleSpectrum } from './spectrum/scale.js'
export type { Scale } from './spectrum/scale.js'

// Projection
export { project } from './math/project.js'
export type { ProjectOptions } from './math/project.js'
export { Projection } from './projection/projection.js'
export type { ListOptions, Poles, ProjectedToken, ProjectionData } from './projection/projection.js'
export { rowCorrelations } from './math/correlation.js'
export { comparePair } from './projection/pair.js'
export type { Pair } from './projection/pair.js'

// The whole way at once
export { analyze } from './analysis/analyze.js'
export type { AnalyzeOptions } from './analysis/analyze.js'
export type { Analysis, ControlAnalysis } from './analysis/analysis.js'
export type { Manifest, ResolvedOptions } from './analysis/manifest.js'

// Figures and files
export { FIGURE_NAMES, renderFigure, renderFigures } from './figure/render.js'
export type { FigureName, FigureOptions, Figures } from './figure/render.js'
export { pairFigure } from './figure/pair.js'
export { THEMES } from './figure/theme.js'
export type { Theme, ThemeName } from './figure/theme.js'
export { analysisFromJson, analysisToJson, pairToJson } from './report/json.js'
export { projectionsCsv, spectrumCsv } from './report/csv.js'
export { matrixNpy, npyBytes } from './report/npy.js'
export type { NpyArray } from './report/npy.js'

// What everything above is made of
export { matrixFrom, rowOf, transpose } from './math/matrix.js'
export type { Matrix, RealArray, RowBlock, RowTable } from './math/matrix.js'
export { seededRandom } from './math/random.js'
export type { RandomSource } from './math/random.js'
export {
  AccessDenied,
  Integrity,
  InvalidArgument,
  Io,
  LimitExceeded,
  Malformed,
  NotFound,
  NotOneToken,
  Numerical,
  Offline,
  TokenprismError,
  UnsafeFile,
  Unsupported,
} from './errors.js'
export type { ErrorParts } from './errors.js'
export { VERSION } from './version.js'
