import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { seededRandom } from '../../src/math/random.js'
import { expected } from '../oracle/oracle.js'

suite('seededRandom', () => {
  test('is MT19937: its stream is that of NumPy’s RandomState of the same seed', () => {
    const random = seededRandom(expected.mt19937.seed)
    // The library counts from −2³¹; half a turn apart from unsigned.
    const stream = expected.mt19937.uint32.map(() => (random.below(2 ** 32) + 2 ** 31) % 2 ** 32)
    assert.deepEqual(stream, expected.mt19937.uint32)
  })

  test('below(n) gives every number from 0 to n − 1 equally often', () => {
    const random = seededRandom(11)
    const n = 7
    const draws = 70_000
    const counts = new Array<number>(n).fill(0)
    for (let i = 0; i < draws; i++) counts[random.below(n)]++
    const chi2 = counts.reduce((sum, c) => sum + (c - draws / n) ** 2 / (draws / n), 0)
    assert.ok(chi2 < 22.46, `χ² = ${chi2} on 6 degrees of freedom exceeds its 99.9th percentile`)
  })

  test('the first number does not follow the seed', () => {
    const first = new Set(Array.from({ length: 100 }, (_, seed) => seededRandom(seed).below(1000)))
    assert.ok(first.size > 80)
  })

  for (const seed of [-1, 1.5, 2 ** 32, NaN])
    test(`the seed ${seed} is refused`, () => {
      assert.throws(() => seededRandom(seed), InvalidArgument)
    })
})
