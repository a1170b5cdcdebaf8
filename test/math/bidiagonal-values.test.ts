import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Numerical } from '../../src/errors.js'
import { bidiagonalValues } from '../../src/math/decompose/bidiagonal-values.js'
import { Engine } from '../../src/math/kernels/engine.js'
import { zeros } from '../../src/math/matrix.js'
import { type RandomSource, seededRandom } from '../../src/math/random.js'
import { singularValues } from '../../src/math/svd.js'
import { uniform } from './matrices.js'

const ULP = Number.EPSILON

/** Numbers that bidiagonal matrices are made of; rounding errors beside ones are what steps may get stuck at. */
const KINDS: Readonly<Record<string, (random: RandomSource) => number>> = {
  'of any size': uniform,
  'one, zero and minus one': (random) => random.below(3) - 1,
  'over twenty orders of magnitude': (random) => 10 ** (-10 * (1 + uniform(random))),
  'one, or some ulp': (random) => (random.below(2) ? 1 : ULP * random.below(40)),
  'one less some ulp': (random) => 1 - ULP * random.below(9),
}

function engineOf(maxIterations?: number): Engine {
  const engine = new Engine('typescript')
  engine.begin({ maxIterations }, 1)
  return engine
}

suite('values of a bidiagonal matrix', () => {
  for (const [name, next] of Object.entries(KINDS))
    test(`settle for numbers ${name}, and are those that Jacobi finds`, async () => {
      const random = seededRandom(6)
      for (let run = 0; run < 400; run++) {
        const n = 1 + random.below(14)
        const d = Float64Array.from({ length: n }, () => next(random))
        const e = Float64Array.from({ length: n - 1 }, () => next(random))
        const a = zeros(n, n)
        d.forEach((x, i) => (a.data[i * n + i] = x))
        e.forEach((x, i) => (a.data[i * n + i + 1] = x))
        const told = JSON.stringify([[...d], [...e]])
        const expected = await singularValues(a, { algorithm: 'lq-jacobi', kernels: 'typescript' })
        const found = await bidiagonalValues(engineOf(), d, e, 'a bidiagonal matrix')
        const tolerance = 3 * (n + 4) * ULP * expected[0]
        assert.equal(found.length, n)
        found.forEach((s, k) => {
          assert.ok(Math.abs(s - expected[k]) <= tolerance, `σ${k + 1}: ${s} of ${told}`)
        })
      }
    })

  // Seeds of which one or more values came out wrong, by up to 3e-5 of the largest: sines and cosines of numbers whose squares were
  // subnormal were none.
  test('are right where rotations meet numbers without squares', async () => {
    for (const seed of [19, 1506, 2830, 4232, 9363, 12035, 12267, 39272, 41339, 41937]) {
      const random = seededRandom(seed)
      const n = 60 + random.below(190)
      const d = Float64Array.from({ length: n }, () => random.below(3) - 1)
      const e = Float64Array.from({ length: n - 1 }, () =>
        random.below(2) ? 1 : ULP * random.below(40),
      )
      const a = zeros(n, n)
      d.forEach((x, i) => (a.data[i * n + i] = x))
      e.forEach((x, i) => (a.data[i * n + i + 1] = x))
      const expected = await singularValues(a, { algorithm: 'lq-jacobi' })
      const found = await bidiagonalValues(engineOf(), d, e, '')
      found.forEach((s, k) => {
        assert.ok(Math.abs(s - expected[k]) < 1e-14 * expected[0], `seed ${seed}, σ${k + 1}: ${s}`)
      })
    }
  })

  // Each of them turned to and fro for ever before there was a remedy: a floor of some ulp, and trying the other end.
  for (const [name, d, e] of [
    ['two values apart by less than a shift can tell', [1 - 6 * ULP, 1 - 6 * ULP], [ULP / 2]],
    [
      'a shift that is near no value of its block',
      [1, 8.8e-16, 3.52e-15, 6.6e-15, 6.16e-15, 2.42e-15, 1, 7.48e-15, 0, 2.2e-16],
      [1, 1, 6.6e-15, 1, 1, 2.2e-16, 3.74e-15, 1, 1],
    ],
    [
      'the same with more values',
      [4.4e-16, 4.18e-15, 0, 1.54e-15, 3.3e-15, 6.16e-15, 2.86e-15, 1.1e-15, 1, 1],
      [1.54e-15, 1, 1, 1, 5.5e-15, 4.62e-15, 1, 1, 1],
    ],
  ] as const)
    test(`settle: ${name}`, async () => {
      const found = await bidiagonalValues(
        engineOf(),
        Float64Array.from(d),
        Float64Array.from(e),
        '',
      )
      const squares = (x: Iterable<number>): number => [...x].reduce((sum, y) => sum + y * y, 0)
      assert.ok(Math.abs(squares(found) - squares([...d, ...e])) < 1e-13)
    })

  test('that are not let settle are a typed error', async () => {
    const random = seededRandom(7)
    const [d, e] = [40, 39].map((length) => Float64Array.from({ length }, () => uniform(random)))
    await assert.rejects(bidiagonalValues(engineOf(1), d, e, 'this one'), (error) => {
      assert.ok(error instanceof Numerical)
      assert.match(
        error.message,
        /^this one: expected convergence within 1 step of QR for each value,/,
      )
      return true
    })
  })

  test('a limit is of all values together: one alone may take more steps', async () => {
    const random = seededRandom(8)
    const [d, e] = [40, 39].map((length) => Float64Array.from({ length }, () => uniform(random)))
    const found = await bidiagonalValues(engineOf(3), d.slice(), e.slice(), '')
    assert.deepEqual(found, await bidiagonalValues(engineOf(), d, e, ''))
  })
})
