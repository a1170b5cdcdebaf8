import { MAX_STEPS } from '../eigen/implicit-ql.js'
import type { Engine } from '../kernels/engine.js'
import { iterations, notConverged } from '../not-converged.js'
import { SHORTEST } from '../plain/lanes.js'
import { largestOf } from './wide.js'

/**
 * What counts as zero, in the largest number: shifts of equal values are only known to an ulp, and what is beside the diagonal would
 * be turned to and fro at that size for ever. LAPACK's dbdsqr allows 49 ulp, relative to the neighbours.
 */
const FLOOR = 4 * Number.EPSILON

/** Steps without a value that settles at the end, after which it is tried at the other one. */
const PATIENCE = 20

/** Steps between two looks at the clock. */
const SOME = 32

/**
 * The singular values of an upper bidiagonal matrix, by implicit QR without vectors (Golub & Kahan 1965; LAPACK's dbdsqr).
 * Unlike √ of a tridiagonal matrix's eigenvalues, they lose no digits to squares: they are right to some ulp·σ₁.
 *
 * @param d n numbers of the diagonal, the largest near 1; overwritten
 * @param e n − 1 numbers beside it; overwritten
 * @param where what is decomposed, for an error
 * @returns n values, descending
 * @throws {Numerical} when one does not settle
 * @throws the signal's reason when it is aborted
 */
export async function bidiagonalValues(
  engine: Engine,
  d: Float64Array,
  e: Float64Array,
  where: string,
): Promise<Float64Array> {
  const floor = Math.max(FLOOR * Math.max(largestOf(d), largestOf(e)), SHORTEST)
  const limit = engine.iterations(MAX_STEPS)
  let block = [-1, -1]
  let steps = 0
  for (let last = d.length - 1; last > 0; last--)
    for (let stuck = 0; ; stuck++) {
      const first = blockStart(d, e, last, floor)
      if (first === last) break
      // Some settle while others are sought: the limit is for all together.
      if (steps === limit * d.length)
        throw notConverged(where, `${iterations(limit, 'step')} of QR for each value`)
      // Values settle at the end: that is where the small ones are to be. A block that has been looked at keeps its direction, unless
      // nothing settles there: the least of the last two need not be near any value of the block.
      const seen = first <= block[1] && last >= block[0]
      if (seen ? stuck % PATIENCE === PATIENCE - 1 : Math.abs(d[first]) < Math.abs(d[last]))
        turnOver(d, e, first, last)
      block = [first, last]
      const singular = d.subarray(first, last + 1).includes(0)
      const shift = singular ? 0 : leastOfTwo(d[last - 1], e[last - 1], d[last])
      if (shift > 0) shifted(d, e, first, last, shift)
      else unshifted(d, e, first, last)
      if (++steps % SOME === 0) await engine.breathe()
    }
  return d.map(Math.abs).sort().reverse()
}

/** The first row of the block that ends with row `last`; on the way, what counts as zero becomes so. */
function blockStart(d: Float64Array, e: Float64Array, last: number, floor: number): number {
  let first = last
  if (Math.abs(d[last]) < floor) d[last] = 0
  while (first > 0 && Math.abs(e[first - 1]) >= floor) {
    first--
    if (Math.abs(d[first]) < floor) d[first] = 0
  }
  if (first > 0) e[first - 1] = 0
  return first
}

/** The transposed block with its rows and columns in reverse order, which is upper bidiagonal again. */
function turnOver(d: Float64Array, e: Float64Array, first: number, last: number): void {
  d.subarray(first, last + 1).reverse()
  e.subarray(first, last).reverse()
}

/** The smaller singular value of an upper triangle f, g, h (LAPACK's dlas2). */
function leastOfTwo(f: number, g: number, h: number): number {
  const [least, most] = [Math.min(Math.abs(f), Math.abs(h)), Math.max(Math.abs(f), Math.abs(h))]
  const beside = Math.abs(g)
  const [sum, difference] = [1 + least / most, (most - least) / most]
  if (beside < most) {
    const square = (beside / most) ** 2
    return (
      (2 * least) / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square))
    )
  }
  const part = most / beside
  const [x, y] = [sum * part, difference * part]
  return (2 * least * part) / (Math.sqrt(1 + x * x) + Math.sqrt(1 + y * y))
}

/** √(f² + g²), or 0 where the squares have lost digits: what were divided by it would be no rotation. */
function hypotenuse(f: number, g: number): number {
  const r = Math.sqrt(f * f + g * g)
  return r < SHORTEST ? 0 : r
}

/** A step of QR on BᵀB − shift², made on B. */
function shifted(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  shift: number,
): void {
  let f = (Math.abs(d[first]) - shift) * (Math.sign(d[first]) + shift / d[first])
  let g = e[first]
  for (let i = first; i < last; i++) {
    let r = hypotenuse(f, g)
    let c = r === 0 ? 1 : f / r
    let s = r === 0 ? 0 : g / r
    if (i > first) e[i - 1] = r
    f = c * d[i] + s * e[i]
    e[i] = c * e[i] - s * d[i]
    g = s * d[i + 1]
    d[i + 1] *= c
    r = hypotenuse(f, g)
    c = r === 0 ? 1 : f / r
    s = r === 0 ? 0 : g / r
    d[i] = r
    f = c * e[i] + s * d[i + 1]
    d[i + 1] = c * d[i + 1] - s * e[i]
    if (i + 1 < last) {
      g = s * e[i + 1]
      e[i + 1] *= c
    }
  }
  e[last - 1] = f
}

/** A step without a shift (Demmel & Kahan 1990, SIAM J. Sci. Stat. Comput. 11(5)): it takes a zero on the diagonal to the end. */
function unshifted(d: Float64Array, e: Float64Array, first: number, last: number): void {
  let [c, before, s] = [1, 1, 0]
  for (let i = first; i < last; i++) {
    const x = d[i] * c
    let r = hypotenuse(x, e[i])
    c = r === 0 ? 1 : x / r
    const sine = r === 0 ? 0 : e[i] / r
    if (i > first) e[i - 1] = s * r
    const [y, z] = [before * r, d[i + 1] * sine]
    r = hypotenuse(y, z)
    before = r === 0 ? 1 : y / r
    s = r === 0 ? 0 : z / r
    d[i] = r
  }
  const rest = d[last] * c
  d[last] = rest * before
  e[last - 1] = rest * s
}
