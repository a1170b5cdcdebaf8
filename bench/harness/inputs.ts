import { type Matrix, residentMatrix, rowOf } from '../../src/index.js'
import type { PeerArray } from './peer.js'

/** xorshift128 (Marsaglia 2003): fast enough for a hundred million numbers, and the same ones each time. */
function xorshift(seed: number): () => number {
  let [x, y, z, w] = [123456789 ^ seed, 362436069, 521288629, 88675123]
  return () => {
    const t = x ^ (x << 11)
    ;[x, y, z] = [y, z, w]
    w = (w ^ (w >>> 19) ^ (t ^ (t >>> 8))) >>> 0
    return w
  }
}

/** Bell-shaped with mean 0 and variance 1: four 16-bit uniforms added. */
function bell(next: () => number): number {
  const [a, b] = [next(), next()]
  return ((a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16) - 131070) / 37837.3
}

/** n × d float64, independent elements of variance 1. */
export function noise(rows: number, cols: number, seed: number): Matrix<Float64Array> {
  const next = xorshift(seed)
  const data = new Float64Array(rows * cols)
  for (let i = 0; i < data.length; i++) data[i] = bell(next)
  return { rows, cols, data }
}

/**
 * V × d float32 like a token embedding: dimensions of unequal spread around a mean that is not zero. `resident` puts it into
 * the kernels' memory, as a peer's arrays are in the peer's.
 */
export function embeddingTable(
  rows: number,
  cols: number,
  seed: number,
  { resident = false } = {},
): Matrix<Float32Array> {
  const next = xorshift(seed)
  const mean = Float64Array.from({ length: cols }, () => 0.05 * bell(next))
  const spread = Float64Array.from({ length: cols }, (_, j) => 0.05 / (1 + j / 50) ** 0.3)
  const m = resident
    ? residentMatrix(rows, cols)
    : { rows, cols, data: new Float32Array(rows * cols) }
  const { data } = m
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < cols; j++, at++) data[at] = mean[j] + spread[j] * bell(next)
  return m
}

/** k × d float64 of unit length, in directions that nothing is known of. */
export function directions(count: number, cols: number, seed: number): Matrix<Float64Array> {
  const m = noise(count, cols, seed)
  for (let k = 0; k < count; k++) {
    const row = rowOf(m, k)
    const length = Math.hypot(...row)
    for (let j = 0; j < cols; j++) row[j] /= length
  }
  return m
}

/** count × size indices below `pool`; a draw never repeats one. */
export function drawsFrom(pool: number, count: number, size: number, seed: number): Uint32Array {
  const next = xorshift(seed)
  const out = new Uint32Array(count * size)
  for (let k = 0; k < count; k++) {
    const drawn = new Set<number>()
    while (drawn.size < size) drawn.add(next() % pool)
    out.set([...drawn], k * size)
  }
  return out
}

/** A matrix as the peer takes it. */
export function asInput({ rows, cols, data }: Matrix): PeerArray {
  return { shape: [rows, cols], data }
}
