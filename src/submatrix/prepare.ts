import { type Centred, centreColumns } from '../math/centre.js'
import { type GramSpectrum, gramSpectrum } from '../math/gram-spectrum.js'
import { type Matrix, type RowTable, dot, requireFinite, rowOf, zeros } from '../math/matrix.js'
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

/** How a table is walked through. */
export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined
  /** Called after each block with the rows done and those to do. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Directions with less than this multiple of the largest spread are none: whitening would blow up rounding errors. */
const NO_SPREAD = 1e-5

/**
 * Makes a transform ready. Only what it needs is computed: the vocabulary's mean in one pass over the table, or its
 * principal directions in two.
 *
 * @throws {Numerical} when the vocabulary is needed and holds NaN or an infinity
 */
export async function prepare(
  embedding: EmbeddingMatrix,
  transform: Transform,
  { signal, onProgress }: PrepareOptions = {},
): Promise<Preparation> {
  const { centre, normalise, remove, whiten } = transform
  const unit = normalise === 'rows'
  const table = unit ? unitTable(embedding) : embedding
  // Only these two: whatever else a caller's options hold means something else to others.
  const options = { signal, onProgress }
  const spectrum =
    remove > 0 || whiten
      ? await gramSpectrum(table, whiten ? options : { ...options, vectors: remove })
      : undefined
  const map = spectrum && linearMap(spectrum, embedding.vocabSize, remove, whiten)
  const pullBack = (vectors: Matrix): Matrix => (map ? multiply(vectors, map) : vectors)
  const before = (rows: Matrix): Matrix => pullBack(unit ? unitRows(rows) : rows)
  const found =
    centre === 'vocabulary' ? (spectrum?.mean ?? (await meanOf(table, options))) : undefined
  const vocabularyMean = found && rowOf(pullBack({ rows: 1, cols: embedding.dim, data: found }), 0)
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

async function meanOf(
  table: RowTable,
  { signal, onProgress }: PrepareOptions,
): Promise<Float64Array> {
  const [count, d] = table.shape
  const mean = new Float64Array(d)
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    requireFinite(rows, `mean of the vocabulary, rows from ${start} on`)
    for (let i = 0; i < rows.rows; i++)
      for (let j = 0; j < d; j++) mean[j] += rows.data[i * d + j] / count
    onProgress?.(start + rows.rows, count)
  }
  return mean
}

/** M = Σₖ wₖ·vₖ·vₖᵀ over principal directions: w is 0 for those removed, else 1, or 1/√λ to whiten. */
function linearMap(
  { singularValues, vt }: GramSpectrum,
  count: number,
  remove: number,
  whiten: boolean,
): Matrix<Float64Array> {
  const d = vt.cols
  const out = zeros(d, d)
  // Removing alone is I minus the few directions that go.
  if (!whiten) for (let j = 0; j < d; j++) out.data[j * d + j] = 1
  for (let k = 0; k < (whiten ? vt.rows : remove); k++) {
    const kept = k >= remove && singularValues[k] > NO_SPREAD * singularValues[0]
    const weight = whiten ? (kept ? Math.sqrt(count) / singularValues[k] : 0) : -1
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
