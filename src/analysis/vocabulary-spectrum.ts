import { InvalidArgument, Numerical, requireWhole } from '../errors.js'
import { gramSpectrum } from '../math/gram-spectrum.js'
import { type Matrix, dot } from '../math/matrix.js'
import { NotFiniteRow } from '../math/not-finite.js'
import type { Ranked } from '../math/top-collector.js'
import type { Model, ModelInfo } from '../model/model.js'
import type { Vocabulary } from '../model/vocabulary.js'
import type { Poles } from '../projection/projection.js'
import { type MeanCosines, vocabularyPass } from '../projection/vocabulary-pass.js'
import { type WithoutTop, usualRemoval, withoutTop } from '../spectrum/all-but-the-top.js'
import { effectiveRank } from '../spectrum/effective-rank.js'
import { participationRatio } from '../spectrum/participation-ratio.js'
import { shareOfFirst } from '../spectrum/share-of-first.js'
import { stableRank } from '../spectrum/stable-rank.js'
import { totalVariance } from '../spectrum/total-variance.js'
import { displayToken } from '../tokens/display.js'
import { VERSION } from '../version.js'
import { Stopwatch } from './stopwatch.js'

/** What to find out about a whole vocabulary. */
export interface VocabularySpectrumOptions {
  /** Leading singular vectors whose poles are listed; 5 by default. */
  readonly top?: number
  /** Tokens at each end of a vector; 10 by default. */
  readonly tokens?: number
  /** D of all-but-the-top; a hundredth of the dimensions by default. */
  readonly remove?: number
  readonly signal?: AbortSignal | undefined
  /** Called with rows walked past and rows to walk past: the table is walked through twice. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** What it takes of a model: any `Model` will do. */
export interface VocabularyTable extends Pick<Model, 'info' | 'embedding' | 'bytesRead'> {
  readonly vocabulary: Pick<Vocabulary, 'tokens'>
}

/** A singular vector of the vocabulary with the tokens at its ends. */
export interface VocabularyVector extends Poles {
  /** From 1. */
  readonly vector: number
  readonly singularValue: number
  /** σ²/Σσ². */
  readonly share: number
}

/** The spectrum of a model's whole vocabulary, centred by its mean: plain data. */
export interface VocabularySpectrum {
  readonly format: 'tokenprism-spectrum'
  /** Of this layout. */
  readonly version: 1
  readonly model: ModelInfo
  /** Of all rows, dim numbers: what was subtracted. */
  readonly mean: Float64Array
  /** min(V, dim) numbers, descending. */
  readonly singularValues: Float64Array
  readonly summaries: {
    readonly totalVariance: number
    readonly effectiveRank: number
    readonly participationRatio: number
    readonly stableRank: number
    /** ‖mean‖² over the mean of ‖row‖²: what all rows have in common. */
    readonly shareOfMean: number
    readonly shareOfFirst: readonly { readonly first: number; readonly share: number }[]
  }
  /** top × dim: the leading right singular vectors in rows. */
  readonly vectors: Matrix<Float64Array>
  /** The same with their poles. */
  readonly poles: readonly VocabularyVector[]
  readonly allButTheTop: WithoutTop & { readonly meanCosine: MeanCosines }
  /** Rows that have no direction and belong to no pair of the mean cosine. */
  readonly directionless: number
  readonly manifest: {
    readonly tokenprism: string
    readonly source: string
    readonly tensor: string
    readonly options: { readonly top: number; readonly tokens: number; readonly remove: number }
    readonly algorithm: string
    readonly bytesRead: number
    readonly totalBytes: number
    readonly timings: Readonly<Record<string, number>>
  }
}

/** Shares are given of so many leading directions, where there are more. */
const FIRST = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000]

/**
 * The singular values and leading singular vectors of the whole vocabulary, centred by its mean; the table streams past twice
 * and is never held. Every row of the matrix counts, special and unused tokens and padding too.
 *
 * @throws {InvalidArgument} for counts that the shape, or the rank, does not allow
 * @throws {Numerical} when a row holds NaN or an infinity, naming its token, or numbers whose squares are beyond float64, or when all rows are equal
 */
export async function vocabularySpectrum(
  model: VocabularyTable,
  options: VocabularySpectrumOptions = {},
): Promise<VocabularySpectrum> {
  const { embedding, info } = model
  const { signal, onProgress } = options
  const [rows, dim] = embedding.shape
  const asked = resolve(options, rows, dim)
  const watch = new Stopwatch()
  const wanted = Math.max(asked.top, asked.remove)
  const { mean, singularValues, vt, algorithm } = await watch.time('spectrum', () =>
    gramSpectrum(embedding, {
      vectors: wanted,
      signal,
      onProgress: (done) => onProgress?.(done, 2 * rows),
    }).catch((error: unknown) => {
      throw error instanceof NotFiniteRow ? ofToken(error, model) : error
    }),
  )
  const total = totalVariance(singularValues)
  requireSquares(singularValues[0], rows * dot(mean, mean) + total)
  const { top, remove } = requireRank(singularValues, rows * dot(mean, mean), asked, options)
  const vectors = firstRows(vt, Math.max(top, remove))
  const pass = await watch.time('poles and cosines', () =>
    vocabularyPass(embedding, vectors, {
      mean,
      count: asked.tokens,
      remove,
      signal,
      onProgress: (done) => onProgress?.(rows + done, 2 * rows),
    }),
  )
  const named = ({ row, value }: Ranked) => ({
    id: row,
    token: model.vocabulary.tokens[row],
    projection: value,
  })
  return {
    format: 'tokenprism-spectrum',
    version: 1,
    model: info,
    mean,
    singularValues,
    summaries: {
      totalVariance: total,
      effectiveRank: effectiveRank(singularValues),
      participationRatio: participationRatio(singularValues),
      stableRank: stableRank(singularValues),
      shareOfMean: (rows * dot(mean, mean)) / (rows * dot(mean, mean) + total),
      shareOfFirst: FIRST.filter((first) => first < singularValues.length).map((first) => ({
        first,
        share: shareOfFirst(singularValues, first),
      })),
    },
    vectors: firstRows(vt, top),
    poles: pass.ends.slice(0, top).map(({ positive, negative }, k) => ({
      vector: k + 1,
      singularValue: singularValues[k],
      share: singularValues[k] ** 2 / total,
      positive: positive.map(named),
      negative: negative.map(named),
    })),
    allButTheTop: { ...withoutTop(singularValues, remove), meanCosine: pass.cosines },
    directionless: pass.directionless,
    manifest: {
      tokenprism: VERSION,
      source: info.source,
      tensor: info.tensor,
      options: { ...asked, top, remove },
      algorithm,
      bytesRead: model.bytesRead(),
      totalBytes: info.totalBytes,
      timings: watch.timings,
    },
  }
}

/** The same, of the token whose row it is. */
function ofToken(
  { row, ...error }: NotFiniteRow,
  { info, vocabulary }: VocabularyTable,
): Numerical {
  const token = vocabulary.tokens[row]
  const name = displayToken({ id: row, token }, 24, info.tokenizer.spelling)
  return new Numerical({ ...error, where: `the embedding of ${name} (${row})` })
}

function resolve(
  { top: wanted, tokens: ends, remove }: VocabularySpectrumOptions,
  rows: number,
  dim: number,
): VocabularySpectrum['manifest']['options'] {
  // Centring leaves V rows V − 1 directions.
  const directions = Math.min(rows - 1, dim)
  if (directions < 1)
    throw new InvalidArgument({
      where: 'spectrum of a vocabulary',
      expected: 'a table of at least two rows',
      found: `${rows} × ${dim}`,
      next: 'Open another model.',
    })
  const top = wanted ?? Math.min(5, directions)
  requireWhole('top', top, 1, directions)
  const tokens = ends ?? Math.min(10, rows)
  requireWhole('tokens', tokens, 0, rows)
  const removed = remove ?? Math.min(usualRemoval(dim), directions - 1)
  requireWhole('remove', removed, 0, directions - 1)
  return { top, tokens, remove: removed }
}

/**
 * Refuses a table of equal rows, and directions that are asked for and not there; of those that are not asked for, gives as many as
 * there are.
 */
function requireRank(
  singularValues: Float64Array,
  squaredMeans: number,
  { top, remove }: VocabularySpectrum['manifest']['options'],
  asked: VocabularySpectrumOptions,
): { readonly top: number; readonly remove: number } {
  const [largest] = singularValues
  if (!(largest > LOST * Math.sqrt(squaredMeans)))
    throw new Numerical({
      where: 'spectrum of a vocabulary',
      expected: 'rows that differ',
      found: 'rows that are equal, or zero',
      next: 'Choose another tensor with --tensor.',
    })
  const rank = singularValues.filter((value) => value > LOST * largest).length
  if (asked.top !== undefined) requireWhole('top', top, 1, rank)
  if (asked.remove !== undefined) requireWhole('remove', remove, 0, rank - 1)
  return { top: Math.min(top, rank), remove: Math.min(remove, rank - 1) }
}

/** Relative to σ₁, or to the rows themselves: of smaller singular values a Gram matrix knows nothing. */
const LOST = 1e-7

/** Refuses what summaries and lengths of rows, all made of squares, could not be told of. */
function requireSquares(largest: number, squares: number): void {
  if (squares < Infinity && (squares > LEAST_SQUARES || largest === 0)) return
  throw new Numerical({
    where: 'spectrum of a vocabulary',
    expected: 'embeddings of which the squares can be added up, from 1e-140 to 1e150',
    found: `a largest singular value of ${largest}`,
    next: 'Multiply the embeddings by a power of ten and write them anew.',
  })
}

/** Sums of squares below this have lost digits. */
const LEAST_SQUARES = 1e-280

function firstRows(m: Matrix<Float64Array>, rows: number): Matrix<Float64Array> {
  return { rows, cols: m.cols, data: m.data.slice(0, rows * m.cols) }
}
