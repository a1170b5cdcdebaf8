import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { cloudPixels, packNibbles } from '../../src/figure/point-cloud.js'
import { seededRandom } from '../../src/math/random.js'

suite('cloudPixels', () => {
  test('draws one point as a disc of five pixels of the faintest level', () => {
    const { levels } = cloudPixels({ xs: [3], ys: [2], width: 8, height: 6 })
    const inked = [...levels.keys()].filter((i) => levels[i] > 0)
    assert.deepEqual(inked, [11, 18, 19, 20, 27])
    assert.ok(inked.every((i) => levels[i] === 1))
  })

  test('leaves out points beyond the raster and those that are no numbers', () => {
    const { levels } = cloudPixels({ xs: [-1, 9, NaN], ys: [1, 1, 1], width: 8, height: 6 })
    assert.ok(levels.every((level) => level === 0))
  })

  for (const count of [30_000, 128_000, 256_000])
    test(`${count} points: the dense middle is darker than the rim, and an outlier is seen`, () => {
      const random = seededRandom(1)
      const [width, height] = [1800, 860]
      const uniform = () => random.below(100_000) / 100_000
      const xs = Array.from({ length: count }, () => uniform() * width)
      const ys = xs.map(() => 430 + 300 * (uniform() + uniform() + uniform() - 1.5))
      xs.push(900)
      ys.push(2)
      const { levels, opacities } = cloudPixels({ xs, ys, width, height })
      const mean = (from: number, to: number) => {
        const inked = levels.subarray(from * width, to * width).filter((level) => level > 0)
        return inked.reduce((sum, level) => sum + level, 0) / inked.length
      }
      assert.ok(mean(410, 450) > mean(120, 200) + 2)
      assert.ok(mean(410, 450) < 15, 'not all of the middle is of the last level')
      assert.ok(opacities[levels[2 * width + 900]] >= 0.4)
    })

  test('sums densities over a square, also at the edges', () => {
    // 40 points at one place are dense; the same 40 spread out are not.
    const one = cloudPixels({
      xs: Array.from({ length: 40 }, () => 0),
      ys: Array.from({ length: 40 }, () => 0),
      width: 100,
      height: 100,
    })
    const spread = cloudPixels({
      xs: Array.from({ length: 40 }, (_, i) => (i % 7) * 15),
      ys: Array.from({ length: 40 }, (_, i) => Math.floor(i / 7) * 15),
      width: 100,
      height: 100,
    })
    assert.equal(one.levels[0], 15)
    assert.ok(spread.levels.every((level) => level <= 1))
  })
})

test('packNibbles puts two levels into a byte and begins each row anew', () => {
  assert.deepEqual([...packNibbles(Uint8Array.of(1, 2, 3, 4, 5, 6), 3)], [0x12, 0x30, 0x45, 0x60])
})
