import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { cosine, pearson, rowCorrelations } from '../../src/math/correlation.js'
import { matrixFrom } from '../../src/math/matrix.js'

suite('rowCorrelations', () => {
  test('the diagonal is 1, the matrix symmetric, opposite rows −1', () => {
    const r = rowCorrelations(
      matrixFrom([
        [1, 2, 4],
        [-1, -2, -4],
        [0, 3, 1],
      ]),
    )
    assert.deepEqual([r.data[0], r.data[4], r.data[8]], [1, 1, 1])
    assert.ok(Math.abs(r.data[1] + 1) < 1e-15)
    assert.equal(r.data[2], r.data[6])
  })

  test('a row without variation has no correlation', () => {
    const r = rowCorrelations(
      matrixFrom([
        [1, 2, 4],
        [3, 3, 3],
      ]),
    )
    assert.deepEqual([...r.data], [1, NaN, NaN, NaN])
  })

  test('a matrix whose data do not match its shape is refused, with both counts', () => {
    assert.throws(
      () => rowCorrelations({ rows: 2, cols: 3, data: new Float64Array(5) }),
      (error) =>
        error instanceof InvalidArgument && error.message.includes('2 × 3 = 6 numbers, found 5'),
    )
  })
})

test('pearson ignores offset and scale, cosine only scale', () => {
  const a = Float64Array.of(1, 2, 4, 8)
  const b = a.map((x) => 3 * x + 5)
  assert.ok(Math.abs(pearson(a, b) - 1) < 1e-15)
  assert.ok(
    Math.abs(
      cosine(
        a,
        a.map((x) => 3 * x),
      ) - 1,
    ) < 1e-15,
  )
  assert.ok(cosine(a, b) < 0.99)
})
