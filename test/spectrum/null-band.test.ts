import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, matrixFrom } from '../../src/math/matrix.js'
import { hornCount } from '../../src/spectrum/horn.js'
import { maxT } from '../../src/spectrum/max-t.js'
import { nullBand } from '../../src/spectrum/null-band.js'
import { pValue } from '../../src/spectrum/p-value.js'
import { spectrumSummaries } from '../../src/spectrum/summaries.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { largestDifference } from '../oracle/oracle.js'
import { statistics } from '../oracle/statistics.js'

suite('nullBand', async () => {
  const { shapeTests } = statistics
  const { pool, indices, singularValues, raw, share } = statistics.ensemble
  const draws = await ensembleSpectra(matrixFrom(pool), {
    count: 200,
    size: 6,
    indices: Uint32Array.from(indices),
  })
  const own = Float64Array.from([...singularValues, 0])
  const band = nullBand(own, draws, 5)

  for (const [name, found, expected] of [
    ['singular values', band.raw, raw],
    ['shares of variance', band.share, share],
  ] as const) {
    test(`of ${name} agrees with NumPy: percentiles within 1e-12`, () => {
      for (const key of ['lower', 'median', 'upper'] as const)
        assert.ok(largestDifference(found[key], expected[key]) < 1e-12, key)
    })
    test(`of ${name} agrees with NumPy: every p-value, also those of max-T`, () => {
      for (const key of ['p', 'pLess', 'adjusted'] as const)
        assert.ok(largestDifference(found[key], expected[key]) < 1e-15, key)
    })
  }

  test('of the measures of shape agrees with NumPy: p, and p adjusted for all of them', () => {
    const [amount, ...shape] = spectrumSummaries(own, draws, 5)
    assert.equal(amount.adjusted, amount.p)
    for (const key of ['p', 'adjusted'] as const)
      assert.ok(
        largestDifference(
          shape.map((summary) => summary[key]),
          shapeTests[key],
        ) < 1e-15,
        key,
      )
  })

  test('compares no index that is zero by centring', () => {
    assert.equal(band.tested, 5)
    assert.equal(band.raw.p.length, 5)
  })

  test('a set of half the size and the same shape is smaller, and not of lower dimension', () => {
    const small = draws.data.slice(0, 6).map((s) => s / 2)
    const { raw: lower, share: same } = nullBand(small, draws, 5)
    assert.ok(lower.pLess[0] < 0.01 && lower.p[0] > 0.99)
    assert.ok(same.p[0] > 0.05 && same.pLess[0] > 0.05)
  })
})

suite('pValue', () => {
  const draws = Float64Array.of(1, 2, 3, 4)

  test('is (b + 1)/(m + 1), a draw as large counting against', () => {
    assert.equal(pValue(5, draws, 'greater'), 1 / 5)
    assert.equal(pValue(4, draws, 'greater'), 2 / 5)
    assert.equal(pValue(0, draws, 'greater'), 1)
    assert.equal(pValue(0, draws, 'less'), 1 / 5)
  })

  test('two-sided is twice the smaller tail, at most 1', () => {
    assert.equal(pValue(5, draws, 'two-sided'), 2 / 5)
    assert.equal(pValue(0, draws, 'two-sided'), 2 / 5)
    assert.equal(pValue(2.5, draws, 'two-sided'), 1)
  })
})

suite('maxT', () => {
  const draws = gaussianMatrix(199, 6, gaussian(1))
  const observed = Float64Array.of(0.5, 3, 2.2, -1, 0, 1)

  test('does not depend on the units of an index: none outweighs the others', () => {
    const units = [1000, 1, 0.001, 5, 7, 1e-6]
    const scaled: Matrix = {
      ...draws,
      data: draws.data.map((x, i) => x * units[i % 6] + (i % 6)),
    }
    const own = observed.map((x, i) => x * units[i] + i)
    assert.ok(
      largestDifference(maxT(own, scaled as Matrix<Float64Array>), maxT(observed, draws)) < 1e-15,
    )
  })

  test('is above the p-value of each index alone, and its equal for a single index', () => {
    const adjusted = maxT(observed, draws)
    observed.forEach((x, i) => {
      const column = Float64Array.from({ length: 199 }, (_, draw) => draws.data[draw * 6 + i])
      assert.ok(adjusted[i] >= pValue(x, column, 'greater'))
      const alone = maxT(Float64Array.of(x), matrixFrom(Array.from(column, (y) => [y])))
      assert.equal(alone[0], pValue(x, column, 'greater'))
    })
  })

  test('an index that never varies is no evidence', () => {
    const flat = matrixFrom(Array.from({ length: 19 }, () => [4]))
    assert.deepEqual([...maxT(Float64Array.of(4), flat)], [1])
  })
})

test('hornCount stops at the first failure', () => {
  assert.equal(hornCount([5, 4, 1, 3], [4, 3, 2, 1]), 2)
  assert.equal(hornCount([1, 9], [2, 2]), 0)
  assert.equal(hornCount([3, 3], [2, 2]), 2)
})
