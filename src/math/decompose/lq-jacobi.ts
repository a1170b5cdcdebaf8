import type { Engine } from '../kernels/engine.js'
import { iterations, notConverged } from '../not-converged.js'
import { completeRows } from './complete.js'
import { factorLq } from './factor-lq.js'
import { orthogonalise } from './orthogonalise.js'
import { applyReflectors } from './reflect.js'
import { unscaled } from './unscaled.js'
import { type LoadedMatrix, NO_DIRECTION, type Vectors, type WideSvd } from './wide.js'

/** Sweeps of Jacobi; ten are usual. */
const MAX_SWEEPS = 60

/**
 * Householder LQ, one-sided Jacobi on the triangle, and the reflectors: A = L·Q, J·L = diag(σ)·W, Vᵀ = W·Q, U = Jᵀ.
 * Errors are about 1e-15·σ₁, and small singular values keep what digits the triangle has of them.
 *
 * @param vectors `full` makes vt a d × d matrix
 * @throws {Numerical} when the sweeps that it may take are not enough
 */
export async function lqJacobi(
  engine: Engine,
  { at, n, d, scale }: LoadedMatrix,
  vectors: Vectors,
): Promise<WideSvd> {
  const { arena } = engine
  const diagonal = arena.alloc(n * 8)
  const squares = arena.alloc(n * 8)
  const w = arena.alloc(n * n * 8)
  const rotation = arena.alloc(n * n * 8)
  const height = vectors === 'full' ? d : n
  const v = arena.alloc(height * d * 8)
  await factorLq(engine, at, n, d, diagonal)
  fillTriangle(engine, at, n, d, diagonal, w)
  const j = arena.f64(rotation, n * n).fill(0)
  for (let i = 0; i < n; i++) j[i * n + i] = 1
  const limit = engine.iterations(MAX_SWEEPS)
  if (!(await orthogonalise(engine, w, rotation, n, squares, limit)))
    throw notConverged(`SVD of a ${n} × ${d} matrix`, `${iterations(limit, 'sweep')} of Jacobi`)

  const lengths = arena.f64(squares, n).map(Math.sqrt)
  const singularValues = unscaled(lengths, scale, `SVD of a ${n} × ${d} matrix`)
  if (vectors === 'none')
    return { ut: new Float64Array(0), singularValues, vt: new Float64Array(0) }
  const have = normalise(arena.f64(w, n * n), lengths)
  await completeRows(engine, w, have, n, n)
  const vt = arena.f64(v, height * d).fill(0)
  const rows = arena.f64(w, n * n)
  for (let k = 0; k < n; k++) vt.set(rows.subarray(k * n, (k + 1) * n), k * d)
  for (let k = n; k < height; k++) vt[k * d + k] = 1
  const known = vectors === 'full' ? d : n
  await applyReflectors(engine, { at, stride: d * 8, count: n, shift: 0 }, v, height, d, known)
  return {
    ut: arena.copy(rotation, n * n),
    singularValues,
    vt: arena.copy(v, height * d),
  }
}

/** L, out of the matrix that LQ has left. */
function fillTriangle(
  { arena }: Engine,
  at: number,
  n: number,
  d: number,
  diagonal: number,
  w: number,
): void {
  const [a, l, on] = [arena.f64(at, n * d), arena.f64(w, n * n).fill(0), arena.f64(diagonal, n)]
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) l[i * n + k] = a[i * d + k]
    l[i * n + i] = on[i]
  }
}

/** Divides rows by their lengths; gives how many have a direction. */
function normalise(w: Float64Array, lengths: Float64Array): number {
  const n = lengths.length
  const shortest = NO_DIRECTION * (lengths[0] ?? 0)
  for (let k = 0; k < n; k++) {
    if (!(lengths[k] > shortest)) return k
    for (let i = k * n; i < (k + 1) * n; i++) w[i] /= lengths[k]
  }
  return n
}
