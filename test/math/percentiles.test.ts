import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { quantiles, sortedColumns, stacked } from '../../src/math/percentiles.js'

suite('percentiles of columns', () => {
  const columns = sortedColumns(stacked([[3, NaN, 0], [1, 5, 0], [2, 7, 0], [-4, NaN, 0]], 3), 2) // prettier-ignore

  test('each column is sorted, NaN behind all numbers, and no more of them than were asked for', () => {
    assert.deepEqual(columns, [Float64Array.of(-4, 1, 2, 3), Float64Array.of(5, 7, NaN, NaN)])
  })

  test('quantiles are those of the numbers alone; of none there is none', () => {
    assert.deepEqual(quantiles(columns, 0.5), Float64Array.of(1.5, 6))
    assert.deepEqual(quantiles([Float64Array.of(NaN)], 0.5), Float64Array.of(NaN))
  })
})
