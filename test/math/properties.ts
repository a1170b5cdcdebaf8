// What singular values have to do whatever the matrix is: properties on matrices of any shape that fast-check makes up. Nothing
// here needs Node: the same runs in a browser.
import fc from 'fast-check'
import { type Matrix, matrixFrom, rowOf, transpose } from '../../src/math/matrix.js'
import { type RandomSource, seededRandom } from '../../src/math/random.js'
import { type SvdOptions, singularValues, svd } from '../../src/math/svd.js'
import { filled, turnRows, uniform } from './matrices.js'
import { aloneBy } from './proof.js'

/** From which sizes matrices are made. */
export interface Sizes {
  readonly least: number
  readonly rows: number
  readonly cols: number
}

/** Sizes that take no time. */
export const SMALL: Sizes = { least: 1, rows: 14, cols: 20 }

/** Sizes that need several panels, leaves and tiles. */
export const LARGE: Sizes = { least: 40, rows: 140, cols: 170 }

interface Given {
  readonly a: Matrix<Float64Array>
  /** For what is done to it. */
  readonly random: RandomSource
}

/** A matrix, its elements of any size within ten orders of magnitude. */
function anything({ least, rows, cols }: Sizes): fc.Arbitrary<Given> {
  return fc
    .record({
      rows: fc.integer({ min: least, max: rows }),
      cols: fc.integer({ min: least, max: cols }),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      spread: fc.integer({ min: 0, max: 10 }),
    })
    .map((made) => {
      const random = seededRandom(made.seed)
      const next = (): number => uniform(random) * 10 ** (-made.spread * Math.abs(uniform(random)))
      return { a: filled(made.rows, made.cols, next), random }
    })
}

function requireSame(found: Float64Array, expected: Float64Array): void {
  const tolerance = 1e-14 * Math.max(1, expected.length) * (expected[0] ?? 0)
  if (found.length !== expected.length)
    throw new Error(`${found.length} values, not ${expected.length}`)
  expected.forEach((s, k) => {
    if (!(Math.abs(found[k] - s) <= tolerance)) throw new Error(`σ${k + 1}: ${found[k]}, not ${s}`)
  })
}

/** The values of a decomposition, which those found alone have to be, too. */
async function valuesOf(a: Matrix, options: SvdOptions): Promise<Float64Array> {
  const { singularValues: found } = await svd(a, options)
  requireSame(await singularValues(a, aloneBy(options)), found)
  return found
}

type Property = (given: Given, options: SvdOptions) => Promise<void>

/** Each throws where it does not hold. */
export const PROPERTIES: Readonly<Record<string, Property>> = {
  'stay under orthogonal transformations of rows and columns': async ({ a, random }, options) => {
    const before = await valuesOf(a, options)
    turnRows(a, random)
    const t = transpose(a)
    turnRows(t, random)
    requireSame(await valuesOf(t, options), before)
  },
  'scale with the matrix': async ({ a, random }, options) => {
    const factor = 10 ** (200 * uniform(random))
    const scaled = { ...a, data: a.data.map((x) => x * factor) }
    const found = (await valuesOf(scaled, options)).map((s) => s / factor)
    requireSame(found, await valuesOf(a, options))
  },
  'are those of the transpose, whose vectors change sides': async ({ a }, options) => {
    const [one, other] = [await svd(a, options), await svd(transpose(a), options)]
    requireSame(other.singularValues, one.singularValues)
    if (one.u.rows !== other.vt.cols || one.vt.cols !== other.u.rows)
      throw new Error('vectors of other sizes')
  },
  'do not depend on the order of rows': async ({ a, random }, options) => {
    const order = Array.from({ length: a.rows }, (_, i) => i)
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1)
      ;[order[i], order[j]] = [order[j], order[i]]
    }
    const mixed = matrixFrom(order.map((i) => rowOf(a, i)))
    requireSame(await valuesOf(mixed, options), await valuesOf(a, options))
  },
  'have Σσ² = Σa²': async ({ a }, options) => {
    const squares = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0)
    const [found, expected] = [squares(await valuesOf(a, options)), squares(a.data)]
    if (!(Math.abs(found - expected) <= 1e-13 * expected))
      throw new Error(`${found}, not ${expected}`)
  },
}

/** Looks for matrices of which a property does not hold; gives what is told of the smallest, nothing if there is none. */
export async function counterexample(
  name: string,
  sizes: Sizes,
  numRuns: number,
  options: SvdOptions,
): Promise<string | undefined> {
  const holds = fc.asyncProperty(anything(sizes), (given) => PROPERTIES[name](given, options))
  const {
    failed,
    counterexample: found,
    errorInstance,
  } = await fc.check(holds, {
    numRuns,
    seed: 4,
    endOnFailure: sizes.rows > SMALL.rows,
  })
  if (!failed) return undefined
  const shape = found ? `${found[0].a.rows} × ${found[0].a.cols}` : ''
  return `${shape}: ${String(errorInstance)}`
}
