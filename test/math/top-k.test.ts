import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { seededRandom } from '../../src/math/random.js'
import { topK } from '../../src/math/top-k.js'

suite('topK', () => {
  test('agrees with a full stable sort', () => {
    const random = seededRandom(1)
    for (let trial = 0; trial < 100; trial++) {
      const keys = Array.from({ length: 60 }, () => random.below(20))
      const sorted = keys.map((_, i) => i).sort((a, b) => keys[b] - keys[a] || a - b)
      for (const k of [0, 1, 7, 60, 100]) assert.deepEqual(topK(keys, k), sorted.slice(0, k))
    }
  })

  test('leaves out NaN and what is not accepted', () => {
    assert.deepEqual(
      topK([5, NaN, 9, 7], 3, (i) => i !== 2),
      [3, 0],
    )
  })
})
