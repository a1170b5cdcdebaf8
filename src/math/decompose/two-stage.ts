import type { Call, Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { reduceToBand, reduceToTriangle } from './band.js'
import { bidiagonalValues } from './bidiagonal-values.js'
import { unscaled } from './unscaled.js'
import { type LoadedMatrix, padded } from './wide.js'

/** Numbers beside the diagonal of the band: more make the products faster, and the chase slower. */
const BAND = 32

/** Sweeps that one call makes, of twice as many blocks: two million operations. */
const SWEEPS = 8

/** From this d/n on, a triangle first takes fewer operations (Chan 1982, ACM TOMS 8(1)). */
const WIDE = 5 / 3

/**
 * Singular values alone: reflections to a band matrix, which are products of matrices; the chase of what is beside its
 * diagonal, down to a bidiagonal one; and that one's values by QR. Every step is backward stable: values are right to some
 * tens of ulp·σ₁.
 *
 * @returns n values, descending
 * @throws {Numerical} when an iteration does not converge
 */
export async function twoStageValues(
  engine: Engine,
  { at, n, d, stride, scale }: LoadedMatrix,
): Promise<Float64Array> {
  if (n === 0) return new Float64Array(0)
  const size = Math.min(BAND, n)
  let [width, apart] = [d, stride]
  if (d > WIDE * n) {
    await reduceToTriangle(engine, { at, rows: n, cols: d, stride: stride * 8 }, size)
    ;[width, apart] = [n, padded(n)]
    const rows = engine.arena.f64(at, n * stride)
    for (let i = 1; i < n; i++) rows.copyWithin(i * apart, i * stride, i * stride + n)
  }
  await reduceToBand(engine, { at, rows: n, cols: width, stride: apart * 8 }, size)
  const { diagonal, beside } = await chase(engine, at, n, apart, size)
  const where = `SVD of a ${n} × ${d} matrix`
  return unscaled(await bidiagonalValues(engine, diagonal, beside, where), scale, where)
}

/** The two diagonals that a lower band matrix, its rows `stride` apart, is chased to. */
async function chase(
  engine: Engine,
  a: Address,
  n: number,
  stride: number,
  b: number,
): Promise<{ diagonal: Float64Array; beside: Float64Array }> {
  const { arena } = engine
  const at = arena.alloc(3 * b * n * 8)
  engine.reserveRooms(3 * b * 8)
  const band = arena.f64(at, 3 * b * n).fill(0)
  const lower = arena.f64(a, n * stride)
  // Turned over: the kernel chases upper bands.
  for (let j = 0; j < n; j++)
    for (let i = Math.max(0, j - b); i <= j; i++)
      band[i * 3 * b + j - i + b] = lower[j * stride + i]
  // Calls of a wave touch different rows: a chunk of a group comes after the next chunk of the group before.
  const chunks = Math.ceil((n / b + 2 * SWEEPS) / (2 * SWEEPS))
  const groups = Math.ceil(n / SWEEPS)
  for (let wave = 0; wave < chunks + 2 * (groups - 1); wave++) {
    const calls: Call[] = []
    for (let chunk = wave % 2; chunk < chunks; chunk += 2) {
      const group = (wave - chunk) / 2
      if (group < 0 || group >= groups) continue
      const from = group * SWEEPS
      const first = chunk * 2 * SWEEPS
      calls.push([at, n, b, from, Math.min(n, from + SWEEPS), first, first + 2 * SWEEPS])
    }
    await engine.run('chaseBlocks', calls)
  }
  const chased = arena.f64(at, 3 * b * n)
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => chased[i * 3 * b + b]),
    beside: Float64Array.from({ length: n - 1 }, (_, i) => chased[i * 3 * b + b + 1]),
  }
}
