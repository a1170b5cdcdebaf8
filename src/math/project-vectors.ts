import { Numerical } from '../errors.js'
import { largestOf, powerOfTwoNear } from './decompose/wide.js'
import type { Engine } from './kernels/engine.js'
import type { Address } from './kernels/kernels.js'
import { packInto, packRoom } from './kernels/product.js'
import { type Matrix, dot, rowOf, toFloat64 } from './matrix.js'

/** Vectors in an arena, as a kernel of projections wants them. */
export interface PlacedVectors {
  readonly vectors: Address
  /** μ·v of each vector that lies there, float64. */
  readonly offsets: Address
  /** What the results of a vector are to be divided by, where that is not 1. */
  readonly scales: ReadonlyMap<number, number>
}

/**
 * Places vectors for a projection: see `kernels/project.ts`. For products in float32 (`mixed`) each is multiplied by a power of
 * two that brings it near 1, as unit vectors are: others might be nothing or infinite in float32.
 *
 * @param vectors k × d, finite
 * @param mean d finite numbers; zeros by default
 * @throws {Numerical} when the mean lies further along a vector than float64 can tell
 */
export async function placeVectors(
  engine: Engine,
  vectors: Matrix,
  mean: Float64Array | undefined,
  mixed: boolean,
): Promise<PlacedVectors> {
  const { rows: k, data } = toFloat64(vectors)
  const scales = new Map<number, number>()
  const scaled = { ...vectors, data }
  for (let j = 0; mixed && j < k; j++) {
    const own = rowOf(scaled, j)
    const scale = powerOfTwoNear(largestOf(own))
    if (scale === 1) continue
    scales.set(j, scale)
    for (let i = 0; i < own.length; i++) own[i] *= scale
  }
  const { arena } = engine
  const offsets = arena.alloc(k * 8)
  const own = arena.f64(offsets, k).fill(0)
  for (let j = 0; mean && j < k; j++) own[j] = dot(mean, rowOf(scaled, j))
  if (!own.every(Number.isFinite)) throw beyond()
  return { vectors: await place(engine, scaled, mixed), offsets, scales }
}

async function place(
  engine: Engine,
  { rows: k, cols: d, data }: Matrix<Float64Array>,
  mixed: boolean,
): Promise<Address> {
  const { arena } = engine
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

function beyond(): Numerical {
  return new Numerical({
    where: 'projection',
    expected: 'a mean and vectors whose products float64 can hold',
    found: 'larger ones',
    next: 'Give vectors of unit length.',
  })
}
