import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { auc } from '../../src/projection/auc.js'
import { statistics } from '../oracle/statistics.js'

suite('auc', () => {
  test('agrees with SciPy’s Mann–Whitney U, ties included', () => {
    const { members, others, value } = statistics.auc
    assert.ok(Math.abs(auc(Float64Array.from(members), Float64Array.from(others)) - value) < 1e-14)
  })

  test('is 1 for members above all others, 0 below, and no number without others', () => {
    const others = Float64Array.of(1, 2, 3)
    assert.equal(auc(Float64Array.of(4, 5), others), 1)
    assert.equal(auc(Float64Array.of(-4, 0), others), 0)
    assert.equal(auc(Float64Array.of(2), others), 0.5)
    assert.ok(Number.isNaN(auc(Float64Array.of(2), new Float64Array())))
  })
})
