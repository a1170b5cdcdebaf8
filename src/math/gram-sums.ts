import { largestOf, powerOfTwoNear } from './decompose/wide.js'
import type { Engine, EngineOptions } from './kernels/engine.js'
import type { Address } from './kernels/kernels.js'
import { addProduct, packInto, packRoom } from './kernels/product.js'
import type { RowTable } from './matrix.js'
import { notFinite } from './not-finite.js'
import { type ArenaRows, rowsInArena } from './table-rows.js'

/** Rows that are packed at a time. */
const SLAB = 512

/**
 * Magnitudes whose squares, and the squares of those, neither overflow nor vanish, whatever is summed up: 7e-46 to 1e45. All
 * float32 lie among them, so that float64 rows alone are looked at.
 */
const [LEAST, MOST] = [2 ** -150, 2 ** 150]

/** How a table is summed up. */
export interface SumOptions extends EngineOptions {
  /** Subtracts the mean of all rows; true by default. */
  readonly centre?: boolean
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** A table summed up. */
export interface GramSums {
  /** d × d float64, the lower triangle of the Gram matrix of the rows times `scale`; zeros above it. */
  readonly gram: Address
  /** d numbers that were subtracted from the rows times `scale`; zeros if they were not centred. */
  readonly mean: Float64Array
  /** A power of two, 1 for tables of ordinary magnitudes. */
  readonly scale: number
}

/** What is kept while rows go by. */
interface Sums {
  readonly engine: Engine
  readonly d: number
  /** Columns of the sums: a multiple of four, and one panel more, of which the first column is one. */
  readonly width: number
  /** width × width. */
  readonly sums: Address
  /** d numbers, near the mean of all rows. */
  readonly shift: Address
  /** Rows are multiplied by it; 0 as long as all of them were zero. */
  scale: number
}

/**
 * Adds up the Gram matrix Σ (eᵢ − μ)(eᵢ − μ)ᵀ of a table's rows in one pass.
 *
 * Rows are centred by the mean of the first ones while they are packed, and what that mean was off is put right at the
 * end; a column of ones beside them brings the sums for it. Where later rows lie around another mean, far from it, the sums move
 * there (Chan, Golub & LeVeque 1983), as digits would be lost otherwise; as many rows go by at a time as have before, 512 at most,
 * so that they do so in time. Rows of float64 whose squares would overflow or vanish are
 * multiplied by a power of two, which is exact; where a later block asks for a smaller one, what has been summed follows.
 *
 * @returns in the arena of the engine, which may hold numbers that are not finite if a row does
 * @throws {Numerical} when a row holds an infinity, or NaN among numbers that have to be scaled
 */
export async function sumGram(
  engine: Engine,
  table: RowTable,
  { centre = true, signal, onProgress }: SumOptions,
): Promise<GramSums> {
  const { arena } = engine
  const [count, d] = table.shape
  const width = Math.ceil(d / 4) * 4 + 4
  const gram = arena.alloc(width * width * 8)
  const mark = arena.mark
  const shift = arena.alloc(d * 8)
  const packed = packRoom(engine, width, SLAB)
  arena.f64(gram, width * width).fill(0)
  arena.f64(shift, d).fill(0)
  const sums: Sums = { engine, d, width, sums: gram, shift, scale: 0 }
  let seen = 0
  for await (const given of rowsInArena(engine, table, signal)) {
    signal?.throwIfAborted()
    const before = arena.mark
    const rows = given.single ? singleRows(sums, given) : given
    const size = rows.single ? 4 : 8
    if (!rows.single && !fitScale(sums, rows)) throw await notFinite(table, signal)
    if (seen === 0 && centre) setShift(sums, rows)
    for (let start = 0, height = 0; start < rows.count; start += height) {
      height = Math.min(SLAB, seen || SLAB, rows.count - start)
      const operand = {
        at: rows.at,
        stride: d * size,
        across: true,
        single: rows.single,
        mean: shift,
      }
      await packInto(engine, packed, operand, d, start, height)
      placeOnes(engine, packed, width, height)
      const target = { c: gram, ldc: width * 8, rows: width, cols: width, alpha: 1, lower: true }
      await addProduct(engine, target, packed, packed, height)
      seen += height
      if (centre && isFar(sums, seen)) moveShift(sums, seen)
      onProgress?.(rows.start + start + height, count)
    }
    arena.release(before)
  }
  const mean = settle(sums, count, centre)
  arena.release(mark)
  return { gram, mean, scale: sums.scale || 1 }
}

/** Float32 rows as they are, or widened where float64 rows before them asked for another scale than 1. */
function singleRows(sums: Sums, rows: ArenaRows): ArenaRows {
  const { arena } = sums.engine
  const n = rows.count * sums.d
  if (sums.scale === 0 && arena.f32(rows.at, n).some((x) => x !== 0)) sums.scale = 1
  if (sums.scale === 0 || sums.scale === 1) return rows
  const at = arena.alloc(n * 8)
  arena.f64(at, n).set(arena.f32(rows.at, n))
  return { ...rows, at, single: false }
}

/**
 * Brings float64 rows to moderate magnitudes, in place, and what has been summed up with them; false if they are looked through for
 * that and found not to be finite.
 */
function fitScale(sums: Sums, { at, count }: ArenaRows): boolean {
  const { engine, d } = sums
  const n = count * d
  const known = sums.scale || 1
  const beyond = (bound: number): boolean => engine.kernels.nextBeyond(at, 0, n, bound, -bound) < n
  // Of ordinary rows the first number tells that they are not too small, and one look at memory's speed that none is too large.
  const settled = sums.scale !== 0 || beyond(LEAST)
  if (settled && !beyond(MOST / known)) sums.scale = known
  else {
    const largest = largestOf(engine.arena.f64(at, n))
    if (!Number.isFinite(largest)) return false
    if (largest > 0) rescale(sums, scaleFor(largest))
  }
  const scale = sums.scale || 1
  if (scale === 1) return true
  const rows = engine.arena.f64(at, n)
  for (let i = 0; i < n; i++) rows[i] *= scale
  return true
}

function scaleFor(largest: number): number {
  return largest >= LEAST && largest <= MOST ? 1 : powerOfTwoNear(largest)
}

/** Sums of squares follow twice, sums once; what vanishes was nothing beside the rows that ask for it. */
function rescale(sums: Sums, scale: number): void {
  const { engine, d, width } = sums
  const factor = scale / (sums.scale || 1)
  sums.scale = scale
  const all = engine.arena.f64(sums.sums, width * width)
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) all[i * width + j] = all[i * width + j] * factor * factor
  for (let j = 0; j < d; j++) all[(width - 4) * width + j] *= factor
  const shift = engine.arena.f64(sums.shift, d)
  for (let j = 0; j < d; j++) shift[j] *= factor
}

/** The mean of the first rows: near enough to that of all for centring to lose nothing. */
function setShift({ engine, d, shift }: Sums, { at, single, count }: ArenaRows): void {
  const n = Math.min(count, SLAB)
  const rows = single ? engine.arena.f32(at, n * d) : engine.arena.f64(at, n * d)
  const to = engine.arena.f64(shift, d)
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) to[j] += rows[i * d + j]
  for (let j = 0; j < d; j++) to[j] /= n
  // A row that is not finite is found at the end; until then it is not to spoil all others.
  if (!to.every(Number.isFinite)) to.fill(0)
}

/** True if the rows so far lie further from the shift than from each other. */
function isFar({ engine, d, width, sums }: Sums, seen: number): boolean {
  const all = engine.arena.f64(sums, width * width)
  let [spread, away] = [0, 0]
  for (let j = 0; j < d; j++) {
    spread += all[j * (width + 1)]
    away += all[(width - 4) * width + j] ** 2 / seen
  }
  return away > spread / 2
}

/** Moves the shift to the mean of the rows so far, and the sums with it; the lower triangle is kept. */
function moveShift({ engine, d, width, sums, shift }: Sums, seen: number): void {
  const all = engine.arena.f64(sums, width * width)
  const totals = all.subarray((width - 4) * width, (width - 4) * width + d)
  const off = totals.map((total) => total / seen)
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) all[i * width + j] -= seen * off[i] * off[j]
  totals.fill(0)
  const to = engine.arena.f64(shift, d)
  for (let j = 0; j < d; j++) to[j] += off[j]
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
 * Turns the sums, in place, into the lower triangle of the Gram matrix, its rows end to end, with the shift put right; gives
 * what was subtracted.
 */
function settle(kept: Sums, count: number, centre: boolean): Float64Array {
  const { engine, d, width, sums, shift } = kept
  if (centre) moveShift(kept, count)
  const all = engine.arena.f64(sums, width * width)
  for (let i = 0; i < d; i++) {
    all.copyWithin(i * d, i * width, i * width + i + 1)
    // The upper triangle is looked at, too, where numbers that are not finite are looked for.
    all.fill(0, i * d + i + 1, (i + 1) * d)
  }
  return engine.arena.f64(shift, d).slice()
}
