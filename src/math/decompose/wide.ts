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
  /** Numbers from one row to the next: d, or `padded(d)`. */
  readonly stride: number
  /** A power of two: what was asked for times this is what lies there. */
  readonly scale: number
}

/** Singular values below this multiple of the largest have no direction of their own left. */
export const NO_DIRECTION = 1e-140

/**
 * A number of numbers from row to row with which columns do not lie a power of two apart, where they would push each other out of
 * the caches: rows of odd numbers of cache lines.
 */
export function padded(d: number): number {
  return (Math.ceil(d / 8) | 1) * 8
}

/**
 * Copies a matrix into an arena, transposed if it is tall, scaled so that squares neither overflow nor vanish.
 *
 * @param largest the largest magnitude in it
 * @param strideOf numbers from one row to the next
 */
export function loadWide(
  engine: Engine,
  m: Matrix,
  largest: number,
  strideOf = (d: number): number => d,
): LoadedMatrix {
  const tall = m.rows > m.cols
  const [n, d] = tall ? [m.cols, m.rows] : [m.rows, m.cols]
  const stride = strideOf(d)
  const scale = powerOfTwoNear(largest)
  const at = engine.arena.alloc(n * stride * 8)
  const to = engine.arena.f64(at, n * stride)
  if (tall)
    for (let i = 0; n > 0 && i < d; i++)
      for (let j = 0; j < n; j++) to[j * stride + i] = scale * m.data[i * n + j]
  else
    for (let i = 0; i < n; i++)
      for (let j = 0; j < d; j++) to[i * stride + j] = scale * m.data[i * d + j]
  return { at, n, d, stride, scale }
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
