import { type Centred, centreColumns } from '../math/centre.js'
import { type MomentsOptions, type Moments, rowMoments } from '../math/covariance.js'
import { type Matrix, type RowTable, dot, requireFinite, rowOf, zeros } from '../math/matrix.js'
import { svd } from '../math/svd.js'
import type { EmbeddingMatrix } from '../model/embedding-matrix.js'
import { unitRows, unitTable } from './unit-rows.js'
import type { Transform } from './transform.js'

/** A transform made ready for one embedding. Rows e become ê·M − mean, with ê of unit length if that was asked for. */
export interface Preparation {
  readonly transform: Transform
  /** ê·M: what is done to rows before centring. */
  readonly map: (rows: Matrix) => Matrix
  /** ê·M, centred as the transform says, and what was subtracted. */
  readonly submatrix: (rows: Matrix) => Centred
  /** Its rows are ê: projected on `pullBack(v)` they give ê·M·v. */
  readonly table: RowTable
  /** M·v for each row v, as M is symmetric. */
  readonly pullBack: (vectors: Matrix) => Matrix
}

/** Directions with less than this multiple of the largest variance are none: whitening would blow up rounding errors. */
const NO_VARIANCE = 1e-10

/**
 * Makes a transform ready. Only what it needs is computed: the vocabulary's mean, or its covariance and principal
 * directions, in one pass over the table.
 *
 * @throws {Numerical} when the vocabulary is needed and holds NaN or an infinity
 */
export async function prepare(
  embedding: EmbeddingMatrix,
  transform: Transform,
  options: MomentsOptions = {},
): Promise<Preparation> {
  const { centre, normalise, remove, whiten } = transform
  const unit = normalise === 'rows'
  const table = unit ? unitTable(embedding) : embedding
  const linear = remove > 0 || whiten
  const moments =
    linear || centre === 'vocabulary' ? await momentsOf(table, options, linear) : undefined
  const map = linear && moments ? await linearMap(moments, remove, whiten) : undefined
  const pullBack = (vectors: Matrix): Matrix => (map ? multiply(vectors, map) : vectors)
  const before = (rows: Matrix): Matrix => pullBack(unit ? unitRows(rows) : rows)
  const vocabularyMean =
    centre === 'vocabulary' && moments
      ? rowOf(pullBack({ rows: 1, cols: embedding.dim, data: moments.mean }), 0)
      : undefined
  return {
    transform,
    map: before,
    submatrix(rows) {
      requireFinite(rows, 'embedding rows of the set')
      const mapped = before(rows)
      if (centre === 'set') return centreColumns(mapped)
      const mean = Float64Array.from(vocabularyMean ?? new Float64Array(embedding.dim))
      return { matrix: less(mapped, mean), mean }
    },
    table,
    pullBack,
  }
}

/** Subtracts the same numbers from every row. */
export function less(rows: Matrix, mean: Float64Array): Matrix<Float64Array> {
  const out = zeros(rows.rows, rows.cols)
  for (let i = 0; i < rows.rows; i++)
    for (let j = 0; j < rows.cols; j++)
      out.data[i * rows.cols + j] = rows.data[i * rows.cols + j] - mean[j]
  return out
}

async function momentsOf(
  table: RowTable,
  options: MomentsOptions,
  both: boolean,
): Promise<Moments> {
  const moments = both ? await rowMoments(table, options) : await meanOnly(table, options)
  requireFinite(
    { rows: 1, cols: moments.mean.length, data: moments.mean },
    'mean of the vocabulary, which this transform needs',
  )
  return moments
}

async function meanOnly(table: RowTable, { signal, onProgress }: MomentsOptions): Promise<Moments> {
  const [count, d] = table.shape
  const mean = new Float64Array(d)
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    for (let i = 0; i < rows.rows; i++)
      for (let j = 0; j < d; j++) mean[j] += rows.data[i * d + j] / count
    onProgress?.(start + rows.rows, count)
  }
  return { mean, covariance: zeros(0, 0) }
}

/** M = Σₖ wₖ·vₖ·vₖᵀ over principal directions: w is 0 for those removed, else 1, or 1/√λ to whiten. */
async function linearMap(
  { covariance }: Moments,
  remove: number,
  whiten: boolean,
): Promise<Matrix<Float64Array>> {
  const { singularValues: variances, vt } = await svd(covariance)
  const d = covariance.rows
  const out = zeros(d, d)
  // Removing alone is I minus the few directions that go.
  if (!whiten) for (let j = 0; j < d; j++) out.data[j * d + j] = 1
  for (let k = 0; k < (whiten ? d : remove); k++) {
    const kept = k >= remove && variances[k] > NO_VARIANCE * variances[0]
    const weight = whiten ? (kept ? 1 / Math.sqrt(variances[k]) : 0) : -1
    const v = rowOf(vt, k)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) out.data[i * d + j] += weight * v[i] * v[j]
  }
  return out
}

/** rows·M for a symmetric M. */
function multiply(rows: Matrix, map: Matrix<Float64Array>): Matrix<Float64Array> {
  const out = zeros(rows.rows, rows.cols)
  for (let i = 0; i < rows.rows; i++)
    for (let j = 0; j < map.rows; j++)
      out.data[i * rows.cols + j] = dot(rowOf(rows, i), rowOf(map, j))
  return out
}
