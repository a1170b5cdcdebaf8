import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { plainText, poleOverlap, textsOf } from '../../src/compare/pole-overlap.js'

suite('poleOverlap', () => {
  test('knows a token by its text, whatever its marker and capitals', () => {
    assert.deepEqual(['##ing', 'Ġthe', '▁The', 'the'].map(plainText), ['ing', 'the', 'the', 'the'])
    const { shared, turned } = poleOverlap(
      { positive: ['the', 'a'], negative: ['x'] },
      { positive: ['ĠThe', 'Ġb'], negative: ['Ġx'] },
      { first: 100, second: 100, common: 100 },
    )
    assert.deepEqual(shared, ['the', 'x'])
    assert.equal(turned, false)
  })

  test('turns the second round where that agrees better: vectors have no sign', () => {
    const { shared, turned } = poleOverlap(
      { positive: ['a', 'b'], negative: ['c', 'd'] },
      { positive: ['c', 'd'], negative: ['b', 'x'] },
      { first: 100, second: 100, common: 100 },
    )
    assert.deepEqual(shared, ['b', 'c', 'd'])
    assert.equal(turned, true)
  })

  test('says what random ends would share', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => `t${i}`)
    const { random } = poleOverlap(
      { positive: twenty, negative: twenty },
      { positive: twenty, negative: twenty },
      { first: 27_000, second: 38_000, common: 17_000 },
    )
    assert.ok(Math.abs(random - (2 * 20 * 20 * 17) / (27 * 38_000)) < 1e-15)
  })
})

test('textsOf counts each text once', () => {
  const texts = textsOf(['the', 'The', 'x', undefined], ['Ġthe', 'y', undefined])
  assert.deepEqual(texts, { first: 2, second: 2, common: 1 })
})
