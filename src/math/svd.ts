import { requireOneOf } from '../errors.js'
import { gramSvd } from './decompose/gram.js'
import { lqJacobi } from './decompose/lq-jacobi.js'
import { type Vectors, type WideSvd, loadWide } from './decompose/wide.js'
import type { EngineOptions } from './kernels/engine.js'
import { withEngine } from './kernels/pool.js'
import { type Matrix, requireFinite, requireShape, transpose } from './matrix.js'
import { fixSigns } from './signs.js'

/** A = U·diag(s)·Vᵀ, for A of shape n × d and r = min(n, d). */
export interface Svd {
  /** Left singular vectors in columns: n × r, or n × n when full. */
  readonly u: Matrix<Float64Array>
  /** The r singular values, descending, none negative. */
  readonly singularValues: Float64Array
  /** Right singular vectors in rows (Vᵀ, as NumPy's `Vh`): r × d, or d × d when full. */
  readonly vt: Matrix<Float64Array>
}

/**
 * How singular values and vectors are found: `lq-jacobi` is Householder LQ and one-sided Jacobi, `gram` the eigenvectors of
 * the Gram matrix with the recursive tail that restores small values. Both are backward stable.
 */
export type SvdAlgorithm = 'lq-jacobi' | 'gram'

/** How `svd` works. */
export interface SvdOptions extends EngineOptions {
  /** `thin` (the default) gives r singular vectors a side; `full` completes both sides to orthogonal matrices. */
  readonly vectors?: 'thin' | 'full'
  /** By default the faster one for the shape: see `svdAlgorithm`. */
  readonly algorithm?: SvdAlgorithm | undefined
}

/** The shorter side up to which Jacobi is the faster way. */
const JACOBI_ROWS = 64

/** The algorithm that `svd` takes for a shape, unless it is told another: `lq-jacobi` up to a shorter side of 64. */
export function svdAlgorithm(rows: number, cols: number): SvdAlgorithm {
  return Math.min(rows, cols) <= JACOBI_ROWS ? 'lq-jacobi' : 'gram'
}

/** What an algorithm is called in a manifest. */
export const SVD_ALGORITHM_NAMES: Readonly<Record<SvdAlgorithm, string>> = {
  'lq-jacobi': 'Householder LQ, one-sided Jacobi; float64',
  gram: 'Gram matrix, tridiagonal divide and conquer, recursive tail; float64',
}

/**
 * The singular value decomposition, in float64 whatever the element type.
 *
 * A tall matrix is transposed first. Signs are fixed by `fixSigns`: most of the rows' energy lies on the positive side.
 * Errors are about 1e-15 of the largest singular value. A centred matrix has a numerical zero as its last
 * singular value; the vector beside it is arbitrary. The same input on the same kernels gives the same bits, whatever the
 * number of threads.
 *
 * @param matrix any shape, empty ones included; left as it is
 * @throws {InvalidArgument} when `data` has not rows × cols numbers, or for an option that is none
 * @throws {Numerical} for NaN or an infinity, a singular value beyond the largest float64, or an iteration that does not
 *   converge
 * @throws {LimitExceeded} when it needs more than 4 GB
 */
export async function svd(matrix: Matrix, options: SvdOptions = {}): Promise<Svd> {
  const { rows, cols } = matrix
  const {
    ut: left,
    singularValues,
    vt: right,
  } = await decompose(matrix, options.vectors ?? 'thin', options)
  const [n, d] = rows <= cols ? [rows, cols] : [cols, rows]
  const ut = { rows: n, cols: n, data: left }
  const vt = { rows: options.vectors === 'full' ? d : n, cols: d, data: right }
  const result =
    rows <= cols
      ? { u: transpose(ut), singularValues, vt }
      : { u: transpose(vt), singularValues, vt: ut }
  fixSigns(result.u, result.vt, n)
  return result
}

/**
 * The singular values alone, descending; those that `svd(matrix)` gives, within rounding, for about two thirds of its cost.
 *
 * @throws as `svd` does
 */
export async function singularValues(
  matrix: Matrix,
  options: SvdOptions = {},
): Promise<Float64Array> {
  return (await decompose(matrix, 'none', options)).singularValues
}

async function decompose(matrix: Matrix, vectors: Vectors, options: SvdOptions): Promise<WideSvd> {
  const { rows, cols } = matrix
  const where = `SVD of a ${rows} × ${cols} matrix`
  requireOneOf('vectors of an SVD', ['thin', 'full'], options.vectors ?? 'thin')
  const algorithm = options.algorithm ?? svdAlgorithm(rows, cols)
  requireOneOf('algorithm of an SVD', Object.keys(DECOMPOSITIONS), algorithm)
  requireShape(matrix, where)
  const largest = requireFinite(matrix, where)
  const run = DECOMPOSITIONS[algorithm]
  const n = Math.min(rows, cols)
  return withEngine(options, 8 * n * rows * cols, async (engine) =>
    run(engine, loadWide(engine, matrix, largest), vectors),
  )
}

const DECOMPOSITIONS = { 'lq-jacobi': lqJacobi, gram: gramSvd } as const
