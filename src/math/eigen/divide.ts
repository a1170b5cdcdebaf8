import type { Engine } from '../kernels/engine.js'
import type { Address } from '../kernels/kernels.js'
import { multiply } from '../kernels/product.js'
import { deflate } from './deflate.js'
import { MAX_STEPS } from './implicit-ql.js'
import { MAX_EVALUATIONS, secularRoot } from './secular.js'
import { smallQl } from './small-ql.js'
import type { Tridiagonal } from './tridiagonalise.js'

/** Problems up to this size are solved by QL. */
const LEAF = 32

/** What all merges share. */
interface State {
  readonly engine: Engine
  readonly d: Float64Array
  readonly e: Float64Array
  readonly n: number
  /** n × n: vector i in row i. */
  readonly z: Address
}

/**
 * All eigenvalues and vectors of a symmetric tridiagonal matrix by divide and conquer (Cuppen 1981; Gu & Eisenstat 1995;
 * LAPACK's dstedc): halves are solved and merged, T = T₁ ⊕ T₂ + ρ·u·uᵀ; what is not deflated is solved by the secular
 * equation, and the vectors are multiplied up with `tiles`, each half by itself.
 *
 * @param t of n × n, elements of moderate size
 * @param z n × n float64; comes out with the eigenvector of value i in row i
 * @returns n eigenvalues, ascending
 */
export async function divideAndConquer(
  engine: Engine,
  t: Tridiagonal,
  z: Address,
): Promise<Float64Array> {
  const d = t.diagonal.slice()
  const n = d.length
  engine.arena.f64(z, n * n).fill(0)
  await solve({ engine, d, e: t.beside.slice(), n, z }, 0, n)
  return d
}

async function solve(state: State, low: number, high: number): Promise<void> {
  const { engine, d, e, n, z } = state
  if (high - low <= LEAF) {
    const part = e.slice(low, high)
    part[high - low - 1] = 0
    const limit = engine.iterations(MAX_STEPS)
    smallQl(d.subarray(low, high), part, engine.arena.f64(z, n * n), low * (n + 1), n, limit)
    return
  }
  const middle = (low + high) >> 1
  const rho = e[middle - 1]
  d[middle - 1] -= Math.abs(rho)
  d[middle] -= Math.abs(rho)
  await solve(state, low, middle)
  await solve(state, middle, high)
  await merge(state, low, middle, high, rho)
  await engine.breathe()
}

async function merge(
  { engine, d: all, n, z }: State,
  low: number,
  middle: number,
  high: number,
  beside: number,
): Promise<void> {
  const { arena } = engine
  const mark = arena.mark
  const size = high - low
  const half = middle - low
  const d = all.subarray(low, high)
  const vectors = (): Float64Array => arena.f64(z, n * n)
  const rowAt = (i: number): number => (low + i) * n + low

  // u has ±1 at the seam; its length √2 goes into ρ.
  const rho = 2 * Math.abs(beside)
  const weights = new Float64Array(size)
  const old = vectors()
  for (let i = 0; i < size; i++)
    weights[i] =
      i < half
        ? old[rowAt(i) + half - 1] * Math.SQRT1_2
        : old[rowAt(i) + half] * Math.SQRT1_2 * (beside < 0 ? -1 : 1)
  const order = Array.from(d.keys()).sort((a, b) => d[a] - d[b])
  const { kept, done, mixed } = deflate(d, weights, order, rho, half, (x, y, c, s) => {
    rotate(old, rowAt(x), rowAt(y), c, s, size)
  })

  // Vectors of the first half, then those of both, then those of the second: each half multiplies what it has.
  const k = kept.length
  const groups: [number[], number[], number[]] = [[], [], []]
  kept.forEach((i, at) => groups[mixed[i] ? 1 : i < half ? 0 : 2].push(at))
  const place = new Uint32Array(k)
  groups.flat().forEach((at, column) => (place[at] = column))
  const inner = arena.alloc(k * k * 8)
  const values = await solveSecular(engine, kept, d, weights, rho, inner, place)

  const fresh = arena.alloc(k * size * 8)
  arena.f64(fresh, k * size).fill(0)
  const [one, two, three] = groups.map((group) => group.length)
  const sides = [
    { first: 0, depth: one + two, from: 0, width: half },
    { first: one, depth: two + three, from: half, width: size - half },
  ]
  for (const { first, depth, from, width } of sides) {
    if (depth === 0) continue
    const within = arena.mark
    const gathered = arena.alloc(depth * width * 8)
    const [target, source] = [arena.f64(gathered, depth * width), vectors()]
    groups
      .flat()
      .slice(first, first + depth)
      .forEach((at, row) => {
        const start = rowAt(kept[at]) + from
        target.set(source.subarray(start, start + width), row * width)
      })
    await multiply(engine, {
      c: fresh + from * 8,
      ldc: size * 8,
      rows: k,
      cols: width,
      depth,
      x: { at: inner + first * 8, stride: k * 8, across: false },
      y: { at: gathered, stride: width * 8, across: true },
    })
    arena.release(within)
  }
  writeSorted(vectors(), arena.f64(fresh, k * size), { d, n, low, size, done, values })
  arena.release(mark)
}

/** The inner vectors, one a row of `inner` with its elements at their `place`, and the eigenvalues, ascending. */
async function solveSecular(
  engine: Engine,
  kept: readonly number[],
  d: Float64Array,
  weights: Float64Array,
  rho: number,
  inner: Address,
  place: Uint32Array,
): Promise<Float64Array> {
  const k = kept.length
  const poles = Float64Array.from(kept, (i) => d[i])
  const z = Float64Array.from(kept, (i) => weights[i])
  const values = new Float64Array(k)
  const limit = engine.iterations(MAX_EVALUATIONS)
  const distances = engine.arena.f64(inner, k * k)
  for (let j = 0; j < k; j++) {
    const own = distances.subarray(j * k, (j + 1) * k)
    const { origin, offset } = secularRoot(j, poles, z, rho, own, limit)
    values[j] = poles[origin] + offset
    if (j % 64 === 63) await engine.breathe()
  }
  // Weights for which the roots are exact, so that vectors are orthogonal however close the roots lie (Gu & Eisenstat).
  const exact = new Float64Array(k).fill(1)
  for (let j = 0; j < k; j++) {
    const own = j * k
    const pole = poles[j]
    for (let i = 0; i < k; i++)
      exact[i] *= i === j ? distances[own + i] : distances[own + i] / (poles[i] - pole)
  }
  for (let i = 0; i < k; i++) exact[i] = Math.sign(z[i]) * Math.sqrt(Math.abs(exact[i]))
  const vector = new Float64Array(k)
  for (let j = 0; j < k; j++) {
    const own = distances.subarray(j * k, (j + 1) * k)
    let square = 0
    for (let i = 0; i < k; i++) {
      vector[i] = exact[i] / own[i]
      square += vector[i] * vector[i]
    }
    const scale = 1 / Math.sqrt(square)
    for (let i = 0; i < k; i++) own[place[i]] = vector[i] * scale
  }
  return values
}

interface Sorted {
  readonly d: Float64Array
  readonly n: number
  readonly low: number
  readonly size: number
  readonly done: readonly number[]
  readonly values: Float64Array
}

/** Puts old vectors that stay and new ones into their rows, ascending by eigenvalue. */
function writeSorted(
  z: Float64Array,
  fresh: Float64Array,
  { d, n, low, size, done, values }: Sorted,
): void {
  const kept = done.map((i) => {
    const start = (low + i) * n + low
    return { value: d[i], row: z.slice(start, start + size) }
  })
  const computed = Array.from(values, (value, j) => ({
    value,
    row: fresh.subarray(j * size, (j + 1) * size),
  }))
  const sorted = [...kept, ...computed].sort((a, b) => a.value - b.value)
  sorted.forEach(({ value, row }, i) => {
    d[i] = value
    z.set(row, (low + i) * n + low)
  })
}

/** (x, y) ← (c·x + s·y, c·y − s·x), in place. */
function rotate(f: Float64Array, x: number, y: number, c: number, s: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const a = f[x + i]
    const b = f[y + i]
    f[x + i] = c * a + s * b
    f[y + i] = c * b - s * a
  }
}
