import { InvalidArgument } from '../errors.js'
import { centreColumns } from './centre.js'
import { type Matrix, dot, requireFinite, rowOf, toFloat64, transpose, zeros } from './matrix.js'
import { singularValues } from './svd.js'
import { symmetricValues } from './symmetric-values.js'

/** Many row subsets of one pool, all of one size. */
export interface Draws {
  /** How many subsets. */
  readonly count: number
  /** Rows in each. */
  readonly size: number
  /** count × size: row indices into the pool, subset after subset. */
  readonly indices: Uint32Array
}

/** How an ensemble is decomposed. */
export interface EnsembleOptions {
  /** Subtracts from each subset its own mean; true by default. */
  readonly centre?: boolean
  readonly signal?: AbortSignal | undefined
  /** Threads at most, this one counted; by default as many as the machine has. */
  readonly threads?: number
  /** Called now and then with the draws done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** The spectra of an ensemble: draws × min(size, d), each row descending. */
export interface EnsembleSpectra extends Matrix<Float64Array> {
  /** How they were computed, for manifests. */
  readonly algorithm: string
  /** Draws that took the exact path. */
  readonly exactDraws: number
}

/** Below this multiple of λ₁ an eigenvalue of a Gram matrix has lost too many digits. */
const SUSPICIOUS = 1e-6

/** Draws between two looks at the signal, with a breath for whatever else runs on this thread. */
const BATCH = 64

/**
 * Singular values of many row subsets of one pool, each centred by its own mean.
 *
 * Each subset's Gram matrix is decomposed, on its smaller side. Its eigenvalues have errors of about 1e-15·λ₁, so
 * that σ ≥ 1e-3·σ₁ are right to 1e-9 or better relative to themselves; where one falls below, the whole subset takes the
 * exact path of `singularValues`. The one zero that centring makes (the last of size ≤ d values) is written as 0.
 *
 * @param pool the rows that are drawn from; float32 is widened first
 * @param draws indices below pool.rows
 * @throws {InvalidArgument} for an index outside of the pool
 * @throws {Numerical} when the pool holds NaN or an infinity
 */
export async function ensembleSpectra(
  pool: Matrix,
  draws: Draws,
  { centre = true, signal, onProgress }: EnsembleOptions = {},
): Promise<EnsembleSpectra> {
  requireDraws(pool, draws)
  requireFinite(pool, 'pool of an ensemble')
  const { count, size } = draws
  const r = Math.min(size, pool.cols)
  const structuralZero = centre && size <= pool.cols ? 1 : 0
  const out = zeros(count, r)
  const scale = powerOfTwoNear(pool)
  let exactDraws = 0
  for (let k = 0; k < count; k++) {
    if (k % BATCH === 0) {
      onProgress?.(k, count)
      await breath()
      signal?.throwIfAborted()
    }
    const own = subset(pool, draws.indices.subarray(k * size, (k + 1) * size), centre)
    const lambda = gramValues(own, scale)
    // Negated, so that a λ₁ lost to underflow is suspicious too.
    if (r > structuralZero && !(lambda[r - structuralZero - 1] > SUSPICIOUS * lambda[0])) {
      exactDraws++
      rowOf(out, k).set(await singularValues(own))
    } else
      for (let i = 0; i < r - structuralZero; i++)
        out.data[k * r + i] = Math.sqrt(lambda[i]) / scale
  }
  onProgress?.(count, count)
  return { ...out, algorithm: ALGORITHM, exactDraws }
}

const ALGORITHM = 'Gram matrix, tridiagonal QL; exact below 1e-6·λ₁; float64'

function subset(pool: Matrix, indices: Uint32Array, centre: boolean): Matrix<Float64Array> {
  const rows = zeros(indices.length, pool.cols)
  indices.forEach((index, i) => {
    rows.data.set(rowOf(pool, index), i * pool.cols)
  })
  return centre ? centreColumns(rows).matrix : rows
}

/** Eigenvalues of the smaller of A·Aᵀ and Aᵀ·A, of A times `scale`, descending. */
function gramValues(a: Matrix<Float64Array>, scale: number): Float64Array {
  const wide = a.rows <= a.cols ? toFloat64(a) : transpose(a)
  const n = wide.rows
  for (let i = 0; i < wide.data.length; i++) wide.data[i] *= scale
  const gram = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) gram[i * n + j] = dot(rowOf(wide, i), rowOf(wide, j))
  return symmetricValues(gram, n)
}

/** A power of two that brings the largest element near 1, so that squares do not overflow. */
function powerOfTwoNear(pool: Matrix): number {
  let largest = 0
  for (const x of pool.data) largest = Math.max(largest, Math.abs(x))
  if (largest === 0) return 1
  return 2 ** Math.min(1022, Math.max(-1022, -Math.floor(Math.log2(largest))))
}

function requireDraws(pool: Matrix, { count, size, indices }: Draws): void {
  const wrong = indices.find((index) => index >= pool.rows)
  if (indices.length === count * size && wrong === undefined) return
  throw new InvalidArgument({
    where: 'draws',
    expected: `${count} × ${size} row indices below ${pool.rows}`,
    found: wrong === undefined ? `${indices.length} indices` : `index ${wrong}`,
    next: 'Draw from the rows of this pool.',
  })
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
