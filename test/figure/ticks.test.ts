import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { indexTicks, logTicks, tickText } from '../../src/figure/ticks.js'

suite('logTicks', () => {
  test('labels as many multiples as there is room for, and marks the others', () => {
    assert.deepEqual(logTicks([0.5, 8], 8).values, [0.5, 0.7, 1, 2, 3, 5, 7])
    assert.deepEqual(logTicks([1, 1000], 4).values, [1, 10, 100, 1000])
    assert.ok(logTicks([1, 1000], 4).minor.includes(20))
  })

  test('skips powers where there are too many', () => {
    assert.ok(logTicks([1e-12, 1], 6).values.length <= 8)
  })

  test('leaves no large part of an axis without one', () => {
    assert.deepEqual(logTicks([0.159, 1.945], 7).values, [0.2, 0.3, 0.5, 0.7, 1, 1.5])
    assert.deepEqual(logTicks([0.48, 1.83], 7).values, [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5])
    for (let low = 0.1; low < 1; low *= 1.03)
      for (let high = 1.6 * low; high < 40; high *= 1.07) {
        const { values } = logTicks([low, high], 7)
        const [first, last] = [values[0], values.at(-1) ?? low]
        assert.ok(Math.log(high / last) < 0.5 * Math.log(high / low), `${low} to ${high}`)
        assert.ok(values.length >= 2 && first >= low * (1 - 1e-9), `${low} to ${high}`)
      }
  })

  test('takes even steps where an axis is too short for multiples', () => {
    assert.deepEqual(logTicks([1.1, 1.45], 4).values, [1.1, 1.2, 1.3, 1.4])
  })

  test('stays within the domain', () => {
    for (const tick of logTicks([0.23, 4.1], 6).values) assert.ok(tick >= 0.23 && tick <= 4.1)
  })
})

suite('tickText', () => {
  test('gives all ticks of a linear axis the same decimals', () => {
    assert.deepEqual([0, 0.5, 1].map(tickText([0, 0.5, 1], false)), ['0.0', '0.5', '1.0'])
    assert.deepEqual([0, 10000].map(tickText([0, 10000], false)), ['0', '10,000'])
  })

  test('writes tiny numbers as powers of ten', () => {
    assert.equal(tickText([0, 2e-8], false)(2e-8), '2·10⁻⁸')
    assert.equal(tickText([1e-6, 1], true)(1e-6), '10⁻⁶')
    assert.equal(tickText([-1e-6, 1e-6], false)(-1e-6), '−10⁻⁶')
  })
})

suite('indexTicks', () => {
  test('counts from 1 in even steps: all, odd numbers, or multiples', () => {
    assert.deepEqual(indexTicks(1, 500), [1])
    assert.deepEqual(indexTicks(6, 500), [1, 2, 3, 4, 5, 6])
    assert.deepEqual(indexTicks(12, 500), [1, 3, 5, 7, 9, 11])
    assert.deepEqual(indexTicks(26, 500), [1, 5, 10, 15, 20, 25])
    assert.deepEqual(indexTicks(384, 500), [1, 50, 100, 150, 200, 250, 300, 350])
  })
})
