import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { commonTexts, plainText, poleOverlap } from '../../src/compare/pole-overlap.js'

suite('poleOverlap', () => {
  test('knows a token by its text, whatever its marker and capitals', () => {
    assert.deepEqual(['##ing', 'Ġthe', '▁The', 'the'].map(plainText), ['ing', 'the', 'the', 'the'])
    const { shared, turned } = poleOverlap(
      { positive: ['the', 'a'], negative: ['x'] },
      { positive: ['ĠThe', 'Ġb'], negative: ['Ġx'] },
      100,
    )
    assert.deepEqual(shared, ['the', 'x'])
    assert.equal(turned, false)
  })

  test('turns the second round where that agrees better: vectors have no sign', () => {
    const { shared, turned } = poleOverlap(
      { positive: ['a', 'b'], negative: ['c', 'd'] },
      { positive: ['c', 'd'], negative: ['b', 'x'] },
      100,
    )
    assert.deepEqual(shared, ['b', 'c', 'd'])
    assert.equal(turned, true)
  })

  test('says what random ends would share', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => `t${i}`)
    const { random } = poleOverlap(
      { positive: twenty, negative: twenty },
      { positive: twenty, negative: twenty },
      10_000,
    )
    assert.equal(random, 0.08)
  })
})

test('commonTexts counts each text once', () => {
  assert.equal(commonTexts(['the', 'The', 'x', undefined], ['Ġthe', 'y', undefined]), 1)
})
