import { InvalidArgument, kindOf, requireOneOf, requireWhole } from '../errors.js'
import { centreColumns } from './centre.js'
import { unscaled } from './decompose/unscaled.js'
import { powerOfTwoNear } from './decompose/wide.js'
import { MAX_STEPS } from './eigen/implicit-ql.js'
import { writeEnsembleArgs } from './kernels/arguments.js'
import type { Call, Engine, EngineOptions } from './kernels/engine.js'
import { STEP } from './kernels/kernels.js'
import { requireOptions } from './kernels/options.js'
import { withEngine } from './kernels/pool.js'
import { BREATH, turn } from './kernels/turn.js'
import { homeOf, ownerOf } from './kernels/resident.js'
import { type Matrix, requireFinite, requireShape, rowOf, zeros } from './matrix.js'
import { singularValues } from './svd.js'

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
export interface EnsembleOptions extends EngineOptions {
  /** Subtracts from each subset its own mean; true by default. */
  readonly centre?: boolean
  /** `gram` by default; `exact` decomposes every subset as `singularValues` does. */
  readonly algorithm?: 'gram' | 'exact' | undefined
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

/** Draws that one call of a kernel decomposes: a millisecond or so. */
const DRAWS_A_CALL = 8

/** Draws between two reports of progress. */
const REPORT = 256

/**
 * Singular values of many row subsets of one pool, each centred by its own mean, on all threads.
 *
 * Each subset's Gram matrix is decomposed, on its smaller side. Its eigenvalues have errors of about 1e-15·λ₁, so
 * that σ ≥ 1e-3·σ₁ are right to 1e-9 or better relative to themselves; where one falls below, the whole subset takes the
 * exact path of `singularValues`. The one zero that centring makes (the last of size ≤ d values) is written as 0.
 *
 * @param pool the rows that are drawn from; float32 is widened as it is gathered
 * @param draws indices below pool.rows
 * @throws {InvalidArgument} for an index outside of the pool, or an option that is none
 * @throws {Numerical} when a row that is drawn holds NaN or an infinity, or a singular value is beyond the largest float64
 */
export async function ensembleSpectra(
  pool: Matrix,
  draws: Draws,
  options: EnsembleOptions = {},
): Promise<EnsembleSpectra> {
  requireOptions(options)
  const { centre = true, algorithm = 'gram', signal, onProgress } = options
  requireOneOf('algorithm of an ensemble', Object.keys(ALGORITHMS), algorithm)
  requireShape(pool, 'pool of an ensemble')
  requireDraws(pool, draws)
  // Squares of float32 neither overflow nor vanish in float64, and a row that is not finite shows in its draw.
  const single = pool.data instanceof Float32Array
  const scale = single ? 1 : powerOfTwoNear(requireFinite(pool, 'pool of an ensemble'))
  const { count, size, indices } = draws
  const r = Math.min(size, pool.cols)
  const out = zeros(count, r)
  signal?.throwIfAborted()
  if (out.data.length === 0) {
    onProgress?.(count, count)
    return { ...out, algorithm: ALGORITHMS[algorithm], exactDraws: 0 }
  }
  const suspicious =
    algorithm === 'gram'
      ? await gramSpectra(pool, draws, out, scale, options)
      : Uint32Array.from({ length: count }, (_, k) => k)
  let lastBreath = performance.now()
  for (const [done, k] of suspicious.entries()) {
    signal?.throwIfAborted()
    // Each by itself is over before it would let anything else have its turn.
    if (performance.now() - lastBreath >= BREATH) {
      onProgress?.(count - suspicious.length + done, count)
      await turn()
      lastBreath = performance.now()
    }
    const rows = subset(pool, indices.subarray(k * size, (k + 1) * size), centre)
    rowOf(out, k).set(await singularValues(rows, { ...options, algorithm: undefined, threads: 1 }))
  }
  for (let k = 0; k < count; k++) unscaled(rowOf(out, k), 1, `draw ${k} of an ensemble`)
  onProgress?.(count, count)
  return { ...out, algorithm: ALGORITHMS[algorithm], exactDraws: suspicious.length }
}

const ALGORITHMS = {
  gram: 'Gram matrix, tridiagonal QL; exact below 1e-6·λ₁; float64',
  exact: 'singular value decomposition of each; float64',
} as const

/** Fills in all spectra; gives the draws of which one is not to be trusted. */
async function gramSpectra(
  pool: Matrix,
  draws: Draws,
  out: Matrix<Float64Array>,
  scale: number,
  options: EnsembleOptions,
): Promise<Uint32Array> {
  const { count, size } = draws
  const { cols: r, data } = out
  const { centre = true, onProgress } = options
  const operations = count * (2 * size * pool.cols * r + 8 * r ** 3 + 6 * size * pool.cols)
  const compute = async (engine: Engine): Promise<void> => {
    const { arena } = engine
    const { args, at } = load(engine, pool, draws, { centre, scale, r })
    engine.reserveRooms((size * pool.cols + pool.cols + STEP * (r + 4) + r * r + 3 * r) * 8)
    for (let start = 0; start < count; start += REPORT) {
      if (start > 0) onProgress?.(start, count)
      const end = Math.min(count, start + REPORT)
      const calls: Call[] = []
      for (let first = start; first < end; first += DRAWS_A_CALL)
        calls.push([args, first, Math.min(end, first + DRAWS_A_CALL)])
      await engine.run('ensembleDraws', calls)
    }
    data.set(arena.f64(at, count * r))
  }
  await withEngine(options, operations, compute, homeOf(pool.data))
  return finish(data, r, scale, centre && size <= pool.cols ? 1 : 0)
}

/** Pool, draws and arguments, in an arena. */
function load(
  engine: Engine,
  pool: Matrix,
  { count, size, indices }: Draws,
  { centre, scale, r }: { centre: boolean; scale: number; r: number },
): { args: number; at: number } {
  const single = pool.data instanceof Float32Array
  const { arena } = engine
  const lives = ownerOf(pool.data) === engine
  const rows = lives ? pool.data.byteOffset : arena.alloc(pool.data.byteLength)
  const drawn = arena.alloc(count * size * 4)
  const at = arena.alloc(count * r * 8)
  if (lives) {
    // The pool is where the kernels work already.
  } else if (single) arena.f32(rows, pool.data.length).set(pool.data)
  else arena.f64(rows, pool.data.length).set(pool.data)
  arena.u32(drawn, count * size).set(indices)
  const args = writeEnsembleArgs(arena, {
    pool: rows,
    single: Number(single),
    cols: pool.cols,
    size,
    indices: drawn,
    out: at,
    centre: Number(centre),
    limit: engine.iterations(MAX_STEPS),
    scale,
  })
  return { args, at }
}

/** Eigenvalues to singular values, in place; gives the rows of which one is not to be trusted. */
function finish(
  data: Float64Array,
  r: number,
  scale: number,
  structuralZeros: number,
): Uint32Array {
  const wrong: number[] = []
  const last = r - structuralZeros
  for (let row = 0; row < data.length; row += r) {
    // Negated, so that a λ₁ lost to underflow is suspicious too.
    if (last > 0 && !(data[row + last - 1] > SUSPICIOUS * data[row])) wrong.push(row / r)
    for (let i = row; i < row + last; i++) data[i] = Math.sqrt(Math.max(0, data[i])) / scale
    data.fill(0, row + last, row + r)
  }
  return Uint32Array.from(wrong)
}

function subset(pool: Matrix, indices: Uint32Array, centre: boolean): Matrix<Float64Array> {
  const rows = zeros(indices.length, pool.cols)
  indices.forEach((index, i) => {
    rows.data.set(rowOf(pool, index), i * pool.cols)
  })
  return centre ? centreColumns(rows).matrix : rows
}

function requireDraws(pool: Matrix, draws: Draws): void {
  const { count, size, indices } = draws ?? ({} as Draws)
  requireWhole('draws', count, 0)
  requireWhole('rows of a draw', size, 0)
  const whole = indices instanceof Uint32Array
  let wrong: number | undefined
  for (let i = 0; whole && i < indices.length && wrong === undefined; i++)
    if (indices[i] >= pool.rows) wrong = indices[i]
  if (whole && indices.length === count * size && wrong === undefined) return
  throw new InvalidArgument({
    where: 'draws',
    expected: `${count} × ${size} row indices below ${pool.rows}, in a Uint32Array`,
    found: !whole
      ? kindOf(indices)
      : wrong === undefined
        ? `${indices.length} indices`
        : `index ${wrong}`,
    next: 'Draw from the rows of this pool.',
  })
}
