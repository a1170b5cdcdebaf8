import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { usualRemoval, withoutTop } from '../../src/spectrum/all-but-the-top.js'
import { meanCosine } from '../../src/spectrum/mean-cosine.js'

suite('withoutTop', () => {
  test('k equal values remain: both ranks are k, and the share is that of the rest’s complement', () => {
    const found = withoutTop(Float64Array.of(3, 1, 1, 1), 1)
    assert.ok(Math.abs(found.share - 9 / 12) < 1e-15)
    assert.ok(Math.abs(found.effectiveRank - 3) < 1e-12)
    assert.ok(Math.abs(found.participationRatio - 3) < 1e-12)
  })

  test('nothing removed leaves the spectrum as it is', () => {
    const found = withoutTop(Float64Array.of(2, 2), 0)
    assert.equal(found.share, 0)
    assert.ok(Math.abs(found.effectiveRank - 2) < 1e-12)
  })

  test('a hundredth of the dimensions is usual, one at least', () => {
    assert.deepEqual([usualRemoval(768), usualRemoval(300), usualRemoval(10)], [8, 3, 1])
  })
})

suite('meanCosine', () => {
  test('of equal vectors is 1, of orthogonal ones 0, of opposite ones −1', () => {
    assert.equal(meanCosine(Float64Array.of(3, 0), 3), 1)
    assert.equal(meanCosine(Float64Array.of(1, 1), 2), 0)
    assert.equal(meanCosine(Float64Array.of(0, 0), 2), -1)
  })

  test('of one vector there is none', () => {
    assert.ok(Number.isNaN(meanCosine(Float64Array.of(1, 0), 1)))
  })
})
