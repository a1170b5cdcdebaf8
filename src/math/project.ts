import { InvalidArgument } from '../errors.js'
import { writeProjectArgs } from './kernels/arguments.js'
import type { Call, Engine, EngineOptions } from './kernels/engine.js'
import { type Address, CHUNK, type Kernels, STEP } from './kernels/kernels.js'
import { withEngine } from './kernels/pool.js'
import { packInto, packRoom } from './kernels/product.js'
import { F64 } from './encodings.js'
import { type Matrix, type RowTable, dot, requireShape, rowOf, toFloat64, zeros } from './matrix.js'
import { homeOfTable, rowBytes, storedRows } from './table-rows.js'

/** How a table is projected. */
export interface ProjectOptions extends EngineOptions {
  /** Subtracted from every row before projecting, d numbers; nothing is subtracted by default. */
  readonly mean?: Float64Array
  /**
   * `float64` by default. `mixed` multiplies float32 rows in float32 and adds up every 64 products in
   * float64: up to twice as fast, with errors of about 2e-8 of ‖row‖·‖vector‖.
   */
  readonly precision?: 'float64' | 'mixed'
  /** Called after each block with the rows done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Projects every row of a table on each of k vectors, (E − 1·μᵀ)·Wᵀ, in one pass. The centred table is never built:
 * E·w − μ·w. Stored float16, bfloat16 and quantised numbers are decoded in the kernel.
 *
 * @param table V rows of d columns
 * @param vectors k × d, one direction a row; unit length where a coordinate is wanted
 * @returns k × V, row i the projections on vector i
 * @throws {InvalidArgument} when widths differ
 */
export async function project(
  table: RowTable,
  vectors: Matrix,
  options: ProjectOptions = {},
): Promise<Matrix<Float64Array>> {
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
 * @throws {InvalidArgument} when widths differ
 */
export async function walkProjections(
  table: RowTable,
  vectors: Matrix,
  options: ProjectOptions,
  take: (projections: Projections) => void,
): Promise<void> {
  requireShape(vectors, 'vectors of a projection')
  requireWidths(table, vectors, options.mean)
  const { signal, onProgress, precision = 'float64' } = options
  const [count, d] = table.shape
  const k = vectors.rows
  const height = Math.max(CHUNK, Math.floor(OUT_BYTES / (8 * k) / CHUNK) * CHUNK)
  signal?.throwIfAborted()
  if (k === 0 || count === 0) return
  const compute = async (engine: Engine): Promise<void> => {
    const { arena, kernels } = engine
    const offsets = arena.alloc(k * 8)
    const out = arena.alloc(Math.min(height, count) * k * 8)
    const args = arena.alloc(64)
    engine.reserveRooms(roomBytes(k, d))
    arena.f64(offsets, k).set(offsetsOf(vectors, options.mean))
    let placed: { mixed: boolean; at: Address } | undefined
    for await (const rows of storedRows(engine, table, signal)) {
      signal?.throwIfAborted()
      const { encoding } = rows
      const mixed = precision === 'mixed' && encoding !== F64
      if (placed?.mixed !== mixed)
        placed = { mixed, at: await placeVectors(engine, vectors, mixed) }
      const bytes = rowBytes(encoding, d)
      for (let first = 0; first < rows.count; first += height) {
        const n = Math.min(height, rows.count - first)
        const spec = {
          rows: rows.at + first * bytes, n, d, encoding: encoding.code, rowBytes: bytes, mixed: Number(mixed), k,
          vectors: placed.at, offsets, out, stride: n * 8,
        } // prettier-ignore
        writeProjectArgs(arena, spec, args)
        await engine.run('projectRows', chunks(args, n))
        take({ values: arena.f64(out, k * n), start: rows.start + first, n, at: out, kernels })
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

/** Vectors as the kernel that will run wants them: see `kernels/project.ts`. */
async function placeVectors(engine: Engine, vectors: Matrix, mixed: boolean): Promise<Address> {
  const { arena } = engine
  const { rows: k, cols: d, data } = vectors
  if (mixed && k >= 3) {
    const panels = Math.ceil(k / 4) * 4
    const at = arena.alloc(panels * d * 4)
    const to = arena.f32(at, panels * d).fill(0)
    for (let j = 0; j < k; j++)
      for (let i = 0, p = (j - (j % 4)) * d + (j % 4); i < d; i++, p += 4) to[p] = data[j * d + i]
    return at
  }
  if (mixed) {
    const at = arena.alloc(k * d * 4)
    arena.f32(at, k * d).set(data)
    return at
  }
  if (k < 3) {
    const at = arena.alloc(k * d * 8)
    arena.f64(at, k * d).set(data)
    return at
  }
  const packed = packRoom(engine, k, d)
  const mark = arena.mark
  const plain = arena.alloc(k * d * 8)
  arena.f64(plain, k * d).set(data)
  await packInto(engine, packed, { at: plain, stride: d * 8, across: false }, k, 0, d)
  arena.release(mark)
  return packed.at
}

function offsetsOf(vectors: Matrix, mean: Float64Array | undefined): Float64Array {
  const directions = toFloat64(vectors)
  return Float64Array.from({ length: vectors.rows }, (_, j) =>
    mean ? dot(mean, rowOf(directions, j)) : 0,
  )
}

function requireWidths(table: RowTable, vectors: Matrix, mean: Float64Array | undefined): void {
  const [, d] = table.shape
  if (vectors.cols === d && (!mean || mean.length === d)) return
  throw new InvalidArgument({
    where: 'projection',
    expected: `vectors and mean of ${d} dimensions, as the table has`,
    found: `vectors of ${vectors.cols}` + (mean ? `, a mean of ${mean.length}` : ''),
    next: 'Take vectors and mean from the same model as the table.',
  })
}
