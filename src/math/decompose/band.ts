import type { Call, Engine } from '../kernels/engine.js'
import { type Address, CHUNK, ROOM_BYTES } from '../kernels/kernels.js'
import { multiply, pack } from '../kernels/product.js'
import { factorLq } from './factor-lq.js'
import { reverseRows } from './reverse-rows.js'

/** A matrix in an arena, or a part of one. */
export interface Part {
  readonly at: Address
  readonly rows: number
  readonly cols: number
  /** Bytes between rows. */
  readonly stride: number
}

/** Reflections as the kernels take them. The one that comes first has the last row: kernels apply the last one first. */
interface Block {
  readonly count: number
  readonly width: number
  readonly along: Address
  readonly across: Address
  readonly lower: Address
}

/**
 * Reduces a wide matrix to a lower band matrix with the same singular values, `size` rows and then as many columns at a time
 * (Großer & Lang 1999, Parallel Computing 25(8)). Nearly all of it are products of matrices.
 *
 * @param whole n × d float64, n ≤ d; comes out with the band, row i in columns i − size … i, and with zeros beside it
 * @throws the signal's reason when it is aborted
 */
export async function reduceToBand(engine: Engine, whole: Part, size: number): Promise<void> {
  await reduce(engine, whole, size, async (next, k) => {
    // As many columns as there are rows below: the last block may be lower than wide.
    const count = Math.min(size, whole.rows - next)
    const left = await reflectLeft(engine, partOf(whole, next, k), count)
    await applyLeft(engine, left, partOf(whole, next, k + count))
  })
}

/** As `reduceToBand`, to a lower triangle in the first n columns. */
export async function reduceToTriangle(engine: Engine, whole: Part, size: number): Promise<void> {
  await reduce(engine, whole, size, () => Promise.resolve())
}

/**
 * Makes rows lower triangular, `size` at a time.
 *
 * @param below is called after each, as long as there are rows below: the next row, and the first column that was dealt with
 */
async function reduce(
  engine: Engine,
  whole: Part,
  size: number,
  below: (row: number, col: number) => Promise<void>,
): Promise<void> {
  const { arena } = engine
  engine.reserveRooms(ROOM_BYTES)
  for (let k = 0; k < whole.rows; k += size) {
    const mark = arena.mark
    const next = Math.min(whole.rows, k + size)
    const right = await reflectRight(engine, partOf(whole, k, k, next))
    await applyRight(engine, right, partOf(whole, next, k))
    arena.release(mark)
    if (next < whole.rows) await below(next, k)
    arena.release(mark)
  }
}

/** Rows row … to − 1, from a column on. */
function partOf({ at, rows, cols, stride }: Part, row: number, col: number, to = rows): Part {
  return { at: at + row * stride + col * 8, rows: to - row, cols: cols - col, stride }
}

/** Reflections from the right that make rows lower triangular; the rows become so. */
async function reflectRight(engine: Engine, { at, rows, cols, stride }: Part): Promise<Block> {
  const { arena } = engine
  const v = arena.alloc(rows * cols * 8)
  const numbers = arena.f64(v, rows * cols)
  for (let i = 0; i < rows; i++) numbers.set(arena.f64(at + i * stride, cols), i * cols)
  const triangle = await factor(engine, v, rows, cols)
  for (let i = 0; i < rows; i++) {
    const row = arena.f64(at + i * stride, cols).fill(0)
    row.set(triangle.subarray(i * rows, i * rows + i + 1))
  }
  return packBlock(engine, v, rows, cols)
}

/** Reflections from the left that make the first `count` columns upper triangular; the columns become so. */
async function reflectLeft(
  engine: Engine,
  { at, rows, stride }: Part,
  count: number,
): Promise<Block> {
  const { arena } = engine
  const v = arena.alloc(count * rows * 8)
  const numbers = arena.f64(v, count * rows)
  for (let i = 0; i < rows; i++) {
    const row = arena.f64(at + i * stride, count)
    for (let j = 0; j < count; j++) numbers[j * rows + i] = row[j]
  }
  const triangle = await factor(engine, v, count, rows)
  for (let i = 0; i < rows; i++) {
    const row = arena.f64(at + i * stride, count).fill(0)
    for (let j = i; j < count; j++) row[j] = triangle[j * count + i]
  }
  return packBlock(engine, v, count, rows)
}

/**
 * Turns rows into the reflections that make them lower triangular, the last one first.
 *
 * @param v count × width float64
 * @returns what the rows have become, count × count
 */
async function factor(
  engine: Engine,
  v: Address,
  count: number,
  width: number,
): Promise<Float64Array> {
  const { arena } = engine
  const diagonal = arena.alloc(count * 8)
  await factorLq(engine, v, count, width, diagonal)
  const [rows, on] = [arena.f64(v, count * width), arena.f64(diagonal, count)]
  const triangle = new Float64Array(count * count)
  for (let i = 0; i < count; i++) {
    triangle.set(rows.subarray(i * width, i * width + i), i * count)
    triangle[i * count + i] = on[i]
    rows.fill(0, i * width, i * width + i)
  }
  reverseRows(rows, count)
  return triangle
}

async function packBlock(engine: Engine, v: Address, count: number, width: number): Promise<Block> {
  const lower = engine.arena.alloc(count * count * 8)
  engine.arena.f64(lower, count * count).fill(0)
  const rows = { at: v, stride: width * 8, across: false }
  await multiply(engine, {
    c: lower, ldc: count * 8, rows: count, cols: count, depth: width, x: rows, y: rows, lower: true,
  }) // prettier-ignore
  const along = await pack(engine, rows, count, 0, width)
  const across = await pack(engine, { ...rows, across: true }, width, 0, count)
  return { count, width, along: along.at, across: across.at, lower }
}

/** A part of a matrix times the reflections. */
async function applyRight(engine: Engine, block: Block, a: Part): Promise<void> {
  const { count, width, along, across, lower } = block
  const calls: Call[] = []
  for (let i = 0; i < a.rows; i += CHUNK)
    calls.push([
      a.at + i * a.stride, a.stride, Math.min(CHUNK, a.rows - i), width, width, count, along, across, lower,
    ]) // prettier-ignore
  await engine.run('reflectRows', calls)
}

/** The reflections times a part of a matrix. */
async function applyLeft(engine: Engine, block: Block, a: Part): Promise<void> {
  const { count, width, along, across, lower } = block
  const calls: Call[] = []
  for (let j = 0; j < a.cols; j += CHUNK)
    calls.push([
      a.at + j * 8, a.stride, width, Math.min(CHUNK, a.cols - j), count, along, across, lower,
    ]) // prettier-ignore
  await engine.run('reflectColumns', calls)
}
