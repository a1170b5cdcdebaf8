import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { decode } from 'fast-png'
import { heatCells } from '../../src/figure/heat-cells.js'
import { diverging, isLight, levelOf, levels, sequential } from '../../src/figure/heat-colours.js'
import { THEMES } from '../../src/figure/theme.js'

/** n × n values from 0 to 1, and the image that is drawn of them. */
function drawn(n: number, compact: boolean) {
  const data = Float64Array.from({ length: n * n }, (_, i) => Math.abs(Math.sin(i)))
  data[3] = NaN
  const order = Array.from({ length: n }, (_, i) => n - 1 - i)
  const colours = sequential(1)
  const svg = heatCells(
    { x: 0, y: 0, width: n, height: n },
    { matrix: { rows: n, cols: n, data }, order, colours, blankDiagonal: true },
    THEMES.light,
    { compact },
  )
  const [, base64 = ''] = /href="data:image\/png;base64,([^"]+)"/.exec(svg) ?? []
  return { data, colours, image: decode(Buffer.from(base64, 'base64')) }
}

test('of many rows each pixel is a cell, and in a page the mean of its cells', () => {
  const n = 900
  assert.equal(drawn(n, false).image.width, n)
  const { data, colours, image } = drawn(n, true)
  assert.equal(image.width, 400)
  const empty = levels(colours).length
  for (const [px, py] of [
    [0, 0],
    [399, 399],
    [5, 250],
    [398, 396],
    [200, 200],
  ]) {
    const cells = Array.from({ length: n }, (_, i) => i)
    const [xs, ys] = [px, py].map((p) => cells.filter((i) => Math.floor((i * 400) / n) === p))
    const inside = ys
      .flatMap((i) => xs.filter((j) => i !== j).map((j) => data[(n - 1 - i) * n + (n - 1 - j)]))
      .filter((value) => !Number.isNaN(value))
    const mean = inside.reduce((sum, value) => sum + value / inside.length, 0)
    assert.equal(image.data[py * 400 + px], inside.length === 0 ? empty : levelOf(colours, mean))
  }
})

suite('of r, cells that are negative carry a dash, and no others', () => {
  for (const [n, compact] of [
    [26, false],
    [58, false],
    [58, true],
    [200, false],
    [200, true],
  ] as const)
    test(`${n} rows, ${compact ? 'compact' : 'as paths'}`, () => {
      const cell = n < 58 ? 20 : 7
      const data = Float64Array.from({ length: n * n }, (_, i) => Math.sin(i * i) ** 3)
      data[3] = NaN
      const order = Array.from({ length: n }, (_, i) => n - 1 - i)
      const colours = diverging(1)
      const lightAt = levels(colours).map(isLight)
      const svg = heatCells(
        { x: 30, y: 40, width: n * cell, height: n * cell },
        { matrix: { rows: n, cols: n, data }, order, colours, blankDiagonal: false },
        THEMES.light,
        { compact },
      )
      const inks = new Map<string, string>()
      const lines =
        /<path d="([^"]*)" fill="none" stroke="(#\w+)" stroke-opacity="0.6" stroke-dasharray="(\d+) (\d+)"\/>/g
      for (const [, d, ink, dash, space] of svg.matchAll(lines)) {
        assert.equal(Number(dash) + Number(space), cell)
        for (const [, x, y, length] of d.matchAll(/M([\d.]+),([\d.]+)h([\d.]+)/g))
          for (let at = Number(x); at < Number(x) + Number(length); at += cell) {
            const [row, col] = [(Number(y) - 40) / cell, (at - 30) / cell].map(Math.floor)
            assert.ok(at + Number(dash) <= 30 + (col + 1) * cell)
            inks.set(`${row},${col}`, ink)
          }
      }
      order.forEach((row, i) => {
        order.forEach((col, j) => {
          const value = data[row * n + col]
          const ink = lightAt[levelOf(colours, value)] ? '#16161c' : '#ffffff'
          const expected = value < 0 ? ink : undefined
          assert.equal(inks.get(`${i},${j}`), expected, `${i}, ${j}: ${value}`)
        })
      })
    })
})
