import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import type { Matrix, RealArray } from '../matrix.js'

/** The factors of a wide matrix, n × d with n ≤ d. */
export interface WideSvd {
  /** n × n: left vector k in row k. */
  readonly ut: Float64Array
  /** n numbers, descending. */
  readonly singularValues: Float64Array
  /** n × d: right vector k in row k; d × d when full. */
  readonly vt: Float64Array
}

/** Which vectors are asked for; with `none`, `ut` and `vt` are empty. */
export type Vectors = 'none' | 'thin' | 'full'

/** A wide matrix in an arena, its elements near 1. */
export interface LoadedMatrix {
  readonly at: Address
  readonly n: number
  readonly d: number
  /** A power of two: what was asked for times this is what lies there. */
  readonly scale: number
}

/** Singular values below this multiple of the largest have no direction of their own left. */
export const NO_DIRECTION = 1e-140

/**
 * Copies a matrix into an arena, transposed if it is tall, scaled so that squares neither overflow nor vanish.
 *
 * @param largest the largest magnitude in it
 */
export function loadWide(engine: Engine, m: Matrix, largest: number): LoadedMatrix {
  const tall = m.rows > m.cols
  const [n, d] = tall ? [m.cols, m.rows] : [m.rows, m.cols]
  const scale = powerOfTwoNear(largest)
  const at = engine.arena.alloc(n * d * 8)
  const to = engine.arena.f64(at, n * d)
  if (!tall) to.set(m.data)
  else
    for (let i = 0; m.cols > 0 && i < m.rows; i++)
      for (let j = 0; j < m.cols; j++) to[j * d + i] = m.data[i * m.cols + j]
  if (scale !== 1) for (let i = 0; i < to.length; i++) to[i] *= scale
  return { at, n, d, scale }
}

/** A power of two that brings numbers of this largest magnitude near 1; 1 where they are near enough. */
export function powerOfTwoNear(largest: number): number {
  if (largest === 0 || (largest > 2 ** -20 && largest < 2 ** 20)) return 1
  return 2 ** Math.min(1022, Math.max(-1022, -Math.floor(Math.log2(largest))))
}

/** The largest magnitude in an array. */
export function largestOf(data: RealArray): number {
  let largest = 0
  for (const x of data) largest = Math.max(largest, Math.abs(x))
  return largest
}
