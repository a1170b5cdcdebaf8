import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Intervals } from '../../src/bytes/intervals.js'
import { seededRandom } from '../../src/math/random.js'

test('bytes are counted once, in whatever order and overlap they come', () => {
  const random = seededRandom(5)
  for (let trial = 0; trial < 50; trial++) {
    const intervals = new Intervals()
    const seen = new Set<number>()
    for (let i = 0; i < 60; i++) {
      const start = random.below(300)
      const end = start + random.below(20)
      intervals.add(start, end)
      for (let byte = start; byte < end; byte++) seen.add(byte)
      assert.equal(intervals.total, seen.size)
    }
  }
})
