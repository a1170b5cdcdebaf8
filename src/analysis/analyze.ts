import { InvalidArgument } from '../errors.js'
import { rowCorrelations } from '../math/correlation.js'
import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { project } from '../math/project.js'
import { svd } from '../math/svd.js'
import type { Model } from '../model/model.js'
import { largestAsNotebook } from '../projection/as-notebook.js'
import { pairOf } from '../projection/pair.js'
import { type Poles, type ProjectedToken, Projection } from '../projection/projection.js'
import { controlSpectra } from '../submatrix/control-spectra.js'
import { centredSubmatrix } from '../submatrix/submatrix.js'
import { ordinaryIds } from '../tokens/classes.js'
import { drawControls, idsOfDraw, rowGroupsOfDraw } from '../tokens/control.js'
import { type Member, idsOf, rowGroupsOf } from '../tokens/member.js'
import { type TokenSet, resolveToken, resolveTokenSet } from '../tokens/token-set.js'
import { VERSION } from '../version.js'
import type { Analysis } from './analysis.js'
import { findingsOf } from './findings.js'
import type { ResolvedOptions } from './manifest.js'
import { type AnalyzeOptions, resolveControls, resolveOptions } from './options.js'
import { statisticsOf } from './statistics.js'
import { Stopwatch } from './stopwatch.js'

/**
 * Runs the whole way once: tokens, controls, submatrices, spectra, projection, tests, correlation.
 *
 * @param model from `openModel`; its embedding is read in one streaming pass, and the rows of set and controls
 * @throws {InvalidArgument} for options that cannot mean anything, or too few tokens to draw from
 * @throws {NotOneToken} for words that are not one token of the model
 * @throws {Numerical} when a row of the set or of a control holds NaN or an infinity
 */
export async function analyze(model: Model, options: AnalyzeOptions = {}): Promise<Analysis> {
  const { signal } = options
  const { embedding, vocabulary, info } = model
  const watch = new Stopwatch()
  const asked = resolveOptions(options)
  const set = await watch.time('tokens', () => resolveTokenSet(model, asked.set, asked))
  const resolved = { ...asked, controls: resolveControls(options, set.members.length) }
  const { asNotebook, transform, vectors } = resolved
  const [shown] = vectors
  requireVectors(vectors, set, model)
  const pairTokens = pairMembers(model, set, resolved)
  const drawn = await watch.time('draws', () =>
    drawControls(model, set, { ...resolved.controls, asNotebook, signal }),
  )

  const [own, other] = await watch.time('submatrices', async () => [
    await centredSubmatrix(embedding, rowGroupsOf(set), { signal }),
    await centredSubmatrix(embedding, rowGroupsOfDraw(drawn, 0), { signal }),
  ])
  const [spectrum, controlSpectrum] = await watch.time('svd', async () => [
    await svd(own.matrix, { vectors: resolved.svd }),
    await svd(other.matrix, { vectors: resolved.svd }),
  ])
  const { algorithm: ensembleAlgorithm, ...singularValues } = await watch.time('controls', () =>
    controlSpectra(embedding, drawn, { centre: transform.centre === 'set', signal }),
  )
  const projection = await watch.time('projection', () =>
    projectOn(model, set, own.mean, spectrum.vt, resolved, options),
  )
  const lists = await watch.time('lists', () => listsOf(projection, shown, asNotebook))
  const members = new Set(idsOf(set))
  const statistics = await statisticsOf(
    {
      spectrum,
      controls: singularValues,
      seed: drawn.seed,
      centre: transform.centre === 'set',
      vectors,
      projection,
      others: ordinaryIds(vocabulary).filter((id) => !members.has(id)),
    },
    watch,
  )
  const correlation = await watch.time('correlation', () => rowCorrelations(own.matrix))
  const pair = await watch.time('pair', () => pairOf(model, pairTokens))
  const controlIds = idsOfDraw(drawn, 0)
  return {
    format: 'tokenprism-analysis',
    version: 2,
    model: info,
    set,
    transform,
    mean: own.mean,
    spectrum,
    controls: { ...drawn, singularValues },
    control: {
      ids: controlIds.slice(),
      tokens: Array.from(controlIds, (id) => vocabulary.tokens[id]),
      mean: other.mean,
      spectrum: controlSpectrum,
    },
    ...statistics,
    vector: shown,
    projection,
    ...lists,
    correlation,
    pair,
    findings: findingsOf({ label: set.label, controls: drawn, vector: shown, ...statistics }),
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
      controlIds: Array.from(controlIds),
      generator: drawn.generator,
      algorithm: 'Householder LQ, one-sided Jacobi; float64',
      ensembleAlgorithm,
      bytesRead: model.bytesRead(),
      totalBytes: info.totalBytes,
      timings: watch.timings,
    },
  }
}

async function projectOn(
  { embedding, vocabulary }: Model,
  set: TokenSet,
  mean: Float64Array,
  vt: Matrix,
  resolved: ResolvedOptions,
  { signal, onProgress }: AnalyzeOptions,
): Promise<Projection> {
  const vectors = resolved.projection ? resolved.vectors : []
  const values = resolved.projection
    ? await project(embedding, selectRows(vt, vectors), { mean, signal, onProgress })
    : zeros(0, vocabulary.size)
  return new Projection({ vectors, values, tokens: vocabulary.tokens, memberIds: idsOf(set) })
}

function listsOf(
  projection: Projection,
  vector: number,
  asNotebook: boolean,
): { readonly largest: readonly ProjectedToken[]; readonly poles: Poles } {
  if (projection.vectors.length === 0) return { largest: [], poles: { positive: [], negative: [] } }
  return {
    largest: asNotebook ? largestAsNotebook(projection, vector) : projection.largest(vector),
    poles: projection.poles(vector),
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
