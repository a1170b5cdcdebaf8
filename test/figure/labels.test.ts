import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { placeLabels } from '../../src/figure/labels.js'

const box = { x: 0, y: 0, width: 200, height: 100 }

suite('placeLabels', () => {
  test('puts a label right of its point, or left of it at the right edge', () => {
    const [right] = placeLabels(box, [{ x: 50, y: 50, text: 'abc' }], 10)
    assert.ok(right.left > 50)
    const [left] = placeLabels(box, [{ x: 195, y: 50, text: 'abc' }], 10)
    assert.ok(left.left < 195 - 3 * 6)
  })

  test('no two labels overlap; those without a place are left out', () => {
    const labels = Array.from({ length: 40 }, (_, i) => ({ x: 100, y: 50, text: `label ${i}` }))
    const placed = placeLabels(box, labels, 10)
    assert.ok(placed.length >= 2 && placed.length < 40)
    for (const a of placed)
      for (const b of placed)
        if (a !== b)
          assert.ok(
            Math.abs(a.base - b.base) >= 11 || Math.abs(a.left - b.left) >= 30,
            `${a.text}, ${b.text}`,
          )
  })

  test('keeps clear of obstacles', () => {
    assert.deepEqual(
      placeLabels(box, [{ x: 50, y: 50, text: 'abc' }], 10, { obstacles: [box] }),
      [],
    )
  })

  test('a line leads to a label that stands off, and crosses no other mark', () => {
    const marks = [
      { x: 60, y: 50 },
      { x: 66, y: 50 },
      { x: 54, y: 50 },
      { x: 60, y: 44 },
      { x: 60, y: 56 },
    ]
    const [label] = placeLabels(box, [{ ...marks[0], text: 'abc' }], 10, { marks, radius: 3 })
    // Hemmed in on all sides, it is named over the marks that touch its own.
    assert.ok(label.leader)
    const [free] = placeLabels(box, [{ ...marks[0], text: 'abc' }], 10, {
      marks: marks.slice(0, 2),
      obstacles: [{ x: 0, y: 30, width: 59, height: 40 }],
      radius: 3,
    })
    assert.ok(free.left > 59)
  })

  test('no label stands nearer to another mark than to its own', () => {
    const marks = Array.from({ length: 12 }, (_, i) => ({ x: 20 + 14 * i, y: 50, text: `${i}` }))
    for (const { leader, left, text, x } of placeLabels(box, marks, 10, { marks })) {
      if (leader) continue
      const nearest = marks.toSorted(
        (a, b) => Math.abs(a.x - left - 3) - Math.abs(b.x - left - 3),
      )[0]
      assert.ok(Math.abs(nearest.x - x) <= 14, text)
    }
  })
})
