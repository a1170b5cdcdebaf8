import fc from 'fast-check'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Matrix, matrixFrom, rowOf, transpose } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { type SvdAlgorithm, singularValues, svd } from '../../src/math/svd.js'
import { filled, turnRows, uniform } from './matrices.js'
import { ALGORITHMS } from './proof.js'

/** A matrix of any small shape, its elements of any size within ten orders of magnitude, and a seed for what is done to it. */
const anything = fc
  .record({
    rows: fc.integer({ min: 1, max: 14 }),
    cols: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    spread: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ rows, cols, seed, spread }) => {
    const random = seededRandom(seed)
    const a = filled(
      rows,
      cols,
      () => uniform(random) * 10 ** (-spread * Math.abs(uniform(random))),
    )
    return { a, random }
  })

/** Holds for both algorithms on a hundred such matrices. */
async function holds(
  property: (
    given: { a: Matrix<Float64Array>; random: ReturnType<typeof seededRandom> },
    options: { algorithm: SvdAlgorithm },
  ) => Promise<void>,
): Promise<void> {
  for (const algorithm of ALGORITHMS)
    await fc.assert(
      fc.asyncProperty(anything, (given) => property(given, { algorithm })),
      { numRuns: 100, seed: 4 },
    )
}

function assertSame(found: Float64Array, expected: Float64Array): void {
  const tolerance = 1e-14 * Math.max(1, expected.length) * (expected[0] ?? 0)
  assert.equal(found.length, expected.length)
  expected.forEach((s, k) => {
    assert.ok(Math.abs(found[k] - s) <= tolerance, `σ${k + 1}: ${found[k]}, not ${s}`)
  })
}

suite('singular values', () => {
  test('stay under orthogonal transformations of rows and columns', () =>
    holds(async ({ a, random }, options) => {
      const before = await singularValues(a, options)
      turnRows(a, random)
      const t = transpose(a)
      turnRows(t, random)
      assertSame(await singularValues(t, options), before)
    }))

  test('scale with the matrix', () =>
    holds(async ({ a, random }, options) => {
      const factor = 10 ** (200 * uniform(random))
      const scaled = { ...a, data: a.data.map((x) => x * factor) }
      const before = await singularValues(a, options)
      assertSame(
        (await singularValues(scaled, options)).map((s) => s / factor),
        before,
      )
    }))

  test('are those of the transpose, whose vectors change sides', () =>
    holds(async ({ a }, options) => {
      const [one, other] = [await svd(a, options), await svd(transpose(a), options)]
      assertSame(other.singularValues, one.singularValues)
      assert.deepEqual([one.u.rows, one.vt.cols], [other.vt.cols, other.u.rows])
    }))

  test('do not depend on the order of rows', () =>
    holds(async ({ a, random }, options) => {
      const order = Array.from({ length: a.rows }, (_, i) => i)
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.below(i + 1)
        ;[order[i], order[j]] = [order[j], order[i]]
      }
      const mixed = matrixFrom(order.map((i) => rowOf(a, i)))
      assertSame(await singularValues(mixed, options), await singularValues(a, options))
    }))

  test('have Σσ² = Σa²', () =>
    holds(async ({ a }, options) => {
      const squares = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0)
      const [found, expected] = [squares(await singularValues(a, options)), squares(a.data)]
      assert.ok(Math.abs(found - expected) <= 1e-13 * expected)
    }))
})
