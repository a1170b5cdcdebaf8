import type { EngineOptions } from './kernels/engine.js'
import { type Matrix, type RowTable, dot, requireFinite, rowOf, zeros } from './matrix.js'
import { svd } from './svd.js'

/** How a whole table is decomposed. */
export interface GramSpectrumOptions extends EngineOptions {
  /** Subtracts from every row the mean of all; true by default. */
  readonly centre?: boolean
  /** Called after each block with the rows done and those to do, twice the table's if it is centred: it is walked twice. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** What is left of E = U·diag(s)·Vᵀ without U. */
export interface GramSpectrum {
  /** d numbers, what was subtracted; zeros if nothing was. */
  readonly mean: Float64Array
  /** min(V, d) numbers, descending. */
  readonly singularValues: Float64Array
  /** min(V, d) × d: right singular vectors in rows, the element of largest magnitude positive. */
  readonly vt: Matrix<Float64Array>
  /** How it was computed, for manifests. */
  readonly algorithm: string
}

/**
 * Singular values and right singular vectors of a whole table, streamed: the eigenvectors of EᵀE, whose d × d sums are all
 * that is kept. Values below 2e-8·σ₁ are lost in rounding, as in every Gram matrix.
 *
 * @param table V rows of d columns
 * @throws {Numerical} when it holds NaN or an infinity
 */
export async function gramSpectrum(
  table: RowTable,
  { centre = true, onProgress, ...engine }: GramSpectrumOptions = {},
): Promise<GramSpectrum> {
  const [count, d] = table.shape
  const { signal } = engine
  const total = centre ? 2 * count : count
  const mean = new Float64Array(d)
  if (centre) {
    for await (const { start, rows } of table.blocks({ signal })) {
      signal?.throwIfAborted()
      for (let i = 0; i < rows.rows; i++)
        for (let j = 0; j < d; j++) mean[j] += rows.data[i * d + j]
      onProgress?.(start + rows.rows, total)
    }
    if (count > 0) for (let j = 0; j < d; j++) mean[j] /= count
  }
  const gram = zeros(d, d)
  for await (const { start, rows } of table.blocks({ signal })) {
    signal?.throwIfAborted()
    requireFinite(rows, `spectrum of a table, rows from ${start} on`)
    addGram(gram, rows, mean)
    onProgress?.(total - count + start + rows.rows, total)
  }
  const { singularValues: lambda, vt } = await svd(gram, engine)
  const r = Math.min(count, d)
  const vectors = { rows: r, cols: d, data: vt.data.slice(0, r * d) }
  for (let k = 0; k < r; k++) turnUp(rowOf(vectors, k))
  const singularValues = lambda.slice(0, r).map(Math.sqrt)
  return { mean, singularValues, vt: vectors, algorithm: 'streamed Gram matrix; float64' }
}

/** G += (B − 1·μᵀ)ᵀ(B − 1·μᵀ) for a block B of rows. */
function addGram(gram: Matrix<Float64Array>, { rows, cols: d, data }: Matrix, mean: Float64Array) {
  // Column by column, so that both factors of a sum lie side by side.
  const columns = zeros(d, rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < d; j++) columns.data[j * rows + i] = data[i * d + j] - mean[j]
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      gram.data[i * d + j] += dot(rowOf(columns, i), rowOf(columns, j))
      gram.data[j * d + i] = gram.data[i * d + j]
    }
}

/** Turns a vector so that its element of largest magnitude is positive. */
function turnUp(v: Float64Array): void {
  let largest = 0
  for (const x of v) if (Math.abs(x) > Math.abs(largest) * (1 + 1e-9)) largest = x
  if (largest < 0) for (let j = 0; j < v.length; j++) v[j] = -v[j]
}
