import { InvalidArgument } from '../errors.js'
import { rowCorrelations } from '../math/correlation.js'
import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { project } from '../math/project.js'
import { svd } from '../math/svd.js'
import type { Model } from '../model/model.js'
import { largestAsNotebook } from '../projection/as-notebook.js'
import { pairOf } from '../projection/pair.js'
import { Projection } from '../projection/projection.js'
import { centredSubmatrix } from '../submatrix/submatrix.js'
import { drawControl } from '../tokens/control.js'
import { type Member, idsOf, rowGroupsOf } from '../tokens/member.js'
import {
  type TokenSet,
  type TokenSetOptions,
  resolveToken,
  resolveTokenSet,
} from '../tokens/token-set.js'
import { VERSION } from '../version.js'
import type { Analysis } from './analysis.js'
import type { ResolvedOptions } from './manifest.js'
import { Stopwatch } from './stopwatch.js'

/** The set and the pair of the lecture notebook. */
const LECTURE = { set: 'letters', pair: ['1', '2'] } as const

/** What to analyse, and how. */
export interface AnalyzeOptions extends TokenSetOptions {
  /**
   * A preset's name, words with commas between, a `/pattern/` over the vocabulary, or an array of words. By default the
   * lecture's: `letters`, with the pair `['1', '2']`.
   */
  readonly set?: string | readonly string[]
  /** Two words for the pair; by default the set's first two. */
  readonly pair?: readonly [string, string]
  readonly controls?: {
    /** Of the random generator: a whole number from 0 to 2³² − 1; 1 by default. */
    readonly seed?: number
  }
  /** Singular vectors to project the vocabulary on, counted from 1; the first of them is the one drawn. `[1]` by default. */
  readonly vectors?: readonly number[]
  /** `full` completes U and Vᵀ to square matrices; `thin` by default. */
  readonly svd?: 'thin' | 'full'
  /**
   * Does what the lecture notebook does where that misleads: draws the control with replacement from all ids,
   * takes the first piece of a word that splits, and lists the largest projections by its substring rule.
   * False by default.
   */
  readonly asNotebook?: boolean
  /** Called as the table goes by, with the rows done and those there are. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Runs the whole way once: tokens, submatrices, spectra, projection, correlation.
 *
 * @param model from `openModel`; its embedding is read in one streaming pass
 * @throws {InvalidArgument} for options that cannot mean anything
 * @throws {NotOneToken} for words that are not one token of the model
 * @throws {Numerical} when a row of the set or its control holds NaN or an infinity
 */
export async function analyze(model: Model, options: AnalyzeOptions = {}): Promise<Analysis> {
  const { signal, onProgress } = options
  const watch = new Stopwatch()
  const resolved = resolveOptions(options)
  const { asNotebook } = resolved
  const set = await watch.time('tokens', () => resolveTokenSet(model, resolved.set, resolved))
  requireVectors(resolved.vectors, set, model)
  const pairTokens = pairMembers(model, set, resolved)
  const draw = drawControl(model, set, { ...resolved.controls, asNotebook })

  const [own, others] = await watch.time('submatrices', async () => [
    await centredSubmatrix(model.embedding, rowGroupsOf(set), { signal }),
    await centredSubmatrix(model.embedding, draw.ids, { signal }),
  ])
  const [spectrum, controlSpectrum] = await watch.time('svd', async () => [
    await svd(own.matrix, { vectors: resolved.svd }),
    await svd(others.matrix, { vectors: resolved.svd }),
  ])
  const values = await watch.time('projection', () =>
    project(model.embedding, selectRows(spectrum.vt, resolved.vectors), {
      mean: own.mean,
      signal,
      onProgress,
    }),
  )
  const projection = new Projection({
    vectors: resolved.vectors,
    values,
    tokens: model.vocabulary.tokens,
    memberIds: idsOf(set),
  })
  const [first] = resolved.vectors
  const lists = await watch.time('lists', () => ({
    largest: asNotebook ? largestAsNotebook(projection, first) : projection.largest(first),
    poles: projection.poles(first),
  }))
  const correlation = await watch.time('correlation', () => rowCorrelations(own.matrix))
  const pair = await watch.time('pair', () => pairOf(model, pairTokens))
  const { info } = model
  return {
    format: 'tokenprism-analysis',
    version: 1,
    model: info,
    set,
    mean: own.mean,
    spectrum,
    control: { ...draw, mean: others.mean, spectrum: controlSpectrum },
    projection,
    ...lists,
    correlation,
    pair,
    manifest: {
      tokenprism: VERSION,
      source: info.source,
      matrix: info.matrix,
      file: info.file,
      tensor: info.tensor,
      dtype: info.dtype,
      shape: [info.vocabSize, info.dim],
      options: resolved,
      setIds: Array.from(idsOf(set)),
      controlIds: Array.from(draw.ids),
      generator: draw.generator,
      algorithm: 'Householder LQ, one-sided Jacobi; float64',
      bytesRead: model.bytesRead(),
      totalBytes: info.totalBytes,
      timings: watch.timings,
    },
  }
}

function resolveOptions(options: AnalyzeOptions): ResolvedOptions {
  const asNotebook = options.asNotebook ?? false
  const pair = options.pair ?? (options.set === undefined ? LECTURE.pair : undefined)
  return {
    set: options.set ?? LECTURE.set,
    ...(options.label === undefined ? {} : { label: options.label }),
    variant: options.variant ?? 'auto',
    split: options.split ?? (asNotebook ? 'first' : 'error'),
    ...(pair && { pair }),
    controls: { seed: options.controls?.seed ?? 1 },
    vectors: options.vectors ?? [1],
    svd: options.svd ?? 'thin',
    asNotebook,
  }
}

/** Without a pair, the set's own first two as they stand: their words need not be one token then. */
function pairMembers(
  model: Model,
  set: TokenSet,
  { pair, variant }: ResolvedOptions,
): readonly [Member, Member] {
  if (!pair) return [set.members[0], set.members[1]]
  return [resolveToken(model, pair[0], { variant }), resolveToken(model, pair[1], { variant })]
}

/** Centring leaves n rows at most n − 1 directions: the last vector belongs to a numerical zero. */
function requireVectors(vectors: readonly number[], set: TokenSet, model: Model): void {
  const n = set.members.length
  const last = Math.min(n - 1, model.info.dim)
  const wrong = vectors.find((k) => !Number.isInteger(k) || k < 1 || k > last)
  if (vectors.length > 0 && wrong === undefined) return
  throw new InvalidArgument({
    where: 'singular vector',
    expected: `a whole number from 1 to ${last}, as ${n} centred rows have no more directions`,
    found: wrong === undefined ? 'none' : String(wrong),
    next: 'Choose one of these, 1 for the strongest.',
  })
}

/** Rows k − 1 of a matrix, for each k. */
function selectRows(m: Matrix, ks: readonly number[]): Matrix<Float64Array> {
  const out = zeros(ks.length, m.cols)
  ks.forEach((k, i) => {
    out.data.set(rowOf(m, k - 1), i * m.cols)
  })
  return out
}
