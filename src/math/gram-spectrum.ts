import { InvalidArgument, requireWhole } from '../errors.js'
import { unscaled } from './decompose/unscaled.js'
import { largestEigen, symmetricEigen } from './eigen/symmetric-eigen.js'
import { type SumOptions, sumGram } from './gram-sums.js'
import type { Engine } from './kernels/engine.js'
import { requireOptions } from './kernels/options.js'
import { withEngine } from './kernels/pool.js'
import { type Matrix, type RowTable, rowOf } from './matrix.js'
import { notFinite } from './not-finite.js'
import { homeOfTable, requireTable } from './table.js'

/** How a table's spectrum is computed. */
export interface GramSpectrumOptions extends SumOptions {
  /** How many right singular vectors are given, as far as there are so many; all min(V, d) by default. */
  readonly vectors?: number
}

/** The singular values and right singular vectors of a table of rows. */
export interface GramSpectrum {
  /** Rows that went in. */
  readonly count: number
  /** d numbers, the mean of all rows, which was subtracted; zeros if nothing was. */
  readonly mean: Float64Array
  /** min(V, d) numbers, descending. */
  readonly singularValues: Float64Array
  /** vectors × d: right singular vector k in row k, its largest element positive. */
  readonly vt: Matrix<Float64Array>
  /** How it was computed, for manifests. */
  readonly algorithm: string
}

/**
 * The spectrum of a whole table in one pass and constant memory: the d × d Gram matrix Σ (eᵢ − μ)(eᵢ − μ)ᵀ is added up in
 * float64 as the rows stream by, and its eigenvalues are the squared singular values. Each tile of it is summed by one
 * thread in the order of rows, so that the number of threads changes no bit. Singular values have errors of about
 * 1e-16·σ₁²/σ: those above 1e-4·σ₁ are right to 1e-12·σ₁, those below 2e-8·σ₁ are lost. Blocks of single rows are added up one by
 * one, which costs up to two digits of that for 20,000 of them.
 *
 * @param table V rows of d columns
 * @throws {InvalidArgument} for a table without rows, or a number of vectors that is none
 * @throws {Numerical} when a row holds NaN or an infinity, naming the first such row, or a singular value is beyond the largest float64
 */
export async function gramSpectrum(
  table: RowTable,
  options: GramSpectrumOptions = {},
): Promise<GramSpectrum> {
  requireOptions(options)
  requireTable(table, 'spectrum of a table')
  const { centre = true, vectors } = options
  const [count, d] = table.shape
  if (count === 0 || d === 0)
    throw new InvalidArgument({
      where: 'spectrum of a table',
      expected: 'at least one row and column',
      found: `${count} × ${d}`,
      next: 'Give a table with rows.',
    })
  if (vectors !== undefined) requireWhole('vectors of a spectrum', vectors, 0)
  const compute = async (engine: Engine): Promise<GramSpectrum> => {
    const { arena } = engine
    const r = Math.min(count, d)
    const k = Math.min(vectors ?? r, r)
    const { gram, mean, scale } = await sumGram(engine, table, options)
    if (!arena.f64(gram, d * d).every(Number.isFinite)) throw await notFinite(table, options.signal)
    const few = k <= d / FEW
    const z = arena.alloc((few ? k : d) * d * 8)
    const values = few
      ? await largestEigen(engine, gram, z, d, k)
      : await symmetricEigen(engine, gram, z, d)
    const found = arena.f64(z, (few ? k : d) * d)
    const vt = few ? { rows: k, cols: d, data: found.slice() } : lastRows(found, d, k)
    pointForwards(vt)
    const name = few ? FEW_VECTORS : ALL_VECTORS
    const lengths = Float64Array.from({ length: r }, (_, i) =>
      Math.sqrt(Math.max(0, values[d - 1 - i])),
    )
    return {
      count,
      mean: mean.map((x) => x / scale),
      singularValues: unscaled(lengths, scale, `spectrum of a ${count} × ${d} table`),
      vt,
      algorithm: centre ? `centred ${name}` : name,
    }
  }
  return withEngine(options, count * d * d + 10 * d ** 3, compute, homeOfTable(table))
}

/** Up to this part of all vectors, inverse iteration is the faster way, and takes a quarter of the memory. */
const FEW = 8

const ALL_VECTORS = 'Gram matrix, streamed; tridiagonal divide and conquer; float64'
const FEW_VECTORS = 'Gram matrix, streamed; tridiagonal QL and inverse iteration; float64'

/** The last rows of z, last first. */
function lastRows(z: Float64Array, d: number, k: number): Matrix<Float64Array> {
  const out = { rows: k, cols: d, data: new Float64Array(k * d) }
  for (let i = 0; i < k; i++) rowOf(out, i).set(z.subarray((d - 1 - i) * d, (d - i) * d))
  return out
}

/** Makes the largest element of each row positive. */
function pointForwards(vt: Matrix<Float64Array>): void {
  for (let i = 0; i < vt.rows; i++) {
    const row = rowOf(vt, i)
    let largest = 0
    for (const x of row) if (Math.abs(x) > Math.abs(largest) * (1 + 1e-9)) largest = x
    if (largest < 0) for (let j = 0; j < row.length; j++) row[j] = -row[j]
  }
}
