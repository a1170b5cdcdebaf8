import { InvalidArgument, Numerical } from '../errors.js'
import { largestEigen, symmetricEigen } from './eigen/symmetric-eigen.js'
import type { Engine, EngineOptions } from './kernels/engine.js'
import type { Address } from './kernels/kernels.js'
import { withEngine } from './kernels/pool.js'
import { addProduct, packInto, packRoom } from './kernels/product.js'
import { type Matrix, type RowTable, rowOf } from './matrix.js'
import { homeOfTable, rowsInArena } from './table-rows.js'

/** How a table's spectrum is computed. */
export interface GramSpectrumOptions extends EngineOptions {
  /** Subtracts the mean of all rows; true by default. */
  readonly centre?: boolean
  /** How many right singular vectors are given; all d by default. */
  readonly vectors?: number
  /** Called after each block with the rows done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
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

/** Rows that are packed at a time. */
const SLAB = 512

/**
 * The spectrum of a whole table in one pass and constant memory: the d × d Gram matrix Σ (eᵢ − μ)(eᵢ − μ)ᵀ is added up in
 * float64 as the rows stream by, and its eigenvalues are the squared singular values. Each tile of it is summed by one
 * thread in the order of rows, so that the number of threads changes no bit.
 *
 * Rows are centred by the mean of the first block while they are packed, and what that mean was off is put right at the
 * end; a column of ones beside them brings the sums for it. Singular values have errors of about
 * 1e-16·σ₁²/σ: those above 1e-4·σ₁ are right to 1e-12·σ₁, those below 2e-8·σ₁ are lost.
 *
 * @param table V rows of d columns, elements of moderate size
 * @throws {InvalidArgument} for a table without rows
 * @throws {Numerical} when a row holds NaN or an infinity, or squares overflow
 */
export async function gramSpectrum(
  table: RowTable,
  options: GramSpectrumOptions = {},
): Promise<GramSpectrum> {
  const { centre = true, vectors } = options
  const [count, d] = table.shape
  if (count === 0 || d === 0)
    throw new InvalidArgument({
      where: 'spectrum of a table',
      expected: 'at least one row and column',
      found: `${count} × ${d}`,
      next: 'Give a table with rows.',
    })
  const compute = async (engine: Engine): Promise<GramSpectrum> => {
    const { arena } = engine
    const r = Math.min(count, d)
    const k = Math.min(vectors ?? r, r)
    const { gram, mean } = await addUp(engine, table, options)
    if (!arena.f64(gram, d * d).every(Number.isFinite)) throw notFinite(table)
    const few = k <= d / FEW
    const z = arena.alloc((few ? k : d) * d * 8)
    const values = few
      ? await largestEigen(engine, gram, z, d, k)
      : await symmetricEigen(engine, gram, z, d)
    const found = arena.f64(z, (few ? k : d) * d)
    const vt = few ? { rows: k, cols: d, data: found.slice() } : lastRows(found, d, k)
    pointForwards(vt)
    const name = few ? FEW_VECTORS : ALL_VECTORS
    return {
      count,
      mean,
      singularValues: Float64Array.from({ length: r }, (_, i) =>
        Math.sqrt(Math.max(0, values[d - 1 - i])),
      ),
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

/**
 * Adds up the Gram matrix, d × d, its lower triangle, and gives it with the mean of all rows, or zeros if they are not
 * centred.
 */
async function addUp(
  engine: Engine,
  table: RowTable,
  { centre = true, signal, onProgress }: GramSpectrumOptions,
): Promise<{ gram: Address; mean: Float64Array }> {
  const { arena } = engine
  const [count, d] = table.shape
  // One panel more, of which the first column is one: it brings the sums of the columns.
  const width = Math.ceil(d / 4) * 4 + 4
  const sums = arena.alloc(width * width * 8)
  const mark = arena.mark
  const shift = arena.alloc(d * 8)
  const packed = packRoom(engine, width, SLAB)
  arena.f64(sums, width * width).fill(0)
  arena.f64(shift, d).fill(0)
  let first = true
  for await (const rows of rowsInArena(engine, table, signal)) {
    signal?.throwIfAborted()
    const size = rows.single ? 4 : 8
    if (first && centre)
      setShift(engine, rows.at, rows.single, Math.min(rows.count, SLAB), d, shift)
    first = false
    for (let start = 0; start < rows.count; start += SLAB) {
      const height = Math.min(SLAB, rows.count - start)
      const operand = {
        at: rows.at,
        stride: d * size,
        across: true,
        single: rows.single,
        mean: shift,
      }
      await packInto(engine, packed, operand, d, start, height)
      placeOnes(engine, packed, width, height)
      const target = { c: sums, ldc: width * 8, rows: width, cols: width, alpha: 1, lower: true }
      await addProduct(engine, target, packed, packed, height)
      onProgress?.(rows.start + start + height, count)
    }
  }
  const mean = settle(engine, sums, shift, { count, d, width, centre })
  arena.release(mark)
  return { gram: sums, mean }
}

/** The mean of the first rows: near enough to that of all for centring to lose nothing. */
function setShift(
  { arena }: Engine,
  at: Address,
  single: boolean,
  n: number,
  d: number,
  shift: Address,
): void {
  const rows = single ? arena.f32(at, n * d) : arena.f64(at, n * d)
  const to = arena.f64(shift, d)
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) to[j] += rows[i * d + j]
  for (let j = 0; j < d; j++) to[j] /= n
  // A row that is not finite is found at the end; until then it is not to spoil all others.
  if (!to.every(Number.isFinite)) to.fill(0)
}

/** Fills the panel behind the rows' own with a column of ones. */
function placeOnes(
  { arena }: Engine,
  { at, step }: { at: Address; step: number },
  width: number,
  height: number,
): void {
  for (let p = 0; p < height; p += 256) {
    const kc = Math.min(256, height - p)
    const panel = arena.f64(at + (p / 256) * step + (width - 4) * kc * 8, kc * 4).fill(0)
    for (let i = 0; i < kc; i++) panel[i * 4] = 1
  }
}

/**
 * Turns the sums, in place, into the lower triangle of the Gram matrix, its rows end to end, with the shift put right; gives what
 * was subtracted.
 */
function settle(
  { arena }: Engine,
  sums: Address,
  shift: Address,
  { count, d, width, centre }: { count: number; d: number; width: number; centre: boolean },
): Float64Array {
  const all = arena.f64(sums, width * width)
  // How far the mean of all rows is from the shift.
  const off = Float64Array.from({ length: d }, (_, j) => all[(width - 4) * width + j] / count)
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++)
      all[i * d + j] = all[i * width + j] - (centre ? count * off[i] * off[j] : 0)
    // The upper triangle is looked at, too, where numbers that are not finite are looked for.
    all.fill(0, i * d + i + 1, (i + 1) * d)
  }
  return centre ? arena.f64(shift, d).map((x, j) => x + off[j]) : new Float64Array(d)
}

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

function notFinite(table: RowTable): Numerical {
  return new Numerical({
    where: `spectrum of a ${table.shape.join(' × ')} table`,
    expected: 'finite numbers, of magnitudes whose squares can be added up',
    found: 'NaN, an infinity, or magnitudes beyond 1e150',
    next: 'Check how the table was written.',
  })
}
