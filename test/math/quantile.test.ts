import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantile } from '../../src/math/quantile.js'

test('quantile(sorted, p) uses the R-7 method', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5)
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75)
  assert.equal(quantile([1, 2, 3, 4], 0), 1)
  assert.equal(quantile([1, 2, 3, 4], 1), 4)
  assert.equal(quantile([7], 0.9), 7)
  assert.ok(Number.isNaN(quantile([], 0.5)))
})
