import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode } from 'fast-png'
import { heatCells } from '../../src/figure/heat-cells.js'
import { levelOf, levels, sequential } from '../../src/figure/heat-colours.js'
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
