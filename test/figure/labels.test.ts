import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { crosses, meet } from '../../src/figure/geometry.js'
import { leaderOf, placeLabels } from '../../src/figure/labels.js'
import { passesOver } from '../../src/figure/leader.js'

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

  test('a line leads to a label that stands off, out between the marks that touch its own', () => {
    const marks = [
      { x: 60, y: 50 },
      { x: 66, y: 50 },
      { x: 54, y: 50 },
      { x: 60, y: 44 },
      { x: 60, y: 56 },
    ]
    const around = { marks, radius: 3 }
    const [label] = placeLabels(box, [{ ...marks[0], text: 'abc' }], 10, around)
    assert.ok(label.leader)
    for (const mark of marks.slice(1)) assert.ok(!passesOver(leaderOf(label)[0], mark, 3))
  })

  test('a label whose line would pass over another mark is left out', () => {
    const ring = Array.from({ length: 12 }, (_, i) => ({
      x: 60 + 10 * Math.cos((i * Math.PI) / 6),
      y: 50 + 10 * Math.sin((i * Math.PI) / 6),
    }))
    const label = { x: 60, y: 50, text: 'abc' }
    const around = { marks: [label, ...ring], radius: 3 }
    assert.deepEqual(placeLabels(box, [label], 10, around), [])
    assert.equal(placeLabels(box, [label], 10, { marks: [label], radius: 3 }).length, 1)
  })

  test('no line passes over a mark or crosses another line, however crowded', () => {
    const at = fc.record({
      x: fc.integer({ min: 0, max: 200 }),
      y: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(fc.array(at, { maxLength: 40 }), (marks) => {
        const labels = marks.map((mark, i) => ({ ...mark, text: `t${i}` }))
        const lines = placeLabels(box, labels, 10, { marks }).flatMap(leaderOf)
        for (const [i, line] of lines.entries()) {
          const [x, y] = line
          for (const mark of marks)
            if (Math.hypot(mark.x - x, mark.y - y) >= 8)
              assert.ok(!crosses(line, { x: mark.x - 2, y: mark.y - 2, width: 4, height: 4 }))
          for (const other of lines.slice(i + 1)) assert.ok(!meet(line, other))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a label moves to another place beside its mark where a later one has no other', () => {
    const labels = [
      { x: 100, y: 50, text: 'one' },
      { x: 140, y: 50, text: 'two' },
    ]
    // Only left of the second is free, where the first would stand.
    const obstacles = [
      { x: 144, y: 0, width: 56, height: 100 },
      { x: 104, y: 0, width: 80, height: 44 },
      { x: 104, y: 56, width: 80, height: 44 },
    ]
    const placed = placeLabels(box, labels, 10, { marks: labels, obstacles, reach: 9 })
    assert.deepEqual(
      placed.map(({ text, left }) => [text, left < 100]),
      [
        ['one', true],
        ['two', false],
      ],
    )
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
