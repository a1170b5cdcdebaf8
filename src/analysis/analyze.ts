import { rowCorrelations } from '../math/correlation.js'
import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { SVD_ALGORITHM_NAMES, svd, svdAlgorithm } from '../math/svd.js'
import type { Model } from '../model/model.js'
import { largestAsNotebook } from '../projection/as-notebook.js'
import { projectPrepared } from '../projection/project-prepared.js'
import { pairOf } from '../projection/pair.js'
import { type Poles, type ProjectedToken, Projection } from '../projection/projection.js'
import { controlSpectra } from '../submatrix/control-spectra.js'
import { type Preparation, less, prepare } from '../submatrix/prepare.js'
import { groupRows } from '../submatrix/submatrix.js'
import { ordinaryIds } from '../tokens/classes.js'
import { rowsOfKinds, scanRows } from '../tokens/row-classes.js'
import { idsOfDraw, rowGroupsOfDraw } from '../tokens/control.js'
import { idsOf, orderById, rowGroupsOf } from '../tokens/member.js'
import { type TokenSet, resolveTokenSet } from '../tokens/token-set.js'
import { VERSION } from '../version.js'
import type { Analysis } from './analysis.js'
import { choosePair } from './choose-pair.js'
import { finiteControls, requireFiniteRows } from './finite-rows.js'
import { findingsOf } from './findings.js'
import { rowsFingerprint } from './fingerprint.js'
import { type AnalyzeOptions, resolveControls, resolveOptions, resolvePair } from './options.js'
import { requireVariance, requireVectors } from './require-vectors.js'
import { statisticsOf } from './statistics.js'
import { Stopwatch } from './stopwatch.js'

/**
 * Runs the whole way once: tokens, controls, submatrices, spectra, projection, tests, correlation.
 *
 * @param model from `openModel`; its embedding is read in one streaming pass, and the rows of set and controls
 * @throws {InvalidArgument} for options that cannot mean anything, or too few tokens to draw from
 * @throws {NotOneToken} for words that are not one token of the model
 * @throws {Numerical} when a row of the set holds NaN or an infinity; others are not drawn, nor listed, and told
 */
export async function analyze(model: Model, options: AnalyzeOptions = {}): Promise<Analysis> {
  const { signal } = options
  const { embedding, vocabulary, info } = model
  const watch = new Stopwatch()
  const asked = resolveOptions(options, info.dim)
  const set = await watch.time('tokens', () => resolveTokenSet(model, asked.set, asked))
  const pairChoice = choosePair(model, set, resolvePair(options), asked.variant)
  const controlsAsked = resolveControls(options, set.members.length)
  const resolved = { ...asked, ...pairChoice.options, controls: controlsAsked }
  const { asNotebook, transform, vectors } = resolved
  const [shown] = vectors
  const [n, centre] = [set.members.length, transform.centre === 'set']
  const directions = Math.min(n - (centre ? 1 : 0), info.dim - transform.remove)
  requireVectors(vectors, n, directions)
  const { excludeRows } = resolved.controls
  const { onProgress } = options
  const except =
    excludeRows &&
    rowsOfKinds(
      await watch.time('rows', () => scanRows(model, { signal, onProgress })),
      excludeRows,
    )
  const preparation = await watch.time('prepare', () => prepare(embedding, transform, options))
  const own = await watch.time('submatrix', async () => {
    const groups = rowGroupsOf(set)
    const rows = await groupRows(embedding, groups, { signal })
    requireFiniteRows(rows, groups, vocabulary)
    return preparation.submatrix(rows)
  })
  const spectrum = await watch.time('svd', () => svd(own.matrix, { vectors: resolved.svd }))
  const rank = requireVariance(spectrum.singularValues, own.mean, set, vectors)
  const told = withLeading(vectors, Math.min(resolved.leading, directions, rank))
  const { controls, result: chance } = await finiteControls(
    model,
    set,
    { ...resolved.controls, except, asNotebook, signal },
    (drawn) =>
      watch.time('controls', () =>
        controlSpectra(embedding, drawn, {
          centre,
          map: (rows) => (centre ? preparation.map(rows) : less(preparation.map(rows), own.mean)),
          signal,
        }),
      ),
    watch,
  )
  const { algorithm: ensembleAlgorithm, ...singularValues } = chance
  const first = await watch.time('first control', async () => {
    const rows = await groupRows(embedding, rowGroupsOfDraw(controls, 0), { signal })
    const { matrix, mean } = preparation.submatrix(rows)
    return { mean, spectrum: await svd(matrix, { vectors: resolved.svd }) }
  })
  const onTold = await watch.time('projection', () =>
    projectOn(
      model,
      set,
      own.mean,
      spectrum.vt,
      preparation,
      resolved.projection ? told : [],
      options,
    ),
  )
  const projection = resolved.projection ? onTold.only(vectors) : onTold
  const lists = await watch.time('lists', () => listsOf(projection, shown, asNotebook))
  const members = new Set(idsOf(set))
  const statistics = await statisticsOf(
    {
      spectrum,
      controls: singularValues,
      dimensions: info.dim - transform.remove,
      seed: controls.seed,
      order: orderById(set),
      centre,
      tested: directions,
      rank: Math.min(rank, directions),
      vectors: told,
      projection: onTold,
      members: resolved.members,
      others: ordinaryIds(vocabulary).filter((id) => !members.has(id)),
    },
    watch,
  )
  const correlation = await watch.time('correlation', () => rowCorrelations(own.matrix))
  const pair = await watch.time('pair', () => pairOf(model, pairChoice.members))
  const controlIds = idsOfDraw(controls, 0)
  return {
    format: 'tokenprism-analysis',
    version: 2,
    model: info,
    set,
    transform,
    mean: own.mean,
    spectrum,
    controls: { ...controls, singularValues },
    control: {
      ids: controlIds.slice(),
      tokens: Array.from(controlIds, (id) => vocabulary.tokens[id]),
      ...first,
    },
    ...statistics,
    vector: shown,
    projection,
    ...lists,
    correlation,
    pair,
    findings: findingsOf({
      label: set.label,
      set,
      members: resolved.members,
      controls,
      transform,
      vector: shown,
      notFinite: projection.vectors.length > 0 ? projection.notFinite(shown) : [],
      ...statistics,
    }),
    manifest: {
      tokenprism: VERSION,
      source: info.source,
      ...(info.commit === undefined ? {} : { commit: info.commit }),
      matrix: info.matrix,
      file: info.file,
      tensor: info.tensor,
      dtype: info.dtype,
      shape: [info.vocabSize, info.dim],
      options: resolved,
      setIds: Array.from(idsOf(set)),
      rowsSha256: await rowsFingerprint(embedding, idsOf(set)),
      controlIds: Array.from(controlIds),
      generator: controls.generator,
      algorithm: SVD_ALGORITHM_NAMES[svdAlgorithm(own.matrix.rows, own.matrix.cols)],
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
  preparation: Preparation,
  vectors: readonly number[],
  { signal, onProgress }: AnalyzeOptions,
): Promise<Projection> {
  const values =
    vectors.length > 0
      ? await projectPrepared(embedding, preparation, selectRows(vt, vectors), {
          mean,
          signal,
          onProgress,
        })
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

/** Those that were asked for and the first few, in order. */
function withLeading(vectors: readonly number[], leading: number): readonly number[] {
  const first = Array.from({ length: leading }, (_, i) => i + 1)
  return [...new Set([...first, ...vectors])].sort((a, b) => a - b)
}

/** Rows k − 1 of a matrix, for each k. */
function selectRows(m: Matrix, ks: readonly number[]): Matrix<Float64Array> {
  const out = zeros(ks.length, m.cols)
  ks.forEach((k, i) => {
    out.data.set(rowOf(m, k - 1), i * m.cols)
  })
  return out
}
