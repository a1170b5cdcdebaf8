// Opening a model
export { openModel } from './model/open-model.js'
export { EMBEDDED_MODEL } from './model/model-source.js'
export type { OpenOptions } from './model/open-model.js'
export type { SourceOptions } from './model/model-source.js'
export type { HubOptions } from './model/hub/hub-settings.js'
export type { Notice } from './model/hub/hub-files.js'
export type { Traffic, Transfer } from './bytes/http-client.js'
export { fetchModel } from './model/fetch-model.js'
export type { FetchOptions, Fetched } from './model/fetch-model.js'
export type { Retry } from './bytes/retry.js'
export type { MatrixRole } from './model/tensor-names.js'
export type { Model, ModelInfo } from './model/model.js'
export type { WeightsFormat } from './model/weights.js'
export type {
  BlockReadOptions,
  EmbeddingMatrix,
  EmbeddingReadOptions,
  RowReadOptions,
} from './model/embedding-matrix.js'
export type { Dtype } from './model/dtype.js'
export type { Piece, Tokenizer, TokenizerInfo, TokenizerKind } from './model/tokenizer.js'
export type { Spelling } from './model/tokenizers/spelling.js'
export type { Vocabulary } from './model/vocabulary.js'

// Tokens
export { presets } from './tokens/presets/index.js'
export type { Preset } from './tokens/presets/preset.js'
export { defaultSplitRule, resolveToken, resolveTokenSet } from './tokens/token-set.js'
export { idsOf, rowGroupsOf } from './tokens/member.js'
export type { Member, RowGroup } from './tokens/member.js'
export type { Repetition, Split, SplitRule, TokenSet, TokenSetOptions } from './tokens/token-set.js'
export { VARIANT_CHOICES, parseVariantChoice, variantOf } from './tokens/variant.js'
export type { FormChoice, LetterCase, Variant, VariantChoice } from './tokens/variant.js'
export { drawControls, idsOfDraw, rowGroupsOfDraw } from './tokens/control.js'
export type { ControlOptions, Controls } from './tokens/control.js'
export type { Balance } from './tokens/balance.js'
export { MATCH_KEYS } from './tokens/match.js'
export type { MatchKey } from './tokens/match.js'
export { lookUpNote, setNotes } from './tokens/set-notes.js'
export { setTable } from './tokens/set-table.js'
export type { SetRow } from './tokens/set-table.js'
export { ROW_KINDS, rowsOfKinds, scanRows } from './tokens/row-classes.js'
export type { RowKind, RowScan } from './tokens/row-classes.js'
export {
  VOCABULARY_CLASSES,
  classCounts,
  classesOf,
  ordinaryIds,
  tokenClass,
} from './tokens/classes.js'
export type { TokenClass, VocabularyClass } from './tokens/classes.js'
export { textOf } from './tokens/spelling.js'
export { TOKEN_KINDS, tokenKind } from './tokens/kind.js'
export type { TokenKind } from './tokens/kind.js'
export { displayToken, escapeInvisible } from './tokens/display.js'

// Submatrix and spectrum
export { centredSubmatrix, groupRows } from './submatrix/submatrix.js'
export type { Centred } from './math/centre.js'
export { SVD_ALGORITHM_NAMES, singularValuesAlgorithm, svdAlgorithm } from './math/svd.js'
export { singularValues, svd } from './math/svd.js'
export type { SingularValuesAlgorithm, SingularValuesOptions } from './math/svd.js'
export type { Svd, SvdAlgorithm, SvdOptions } from './math/svd.js'
export { gramSpectrum } from './math/gram-spectrum.js'
export type { GramSpectrum, GramSpectrumOptions } from './math/gram-spectrum.js'
export { ensembleSpectra } from './math/ensemble.js'
export type { Draws, EnsembleOptions, EnsembleSpectra } from './math/ensemble.js'
export { controlSpectra } from './submatrix/control-spectra.js'
export type { ControlSpectra, ControlSpectraOptions } from './submatrix/control-spectra.js'
export { CENTRES, NORMALISATIONS, describeTransform } from './submatrix/transform.js'
export type { Transform } from './submatrix/transform.js'
export { prepare } from './submatrix/prepare.js'
export type { Preparation } from './submatrix/prepare.js'
export { projectPrepared } from './projection/project-prepared.js'
export { scaleSpectrum } from './spectrum/scale.js'
export type { Scale } from './spectrum/scale.js'

// Is it more than chance?
export { BAND, nullBand } from './spectrum/null-band.js'
export type { IndexBand, NullBand } from './spectrum/null-band.js'
export { spectrumSummaries } from './spectrum/summaries.js'
export type { Chance } from './spectrum/chance.js'
export type { Summary, SummaryName } from './spectrum/summaries.js'
export { pValue } from './spectrum/p-value.js'
export type { Tail } from './spectrum/p-value.js'
export { maxT } from './spectrum/max-t.js'
export { hornCount } from './spectrum/horn.js'
export { totalVariance } from './spectrum/total-variance.js'
export { effectiveRank } from './spectrum/effective-rank.js'
export { gaussianParticipationRatio, participationRatio } from './spectrum/participation-ratio.js'
export { stableRank } from './spectrum/stable-rank.js'
export { shareOfFirst } from './spectrum/share-of-first.js'
export { references } from './spectrum/references.js'
export type { References } from './spectrum/references.js'
export { referenceHeights } from './spectrum/reference-heights.js'
export type { ReferenceHeights } from './spectrum/reference-heights.js'
export { memberCoordinates } from './spectrum/coordinates.js'
export { heldOutSpectra } from './spectrum/held-out.js'
export type { HeldOut } from './spectrum/held-out.js'
export { nearTies } from './spectrum/near-ties.js'
export type { IndexRange } from './spectrum/near-ties.js'
export { spectrumStability } from './spectrum/stability.js'
export type { AngleSummary, NearTie, Stability, VectorStability } from './spectrum/stability.js'

// Projection
export { project } from './math/project.js'
export type { ProjectOptions } from './math/project.js'
export { projectTop } from './math/project-top.js'
export type { ProjectTopOptions, ProjectionEnds } from './math/project-top.js'
export type { Ranked } from './math/top-collector.js'
export { Projection } from './projection/projection.js'
export type { ListOptions, Poles, ProjectedToken, ProjectionData } from './projection/projection.js'
export { rowCorrelations } from './math/correlation.js'
export { averageLinkage } from './math/linkage.js'
export type { Merge } from './math/linkage.js'
export { optimalLeafOrder } from './math/leaf-order.js'
export { membership } from './projection/membership.js'
export type { Membership, Separation } from './projection/membership.js'
export { comparePair } from './projection/pair.js'
export type { Pair } from './projection/pair.js'

// The whole way at once
export { analyze } from './analysis/analyze.js'
export { pairNote } from './analysis/choose-pair.js'
export type { AnalyzeOptions } from './analysis/options.js'
export type { Finding } from './analysis/findings/finding.js'
export type { Analysis, ControlAnalysis, ControlEnsemble } from './analysis/analysis.js'
export { vocabularySpectrum } from './analysis/vocabulary-spectrum.js'
export type {
  VocabularySpectrum,
  VocabularySpectrumOptions,
  VocabularyTable,
  VocabularyVector,
} from './analysis/vocabulary-spectrum.js'
export type { Manifest, ResolvedOptions } from './analysis/manifest.js'

// Several sets, several models
export { compare } from './analysis/compare.js'
export type { CompareOptions, ComparedSet } from './analysis/compare.js'
export type {
  ComparedDirections,
  ComparedPoles,
  ComparedSpectrum,
  ComparedTest,
  Comparison,
} from './analysis/comparison.js'
export { benjaminiHochberg } from './compare/benjamini-hochberg.js'
export { poleOverlap } from './compare/pole-overlap.js'
export type { PoleOverlap, PoleTokens, Texts } from './compare/pole-overlap.js'
export { leadingVectors, randomShare, sharedDirections } from './compare/shared-directions.js'
export type { AngleBand, SharedDirections } from './compare/shared-directions.js'
export { principalAngles, sharedDimensions } from './math/principal-angles.js'
export { comparisonToJson } from './report/comparison-json.js'
export {
  anglesCsv,
  comparedSpectraCsv,
  comparisonCsv,
  directionsCsv,
  testsCsv,
} from './report/comparison-csv.js'

// Figures and files
export { FIGURE_NAMES, figureCsv, renderFigure, renderFigures } from './figure/render.js'
export type { FigureOptions, Figures } from './figure/render.js'
export { FIGURES, MEMBER_ORDERS, figuresOf, lackingOf } from './figure/registry.js'
export type { DrawOptions, FigureDefinition, FigureName, MemberOrder } from './figure/registry.js'
export { pairFigure } from './figure/pair.js'
export { spectraFigure } from './figure/spectra.js'
export type { NamedVector, SpectraData } from './figure/spectra.js'
export { vocabularyFigure } from './figure/vocabulary-spectrum.js'
export type { VocabularyFigureOptions } from './figure/vocabulary-spectrum.js'
export { spectrumFigure } from './figure/spectrum.js'
export type { SpectrumData } from './figure/spectrum.js'
export type { SpectrumBand, SpectrumSeries } from './figure/spectrum-panel.js'
export { screeFigure } from './figure/scree.js'
export type { ScreeData } from './figure/scree.js'
export { projectionFigure } from './figure/projection.js'
export type { ProjectedMember, ProjectionFigureData } from './figure/projection.js'
export type { TokenClasses } from './figure/class-strips.js'
export { polesFigure } from './figure/poles.js'
export type { PoleToken, PolesData } from './figure/poles.js'
export { vectorsFigure } from './figure/vectors.js'
export type { VectorsData } from './figure/vectors.js'
export { correlationFigure } from './figure/correlation.js'
export type { CorrelationData } from './figure/correlation.js'
export { comparisonFigures } from './figure/from-comparison.js'
export type { ComparisonFigureOptions } from './figure/from-comparison.js'
export { anglesFigure } from './figure/angles.js'
export type { AnglesData, AnglesSeries } from './figure/angles.js'
export { stabilityFigure } from './figure/stability.js'
export type { StabilityData } from './figure/stability.js'
export type { Subject } from './figure/notes.js'
export { THEMES } from './figure/theme.js'
export type { Theme, ThemeName } from './figure/theme.js'
export type { AnalysisFile } from './report/json.js'
export {
  analysisFromJson,
  analysisToJson,
  pairToJson,
  vocabularySpectrumToJson,
} from './report/json.js'
export { projectionsCsv, spectrumCsv } from './report/csv.js'
export { vocabularyPolesCsv, vocabularySpectrumCsv } from './report/vocabulary-csv.js'
export { matrixNpy, npyBytes } from './report/npy.js'
export { npyFiles } from './report/npy-files.js'
export { renderReport } from './report/report.js'
export type { ReportOptions } from './report/report.js'
export { tableFiles } from './report/table-files.js'
export { codeFor, commandFor } from './report/reproduce.js'
export type { Display } from './report/display.js'
export { TOLERANCE, analysisDifferences, withinTolerance } from './analysis/difference.js'
export type { Difference } from './analysis/difference.js'
export type { NpyArray } from './report/npy.js'

// What everything above is made of
export { matrixFrom, rowOf, transpose } from './math/matrix.js'
export type { EncodedBlock, Matrix, RealArray, RowBlock, RowTable } from './math/matrix.js'
export { tableOfMatrix } from './math/table.js'
export type { MatrixTable } from './math/table.js'
export { residentMatrix } from './math/kernels/resident.js'
export type { EngineOptions } from './math/kernels/engine.js'
export type { KernelName } from './math/kernels/kernels.js'
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
