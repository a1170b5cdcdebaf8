import { LimitExceeded, requireOneOf } from '../errors.js'
import { gramSvd } from './decompose/gram.js'
import { lqJacobi } from './decompose/lq-jacobi.js'
import { twoStageValues } from './decompose/two-stage.js'
import { type LoadedMatrix, loadWide, padded } from './decompose/wide.js'
import type { Engine, EngineOptions } from './kernels/engine.js'
import { requireOptions } from './kernels/options.js'
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

/**
 * How singular values are found without vectors: as `svd` does, or `two-stage`, by reflections to a band matrix, from there to a
 * bidiagonal one, and QR. All are backward stable.
 */
export type SingularValuesAlgorithm = SvdAlgorithm | 'two-stage'

/** How `svd` works. */
export interface SvdOptions extends EngineOptions {
  /** `thin` (the default) gives r singular vectors a side; `full` completes both sides to orthogonal matrices. */
  readonly vectors?: 'thin' | 'full'
  /** By default the faster one for the shape: see `svdAlgorithm`. */
  readonly algorithm?: SvdAlgorithm | undefined
}

/** How `singularValues` works. */
export interface SingularValuesOptions extends EngineOptions {
  /** By default the faster one for the shape: see `singularValuesAlgorithm`. */
  readonly algorithm?: SingularValuesAlgorithm | undefined
}

/** The shorter side up to which Jacobi is the faster way. */
const JACOBI_ROWS = 64

/** The algorithm that `svd` takes for a shape, unless it is told another: `lq-jacobi` up to a shorter side of 64. */
export function svdAlgorithm(rows: number, cols: number): SvdAlgorithm {
  return Math.min(rows, cols) <= JACOBI_ROWS ? 'lq-jacobi' : 'gram'
}

/** The algorithm that `singularValues` takes for a shape, unless it is told another: `lq-jacobi` up to a shorter side of 64. */
export function singularValuesAlgorithm(rows: number, cols: number): SingularValuesAlgorithm {
  return Math.min(rows, cols) <= JACOBI_ROWS ? 'lq-jacobi' : 'two-stage'
}

/** What an algorithm is called in a manifest. */
export const SVD_ALGORITHM_NAMES: Readonly<Record<SingularValuesAlgorithm, string>> = {
  'lq-jacobi': 'Householder LQ, one-sided Jacobi; float64',
  gram: 'Gram matrix, tridiagonal divide and conquer, recursive tail; float64',
  'two-stage': 'Householder band and bidiagonal matrix, QR; float64',
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
 * @throws {LimitExceeded} when it needs more than 4 GB, or more than the machine has
 */
export async function svd(matrix: Matrix, options: SvdOptions = {}): Promise<Svd> {
  const { rows, cols } = requireMatrix(matrix, options)
  const [n, d] = rows <= cols ? [rows, cols] : [cols, rows]
  const { vectors = 'thin', algorithm = svdAlgorithm(rows, cols) } = options
  requireOneOf('vectors of an SVD', ['thin', 'full'], vectors)
  requireOneOf('algorithm of an SVD', Object.keys(DECOMPOSITIONS), algorithm)
  if (vectors === 'full') requireRoom(d, whereOf(matrix))
  const run = DECOMPOSITIONS[algorithm]
  const factors = await onEngine(matrix, options, (engine, loaded) => run(engine, loaded, vectors))
  const { singularValues } = factors
  const ut = { rows: n, cols: n, data: factors.ut }
  const vt = { rows: vectors === 'full' ? d : n, cols: d, data: factors.vt }
  const result =
    rows <= cols
      ? { u: transpose(ut), singularValues, vt }
      : { u: transpose(vt), singularValues, vt: ut }
  fixSigns(result.u, result.vt, n)
  return result
}

/**
 * The singular values alone, in float64 whatever the element type: those of `svd(matrix)` within rounding, for a half of its
 * cost or less by the default algorithm.
 *
 * Above a shorter side of 64 it goes by a band matrix and a bidiagonal one (Großer & Lang 1999; Golub & Kahan 1965), and is right
 * to some tens of ulp·σ₁; `algorithm: 'gram'` is right to ten or twenty, for the whole cost. The same input on the same kernels
 * gives the same bits, whatever the number of threads.
 *
 * @param matrix any shape, empty ones included; left as it is
 * @returns min(rows, cols) numbers, descending, none negative
 * @throws {InvalidArgument} when `data` has not rows × cols numbers, or for an option that is none
 * @throws {Numerical} for NaN or an infinity, a singular value beyond the largest float64, or an iteration that does not
 *   converge
 * @throws {LimitExceeded} when it needs more than 4 GB, or more than the machine has
 */
export async function singularValues(
  matrix: Matrix,
  options: SingularValuesOptions = {},
): Promise<Float64Array> {
  const { rows, cols } = requireMatrix(matrix, options)
  const { algorithm = singularValuesAlgorithm(rows, cols) } = options
  requireOneOf('algorithm of singular values', Object.keys(SVD_ALGORITHM_NAMES), algorithm)
  if (algorithm === 'two-stage') return onEngine(matrix, options, twoStageValues, padded)
  const run = DECOMPOSITIONS[algorithm]
  const factors = await onEngine(matrix, options, (engine, loaded) => run(engine, loaded, 'none'))
  return factors.singularValues
}

function requireMatrix(matrix: Matrix, options: EngineOptions): Matrix {
  requireOptions(options)
  requireShape(matrix, 'matrix of an SVD')
  return matrix
}

function whereOf({ rows, cols }: Matrix): string {
  return `SVD of a ${rows} × ${cols} matrix`
}

/** Runs a decomposition on a matrix that has been copied to an engine. */
async function onEngine<T>(
  matrix: Matrix,
  options: EngineOptions,
  run: (engine: Engine, loaded: LoadedMatrix) => Promise<T>,
  strideOf?: (d: number) => number,
): Promise<T> {
  const largest = requireFinite(matrix, whereOf(matrix))
  const { rows, cols } = matrix
  const work = 8 * Math.min(rows, cols) * rows * cols
  return withEngine(options, work, async (engine) =>
    run(engine, loadWide(engine, matrix, largest, strideOf)),
  )
}

/**
 * Refuses full vectors that cannot be, before anything is decomposed: as many squared as the longer side has numbers.
 *
 * @throws {LimitExceeded}
 */
function requireRoom(d: number, where: string): void {
  const bytes = 8 * d * d
  if (bytes <= MOST_BYTES) return
  throw new LimitExceeded({
    where,
    expected: 'full vectors of at most 4 GB',
    found: `${d} × ${d} numbers, ${(bytes / 1e9).toFixed(1)} GB`,
    next: 'Ask for thin vectors: they are all that singular values belong to.',
  })
}

/** What addresses of 32 bits reach. */
const MOST_BYTES = 2 ** 32

const DECOMPOSITIONS = { 'lq-jacobi': lqJacobi, gram: gramSvd } as const
