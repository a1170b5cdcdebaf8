import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { placeInColumns, spacedHeights } from '../../src/figure/label-columns.js'
import { overlap } from '../../src/figure/geometry.js'
import { areaOf, leaderOf } from '../../src/figure/labels.js'
import type { Box } from '../../src/figure/svg.js'

const box = { x: 0, y: 0, width: 600, height: 300 }

suite('placeInColumns', () => {
  test('names all of a crowd in one place, in the order of their heights, with lines that do not cross', () => {
    const crowd = Array.from({ length: 10 }, (_, i) => ({ x: 300, y: 140 + i, text: `token ${i}` }))
    const placed = placeInColumns(box, crowd, 11, { marks: crowd })
    assert.deepEqual(
      placed.map(({ text }) => text),
      crowd.map(({ text }) => text),
    )
    for (const side of [true, false]) {
      const column = placed.filter(({ left }) => left > 300 === side)
      const bases = column.map(({ base }) => base)
      assert.deepEqual(
        bases,
        bases.toSorted((a, b) => a - b),
      )
    }
  })

  test('no text covers another, a mark or an obstacle, or leaves the box', () => {
    const mark = fc.record({
      x: fc.integer({ min: 0, max: 600 }),
      y: fc.integer({ min: 0, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 40 }), (marks) => {
        const labels = marks.map((at, i) => ({ ...at, text: `label ${i}` }))
        const obstacle = { x: 200, y: 100, width: 120, height: 60 }
        const placed = placeInColumns(box, labels, 11, { marks, radius: 4, obstacles: [obstacle] })
        placed.forEach((a, i) => {
          const area = areaOf(a, 10)
          assert.ok(area.x >= -1 && area.x + area.width <= 601, a.text)
          assert.ok(!overlap(area, obstacle), a.text)
          for (const b of placed.slice(i + 1)) assert.ok(!overlap(area, areaOf(b, 9)), a.text)
          const [line] = leaderOf(a)
          if (line) assert.deepEqual([line[0], line[1]], [a.x, a.y])
        })
      }),
      { numRuns: 60 },
    )
  })
})

suite('placeInColumns, where no text could be read', () => {
  const dense = { x: 150, y: 130, width: 148, height: 40 }
  const crowded = (area: Box) => overlap(area, dense)
  const crowd = [0, 6, 40, 46, 80, 86].map((dy, i) => ({ x: 300, y: 100 + dy, text: `token ${i}` }))

  test('moves the labels that would stand there', () => {
    const before = placeInColumns(box, crowd, 11, { marks: crowd })
    const after = placeInColumns(box, crowd, 11, { marks: crowd, crowded })
    assert.ok(before.some((label) => crowded(areaOf(label, 11))))
    assert.equal(after.length, crowd.length)
    for (const label of after) assert.ok(!crowded(areaOf(label, 11)), label.text)
  })

  test('names marks there all the same if there is no other place', () => {
    const everywhere = () => true
    const placed = placeInColumns(box, crowd, 11, { marks: crowd, crowded: everywhere })
    assert.equal(placed.length, crowd.length)
  })
})

suite('spacedHeights', () => {
  test('leaves heights that are apart as they are, and spreads others around their mean', () => {
    assert.deepEqual(spacedHeights([10, 40, 90], 12, [0, 100]), [10, 40, 90])
    assert.deepEqual(spacedHeights([50, 50, 50], 12, [0, 100]), [38, 50, 62])
  })

  test('keeps within the range, and says NaN for what it does not hold', () => {
    assert.deepEqual(spacedHeights([1, 1, 1], 10, [0, 100]), [0, 10, 20])
    assert.deepEqual(spacedHeights([99, 99], 10, [0, 100]), [90, 100])
    assert.deepEqual(spacedHeights([5, 5, 5, 5], 10, [0, 20]), [0, 10, 20, NaN])
  })
})
