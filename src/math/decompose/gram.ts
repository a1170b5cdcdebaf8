import { symmetricEigen } from '../eigen/symmetric-eigen.js'
import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { multiply } from '../kernels/product.js'
import { dot } from '../matrix.js'
import { completeRows } from './complete.js'
import { reverseRows } from './reverse-rows.js'
import { unscaled } from './unscaled.js'
import {
  type LoadedMatrix,
  NO_DIRECTION,
  type Vectors,
  type WideSvd,
  largestOf,
  powerOfTwoNear,
} from './wide.js'

/** Rows of at least this part of the longest become vectors: what they lack of orthogonality is about n·ulp then. */
const KEPT = 0.1

/** Where everything lies while rows are turned: row i of `p` times A is row i of `b`. */
interface Workspace {
  readonly n: number
  readonly d: number
  /** n × d. */
  readonly b: Address
  /** n × n. */
  readonly p: Address
  /** n × d, for products on their way to b or p. */
  readonly other: Address
}

/**
 * Eigenvectors of A·Aᵀ, and then again of what they leave. With S those vectors, the rows of B = S·A are σ·v; σ is read as
 * the length of a row, which is right to ulp·σ₁, not as √λ, which is right to √ulp·σ₁ only. Rows that are long enough to be
 * orthogonal to working precision are kept; they are taken out of the others (twice: Parlett §6.9), and these, the tail,
 * go through the same again. Every round keeps the tail's longest row at least.
 *
 * @param m overwritten
 * @param vectors with `none` they are found all the same
 * @throws {Numerical} when an iteration does not converge
 */
export async function gramSvd(
  engine: Engine,
  { at, n, d, scale }: LoadedMatrix,
  vectors: Vectors,
): Promise<WideSvd> {
  const { arena } = engine
  const height = vectors === 'full' ? d : n
  const work: Workspace = {
    n,
    d,
    b: at,
    p: arena.alloc(n * n * 8),
    other: arena.alloc(n * d * 8),
  }
  const p = arena.f64(work.p, n * n).fill(0)
  for (let i = 0; i < n; i++) p[i * n + i] = 1
  const lengths = new Float64Array(n)
  // Rows that are shorter than σ₁ by this are not orthogonal enough to be kept: what they have of each other is ulp·(σ₁/σ)² of them.
  const enough = Math.max(KEPT, Math.min(0.3, Math.sqrt(1 / (2 * d))))
  let kept = 0
  for (let factor = 1; kept < n;) {
    const tail = n - kept
    if (kept > 0) {
      await takeOut(engine, work, kept)
      const growth = powerOfTwoNear(largestOf(arena.f64(work.b + kept * d * 8, tail * d)))
      factor *= growth
      scaleRows(arena.f64(work.b + kept * d * 8, tail * d), growth)
      if (!Number.isFinite(factor)) break
    }
    await turnTail(engine, work, kept)
    const b = arena.f64(work.b, n * d)
    const first = lengthOf(b, kept, d)
    const directionless = NO_DIRECTION * (kept > 0 ? lengths[0] * factor : 0)
    if (!(first > directionless)) break
    const from = kept
    while (kept < n) {
      const length = lengthOf(b, kept, d)
      if (kept > from && !(length >= enough * first)) break
      lengths[kept] = length / factor
      for (let k = kept * d; k < (kept + 1) * d; k++) b[k] /= length
      kept++
    }
    await engine.breathe()
  }
  return await collect(engine, work, lengths, kept, height, scale)
}

/**
 * Takes the kept rows, which are orthonormal, out of the tail; the tail's parts along them are rounding errors. A row that
 * shrinks in the second pass too is nothing but such errors, has no direction of its own, and becomes zero; in the first pass one
 * that is small, but is there, shrinks as well.
 */
async function takeOut(engine: Engine, { n, d, b }: Workspace, kept: number): Promise<void> {
  const { arena } = engine
  const mark = arena.mark
  const tail = n - kept
  const c = arena.alloc(tail * kept * 8)
  const before = new Float64Array(tail)
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < tail; i++) before[i] = lengthOf(arena.f64(b, n * d), kept + i, d)
    arena.f64(c, tail * kept).fill(0)
    await multiply(engine, {
      c, ldc: kept * 8, rows: tail, cols: kept, depth: d,
      x: { at: b + kept * d * 8, stride: d * 8, across: false },
      y: { at: b, stride: d * 8, across: false },
    }) // prettier-ignore
    await multiply(engine, {
      c: b + kept * d * 8, ldc: d * 8, rows: tail, cols: d, depth: kept, alpha: -1,
      x: { at: c, stride: kept * 8, across: false },
      y: { at: b, stride: d * 8, across: true },
    }) // prettier-ignore
  }
  const rows = arena.f64(b, n * d)
  for (let i = kept; i < n; i++)
    if (lengthOf(rows, i, d) < 0.5 * before[i - kept]) rows.fill(0, i * d, (i + 1) * d)
  arena.release(mark)
}

/** Turns the tail's rows, of B and of P, to the eigenvectors of its Gram matrix, the longest row first. */
async function turnTail(
  engine: Engine,
  { n, d, b, p, other }: Workspace,
  kept: number,
): Promise<void> {
  const { arena } = engine
  const mark = arena.mark
  const tail = n - kept
  const gram = arena.alloc(tail * tail * 8)
  const vectors = arena.alloc(tail * tail * 8)
  const rows = { at: b + kept * d * 8, stride: d * 8, across: false }
  arena.f64(gram, tail * tail).fill(0)
  await multiply(engine, {
    c: gram, ldc: tail * 8, rows: tail, cols: tail, depth: d, x: rows, y: rows, lower: true,
  }) // prettier-ignore
  await symmetricEigen(engine, gram, vectors, tail)
  reverseRows(arena.f64(vectors, tail * tail), tail)
  const turned = { at: vectors, stride: tail * 8, across: false }
  // P is the identity before the first turn.
  if (kept === 0) arena.f64(p, n * n).set(arena.f64(vectors, n * n))
  const both = [
    { matrix: b, width: d },
    { matrix: p, width: n },
  ]
  for (const { matrix, width } of both.slice(0, kept === 0 ? 1 : 2)) {
    const at = matrix + kept * width * 8
    arena.f64(other, tail * width).fill(0)
    await multiply(engine, {
      c: other, ldc: width * 8, rows: tail, cols: width, depth: tail,
      x: turned,
      y: { at, stride: width * 8, across: true },
    }) // prettier-ignore
    arena.f64(at, tail * width).set(arena.f64(other, tail * width))
  }
  arena.release(mark)
}

/** Everything in descending order, and rows for values that have no direction of their own. */
async function collect(
  engine: Engine,
  { n, d, b, p }: Workspace,
  lengths: Float64Array,
  kept: number,
  height: number,
  scale: number,
): Promise<WideSvd> {
  const { arena } = engine
  const v = height === n ? b : arena.alloc(height * d * 8)
  if (v !== b) arena.f64(v, n * d).set(arena.f64(b, n * d))
  await completeRows(engine, v, kept, height, d)
  const [rows, left] = [arena.f64(v, height * d), arena.f64(p, n * n)]
  const order = Array.from(lengths.keys()).sort((i, j) => lengths[j] - lengths[i])
  const ut = new Float64Array(n * n)
  const vt = arena.copy(v, height * d)
  order.forEach((from, to) => {
    ut.set(left.subarray(from * n, (from + 1) * n), to * n)
    vt.set(rows.subarray(from * d, (from + 1) * d), to * d)
  })
  const sorted = Float64Array.from(order, (i) => lengths[i])
  return { ut, singularValues: unscaled(sorted, scale, `SVD of a ${n} × ${d} matrix`), vt }
}

function lengthOf(b: Float64Array, row: number, d: number): number {
  const own = b.subarray(row * d, (row + 1) * d)
  return Math.sqrt(dot(own, own))
}

function scaleRows(b: Float64Array, factor: number): void {
  if (factor !== 1) for (let k = 0; k < b.length; k++) b[k] *= factor
}
