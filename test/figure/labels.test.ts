import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { placeLabels } from '../../src/figure/labels.js'

const box = { x: 0, y: 0, width: 200, height: 100 }

suite('placeLabels', () => {
  test('puts a label right of its point, or left of it at the right edge', () => {
    const [right] = placeLabels(box, [{ x: 50, y: 50, text: 'abc' }], 10)
    assert.ok(right.x > 50)
    const [left] = placeLabels(box, [{ x: 195, y: 50, text: 'abc' }], 10)
    assert.ok(left.x < 195 - 3 * 6)
  })

  test('no two labels overlap; those without a place are left out', () => {
    const labels = Array.from({ length: 40 }, (_, i) => ({ x: 100, y: 50, text: `label ${i}` }))
    const placed = placeLabels(box, labels, 10)
    assert.ok(placed.length >= 2 && placed.length < 10)
    for (const a of placed)
      for (const b of placed)
        if (a !== b)
          assert.ok(
            Math.abs(a.y - b.y) >= 13 || Math.abs(a.x - b.x) >= 7 * 6,
            `${a.text}, ${b.text}`,
          )
  })

  test('keeps clear of obstacles', () => {
    assert.deepEqual(placeLabels(box, [{ x: 50, y: 50, text: 'abc' }], 10, [box]), [])
  })
})
