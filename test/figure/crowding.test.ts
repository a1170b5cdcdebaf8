import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { scaleLinear } from 'd3-scale'
import { crowding } from '../../src/figure/crowding.js'

suite('crowding', () => {
  const box = { x: 50, y: 20, width: 600, height: 200 }
  // A dense band in the first tenth of the ids, few points in the others.
  const values = Float64Array.from({ length: 20_000 }, (_, id) =>
    id % 10 === 3 ? NaN : id < 2000 ? (id % 7) / 100 : id % 20 === 0 ? (id % 101) / 101 : 2,
  )
  const x = scaleLinear([0, values.length], [box.x, box.x + box.width])
  const y = scaleLinear([0, 1], [box.y + box.height, box.y])
  const crowded = crowding(box, values, x, y)

  test('finds the dense places, and not those beside them', () => {
    assert.ok(crowded({ x: 60, y: 205, width: 30, height: 12 }))
    assert.ok(!crowded({ x: 60, y: 100, width: 30, height: 12 }))
    assert.ok(!crowded({ x: 300, y: 205, width: 30, height: 12 }))
  })

  test('is of no mind outside the panel', () => {
    assert.ok(!crowded({ x: 0, y: 0, width: 30, height: 12 }))
    assert.ok(!crowded({ x: 900, y: 300, width: 30, height: 12 }))
  })
})
