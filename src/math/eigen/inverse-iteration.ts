import type { Engine } from '../kernels/engine.js'
import { seededRandom } from '../random.js'

/** Solves of one vector; after two it is right to rounding, unless the start was nearly orthogonal to it. */
const SOLVES = 3

/** Numbers this small beside the largest element count as zero in a pivot. */
const ULP = 2 ** -52

/**
 * Eigenvectors of a symmetric tridiagonal matrix for some of its eigenvalues, by inverse iteration: (T − λ·I)·x = y is solved
 * a few times, from a random start, and each vector is made orthogonal to those before it (Golub & Van Loan §8.2.2; LAPACK's
 * dstein). For k vectors that costs n·k² and the memory of those vectors, where divide and conquer takes n³ and four times n².
 *
 * @param engine gives the thread back between vectors
 * @param diagonal n numbers
 * @param beside beside[i] stands between i and i + 1
 * @param values k eigenvalues; equal ones get vectors of one subspace
 * @param out k × n numbers; unit vectors, one a row
 * @throws the signal's reason when it is aborted
 */
export async function inverseIteration(
  engine: Engine,
  diagonal: Float64Array,
  beside: Float64Array,
  values: Float64Array,
  out: Float64Array,
): Promise<void> {
  const n = diagonal.length
  const random = seededRandom(1)
  let size = 0
  for (let i = 0; i < n; i++)
    size = Math.max(
      size,
      Math.abs(diagonal[i]) + Math.abs(beside[i]) + Math.abs(beside[i - 1] || 0),
    )
  // Of a zero matrix every vector is one.
  if (size === 0) size = 1
  const factors = new Factors(n)
  let shift = Infinity
  for (const [k, value] of values.entries()) {
    await engine.breathe()
    // Equal values are held apart a little, so that the solves differ.
    const near = 10 * ULP * size
    shift = shift - value < near ? shift - near : value
    factors.factor(diagonal, beside, shift, size * ULP)
    const x = out.subarray(k * n, (k + 1) * n)
    for (let i = 0; i < n; i++) x[i] = random.below(2 ** 30) / 2 ** 29 - 1
    for (let solve = 0; solve < SOLVES; solve++) {
      factors.solve(x)
      normalise(x)
      // What rounding leaves of the others is taken off after the next solve, which raises it no more than it does x.
      for (let j = 0; j < k; j++) takeOut(x, out.subarray(j * n, (j + 1) * n))
      normalise(x)
    }
  }
}

/** T − λ·I = P·L·U with row exchanges: U has two diagonals above its own. */
class Factors {
  readonly #u0: Float64Array
  readonly #u1: Float64Array
  readonly #u2: Float64Array
  readonly #l: Float64Array
  readonly #swapped: Uint8Array

  constructor(n: number) {
    this.#u0 = new Float64Array(n)
    this.#u1 = new Float64Array(n)
    this.#u2 = new Float64Array(n)
    this.#l = new Float64Array(n)
    this.#swapped = new Uint8Array(n)
  }

  factor(diagonal: Float64Array, beside: Float64Array, shift: number, smallest: number): void {
    const [u0, u1, u2, l, swapped] = [this.#u0, this.#u1, this.#u2, this.#l, this.#swapped]
    const n = diagonal.length
    let a = diagonal[0] - shift
    let b = n > 1 ? beside[0] : 0
    for (let i = 0; i < n - 1; i++) {
      const below = beside[i]
      const next = diagonal[i + 1] - shift
      const after = i + 2 < n ? beside[i + 1] : 0
      swapped[i] = Number(Math.abs(below) > Math.abs(a))
      if (swapped[i]) {
        u0[i] = below
        u1[i] = next
        u2[i] = after
        l[i] = a / below
        a = b - l[i] * next
        b = -l[i] * after
      } else {
        u0[i] = a === 0 ? smallest : a
        u1[i] = b
        u2[i] = 0
        l[i] = below / u0[i]
        a = next - l[i] * b
        b = after
      }
    }
    // λ is an eigenvalue: the last pivot is rounding noise, and may be nothing at all.
    if (n > 0) u0[n - 1] = Math.abs(a) < smallest ? (a < 0 ? -smallest : smallest) : a
  }

  solve(x: Float64Array): void {
    const [u0, u1, u2, l, swapped] = [this.#u0, this.#u1, this.#u2, this.#l, this.#swapped]
    const n = x.length
    for (let i = 0; i < n - 1; i++) {
      if (swapped[i]) [x[i], x[i + 1]] = [x[i + 1], x[i]]
      x[i + 1] -= l[i] * x[i]
    }
    for (let i = n - 1; i >= 0; i--) {
      let value = x[i]
      if (i + 1 < n) value -= u1[i] * x[i + 1]
      if (i + 2 < n) value -= u2[i] * x[i + 2]
      x[i] = value / u0[i]
    }
  }
}

function takeOut(x: Float64Array, from: Float64Array): void {
  let along = 0
  for (let i = 0; i < x.length; i++) along += x[i] * from[i]
  for (let i = 0; i < x.length; i++) x[i] -= along * from[i]
}

function normalise(x: Float64Array): void {
  let largest = 0
  for (const value of x) largest = Math.max(largest, Math.abs(value))
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    x[i] /= largest
    sum += x[i] * x[i]
  }
  const length = Math.sqrt(sum)
  for (let i = 0; i < x.length; i++) x[i] /= length
}
