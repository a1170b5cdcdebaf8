import type { Call, Engine } from './engine.js'
import { type Address, CHUNK, STEP } from './kernels.js'

/** One side of a product: depth × width numbers in an arena. */
export interface Operand {
  readonly at: Address
  /** Bytes between rows. */
  readonly stride: number
  /** True if a row holds `width` numbers of one depth; false if it holds `depth` numbers of one column. */
  readonly across: boolean
  /** Its numbers are float32; float64 otherwise. */
  readonly single?: boolean
  /** Subtracted while packing: the address of `width` float64. For `across` only. */
  readonly mean?: Address
}

/** C += α·XᵀY. */
export interface Product {
  readonly c: Address
  /** Bytes between rows of C. */
  readonly ldc: number
  readonly rows: number
  readonly cols: number
  readonly depth: number
  /** depth × rows. */
  readonly x: Operand
  /** depth × cols; it may be x itself. */
  readonly y: Operand
  /** Only tiles that reach the lower triangle are made, as C is symmetric. */
  readonly lower?: boolean
  /** 1 by default. */
  readonly alpha?: number
}

/** An operand in panels, in steps of 256. */
export interface Packed {
  readonly at: Address
  /** Bytes from one step to the next. */
  readonly step: number
}

/** Depth that is packed at a time, so that packed operands take some MB whatever the depth. */
const DEPTH = 4 * STEP

/** Columns that one call packs. */
const PACK_WIDTH = 128

/** Makes a product on all threads. */
export async function multiply(engine: Engine, product: Product): Promise<void> {
  const { arena } = engine
  const { c, ldc, rows, cols, depth, x, y, lower = false, alpha = 1 } = product
  const mark = arena.mark
  for (let start = 0; start < depth; start += DEPTH) {
    const height = Math.min(DEPTH, depth - start)
    const packedX = await pack(engine, x, rows, start, height)
    const packedY = x === y ? packedX : await pack(engine, y, cols, start, height)
    await addProduct(engine, { c, ldc, rows, cols, alpha, lower }, packedX, packedY, height)
    arena.release(mark)
  }
}

/**
 * Packs rows start … start + height − 1 of an operand, in steps of 256, one after the other.
 */
export async function pack(
  engine: Engine,
  operand: Operand,
  width: number,
  start: number,
  height: number,
): Promise<Packed> {
  const packed = packRoom(engine, width, height)
  await packInto(engine, packed, operand, width, start, height)
  return packed
}

/** Room for a packed operand. */
export function packRoom(engine: Engine, width: number, height: number): Packed {
  const step = Math.ceil(width / 4) * Math.min(STEP, height) * 32
  return { at: engine.arena.alloc(Math.ceil(height / STEP) * step), step }
}

/** As `pack`, into room that is there. */
export async function packInto(
  engine: Engine,
  { at, step }: Packed,
  { at: from, stride, across, single = false, mean = 0 }: Operand,
  width: number,
  start: number,
  height: number,
): Promise<void> {
  const size = single ? 4 : 8
  const calls: Call[] = []
  for (let p = 0; p < height; p += STEP) {
    const kc = Math.min(STEP, height - p)
    for (let w = 0; w < width; w += PACK_WIDTH) {
      const to = at + (p / STEP) * step + w * kc * 8
      const wide = Math.min(PACK_WIDTH, width - w)
      if (across) {
        const source = from + (start + p) * stride + w * size
        calls.push([to, kc, source, stride, wide, Number(single), mean && mean + w * 8])
      } else {
        const source = from + w * stride + (start + p) * size
        calls.push([to, kc, source, stride, wide, Number(single)])
      }
    }
  }
  await engine.run(across ? 'packAcross' : 'packAlong', calls)
}

/** Where a product goes. */
export interface Target {
  readonly c: Address
  readonly ldc: number
  readonly rows: number
  readonly cols: number
  readonly alpha: number
  /** Only the lower triangle is made. */
  readonly lower: boolean
}

/** C += α·XᵀY of packed operands, `depth` deep; each thread takes 64 rows of C at a time. */
export async function addProduct(
  engine: Engine,
  { c, ldc, rows, cols, alpha, lower }: Target,
  x: Packed,
  y: Packed,
  depth: number,
): Promise<void> {
  const calls: Call[] = []
  // Steps are packed with their own depth, so that the last one's panels are shorter.
  for (let i = 0; i < rows; i += CHUNK)
    for (let j = 0; j < (lower ? i + 1 : cols); j += WIDE) {
      const diagonal = lower ? i - j : cols
      const high = Math.min(CHUNK, rows - i)
      const wide = Math.min(WIDE, cols - j)
      calls.push([
        c + i * ldc + j * 8,
        ldc,
        i,
        x.at,
        x.step,
        j,
        y.at,
        y.step,
        depth,
        high,
        wide,
        alpha,
        diagonal,
      ])
    }
  // The longest rows of a triangle first: whoever ends last has little left.
  await engine.run('deepTiles', lower ? calls.reverse() : calls)
}

/** Columns that one call makes: some 25 million operations a call at full depth. */
const WIDE = 512
