import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { seededRandom } from '../../src/math/random.js'
import { sampleWithReplacement, sampleWithoutReplacement } from '../../src/math/sample.js'

suite('sampleWithoutReplacement', () => {
  const pool = Uint32Array.from({ length: 10 }, (_, i) => 100 + i)

  test('never repeats, keeps to the pool, and leaves the pool as it is', () => {
    const random = seededRandom(1)
    for (let i = 0; i < 200; i++) {
      const drawn = sampleWithoutReplacement(pool, 10, random)
      assert.deepEqual([...drawn].sort(), [...pool])
    }
    assert.deepEqual(
      [...pool],
      Array.from({ length: 10 }, (_, i) => 100 + i),
    )
  })

  test('draws every element in every place equally often', () => {
    const random = seededRandom(2)
    const draws = 20_000
    const k = 3
    const counts = Array.from({ length: k }, () => new Array<number>(10).fill(0))
    for (let i = 0; i < draws; i++)
      sampleWithoutReplacement(pool, k, random).forEach((id, place) => counts[place][id - 100]++)
    for (const place of counts) {
      const chi2 = place.reduce((sum, c) => sum + (c - draws / 10) ** 2 / (draws / 10), 0)
      assert.ok(chi2 < 27.88, `χ² = ${chi2} on 9 degrees of freedom exceeds its 99.9th percentile`)
    }
  })

  test('the same seed gives the same draw', () => {
    const draw = (seed: number) => [...sampleWithoutReplacement(pool, 5, seededRandom(seed))]
    assert.deepEqual(draw(3), draw(3))
    assert.notDeepEqual(draw(3), draw(4))
  })

  test('a pool that is too small is an error', () => {
    assert.throws(() => sampleWithoutReplacement(pool, 11, seededRandom(1)), InvalidArgument)
  })
})

suite('sampleWithReplacement', () => {
  test('draws every number equally often, first and last included', () => {
    const counts = new Float64Array(10)
    for (const x of sampleWithReplacement(10, 10_000, seededRandom(6))) counts[x]++
    const chi2 = counts.reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0)
    assert.ok(chi2 < 27.88, `χ² = ${chi2} on 9 degrees of freedom exceeds its 99.9th percentile`)
  })

  test('repeats as often as chance would', () => {
    const random = seededRandom(5)
    let withRepeat = 0
    const draws = 4000
    for (let i = 0; i < draws; i++)
      if (new Set(sampleWithReplacement(30_522, 26, random)).size < 26) withRepeat++
    // 1 − ∏(1 − i/30522) = 0.01060, the 1.1 % that the notebook's draws suffer.
    assert.ok(Math.abs(withRepeat / draws - 0.0106) < 0.005, `${withRepeat / draws}`)
  })
})
