import { InvalidArgument, requireOneOf } from '../errors.js'
import { ENCODINGS, F32, F64 } from './encodings.js'
import { writeProjectArgs } from './kernels/arguments.js'
import type { Call, Engine, EngineOptions } from './kernels/engine.js'
import { type Address, CHUNK, type Kernels, STEP } from './kernels/kernels.js'
import { requireOptions } from './kernels/options.js'
import { withEngine } from './kernels/pool.js'
import { type Matrix, type RowTable, requireFinite, requireShape, zeros } from './matrix.js'
import { type PlacedVectors, placeVectors } from './project-vectors.js'
import { homeOfTable, requireTable } from './table.js'
import { type StoredRows, rowBytes, storedRows } from './table-rows.js'

/** How a table is projected. */
export interface ProjectOptions extends EngineOptions {
  /** Subtracted from every row before projecting, d numbers; nothing is subtracted by default. */
  readonly mean?: Float64Array
  /**
   * `float64` by default. `mixed` multiplies float32 rows in float32 and adds up every 64 products in
   * float64: up to twice as fast, with errors of 1e-8 of ‖row‖·‖vector‖ over the embedded vocabulary (root mean square), 1.3e-7 at
   * most; on rows and vectors of one sign, 6e-8, the largest found 2.4e-7. With one or two vectors the largest are 2e-8 and 7e-8.
   * Rows whose products are beyond float32 are multiplied in float64. Products below 1e-38 are as inexact as float32 has them: rows
   * shorter than 1e-36 have errors of up to d·1e-45 instead, on vectors of unit length.
   */
  readonly precision?: 'float64' | 'mixed'
  /** Called after each block with the rows done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Projects every row of a table on each of k vectors, (E − 1·μᵀ)·Wᵀ, in one pass. The centred table is never built:
 * E·w − μ·w. Stored float16, bfloat16 and quantised numbers are decoded in the kernel. A row that is not finite has projections
 * that are not; it is not refused, as tables have such rows for tokens that no text has. Nor is a float64 row with products that are
 * beyond float64: it has an infinity, or NaN where products of both signs are, though their sum may be a small one.
 *
 * @param table V rows of d columns
 * @param vectors k × d, one direction a row; unit length where a coordinate is wanted
 * @returns k × V, row i the projections on vector i
 * @throws {InvalidArgument} when widths differ
 * @throws {Numerical} when a vector or the mean holds NaN or an infinity, or their product is beyond float64
 */
export async function project(
  table: RowTable,
  vectors: Matrix,
  options: ProjectOptions = {},
): Promise<Matrix<Float64Array>> {
  requireArguments(table, vectors, options)
  const [count] = table.shape
  const out = zeros(vectors.rows, count)
  await walkProjections(table, vectors, options, ({ values, start, n }) => {
    for (let j = 0; j < vectors.rows; j++)
      out.data.set(values.subarray(j * n, (j + 1) * n), j * count + start)
  })
  return out
}

/** Bytes of projections that are made before they are taken away. */
const OUT_BYTES = 2 ** 21

/** Projections as they are made; valid until the next ones. */
export interface Projections {
  /** k × n, those of row `start` and after. */
  readonly values: Float64Array
  readonly start: number
  readonly n: number
  /** Where they lie, for these kernels. */
  readonly at: Address
  readonly kernels: Kernels
}

/**
 * Calls `take` with the k × n projections of n rows after n rows, until all have gone by.
 *
 * @param options like all the rest, as `requireArguments` lets them through
 * @throws as `project` does
 */
export async function walkProjections(
  table: RowTable,
  vectors: Matrix,
  options: ProjectOptions,
  take: (projections: Projections) => void,
): Promise<void> {
  const { mean, signal, onProgress, precision = 'float64' } = options
  const [count, d] = table.shape
  const k = vectors.rows
  const height = Math.max(CHUNK, Math.floor(OUT_BYTES / (8 * k) / CHUNK) * CHUNK)
  signal?.throwIfAborted()
  if (k === 0 || count === 0 || d === 0) return
  const compute = async (engine: Engine): Promise<void> => {
    const { arena, kernels } = engine
    const out = arena.alloc(Math.min(height, count) * k * 8)
    const args = arena.alloc(64)
    engine.reserveRooms(roomBytes(k, d))
    const placed = new Map<boolean, PlacedVectors>()
    /** Projects n rows from the first on, in float32 or in float64. */
    const run = async (rows: StoredRows, first: number, n: number, mixed: boolean) => {
      const own = placed.get(mixed) ?? (await placeVectors(engine, vectors, mean, mixed))
      placed.set(mixed, own)
      const bytes = rowBytes(rows.encoding, d)
      const spec = {
        rows: rows.at + first * bytes, n, d, encoding: rows.encoding.code, rowBytes: bytes, mixed: Number(mixed), k,
        vectors: own.vectors, offsets: own.offsets, out, stride: n * 8,
      } // prettier-ignore
      writeProjectArgs(arena, spec, args)
      await engine.run('projectRows', chunks(args, n))
      const values = arena.f64(out, k * n)
      for (const [j, scale] of own.scales)
        for (let i = j * n; i < (j + 1) * n; i++) values[i] /= scale
      return values
    }
    for await (const rows of storedRows(engine, table, signal)) {
      signal?.throwIfAborted()
      const mixed = precision === 'mixed' && rows.encoding !== F64
      for (let first = 0; first < rows.count; first += height) {
        const n = Math.min(height, rows.count - first)
        let values = await run(rows, first, n, mixed)
        if (mixed && MAY_OVERFLOW.has(rows.encoding) && !allFinite(values))
          values = await run(rows, first, n, false)
        take({ values, start: rows.start + first, n, at: out, kernels })
      }
      onProgress?.(rows.start + rows.count, count)
    }
  }
  const home = homeOfTable(table)
  await withEngine(options, 2 * count * d * k, compute, home, home ? undefined : streamedThreads(k))
}

/**
 * Threads for rows that are read as they go by: one thread reads and copies 1 GB in 0.8 s, in which another projects it on six
 * vectors. Each that has nothing to do would hold some 9 MB, or 13 on newer versions of Node.
 */
function streamedThreads(vectors: number): number {
  return Math.min(8, Math.max(2, Math.ceil(vectors / 6)))
}

/** Encodings of numbers that are large enough for 64 products with numbers near 1 to be beyond float32. */
const MAY_OVERFLOW = new Set([F32, ENCODINGS.get('BF16')])

/** True if there is neither NaN nor an infinity: float32 products cannot add up to more than float64 holds. */
function allFinite(values: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = values.length & ~3
  for (let i = 0; i < whole; i += 4) {
    a += values[i]
    b += values[i + 1]
    c += values[i + 2]
    d += values[i + 3]
  }
  for (let i = whole; i < values.length; i++) a += values[i]
  return Number.isFinite(a + b + c + d)
}

/** Rows that a kernel decodes at a time. */
const DECODED = 16

/** What a thread needs for itself: see `kernels/project.ts`. */
function roomBytes(k: number, d: number): number {
  return (CHUNK * STEP + CHUNK * Math.ceil(k / 4) * 4) * 8 + DECODED * d * 4
}

function chunks(args: Address, n: number): Call[] {
  const calls: Call[] = []
  for (let first = 0; first < n; first += CHUNK)
    calls.push([args, first, Math.min(CHUNK, n - first)])
  return calls
}

/**
 * Refuses what cannot be projected, or not so.
 *
 * @throws as `project` does
 */
export function requireArguments(table: RowTable, vectors: Matrix, options: ProjectOptions): void {
  requireOptions(options)
  const { mean, precision = 'float64' } = options
  requireTable(table, 'projection')
  const [, d] = table.shape
  requireOneOf('precision of a projection', ['float64', 'mixed'], precision)
  requireShape(vectors, 'vectors of a projection')
  if (vectors.cols !== d)
    throw new InvalidArgument({
      where: 'vectors of a projection',
      expected: `vectors of ${d} dimensions, as the table has`,
      found: String(vectors.cols),
      next: 'Take vectors from the same model as the table.',
    })
  requireFinite(vectors, 'vectors of a projection')
  if (mean === undefined) return
  const row = { rows: 1, cols: d, data: mean }
  requireShape(row, 'mean of a projection')
  requireFinite(row, 'mean of a projection')
}
