import type { AxisScale } from './axes.js'
import type { Box } from './svg.js'

/** Of the cells in which points are counted, in px. */
const CELL = 6

/** Points for one px², from which on a cloud is no longer background to a text but its rival. */
const MOST = 0.55

/**
 * Where a cloud of points is so dense that no text can be read on it.
 *
 * @param values by token id; those that are not finite are nowhere
 * @returns whether such a place is under a box
 */
export function crowding(
  box: Box,
  values: Float64Array,
  x: AxisScale,
  y: AxisScale,
): (area: Box) => boolean {
  const [cols, rows] = [Math.ceil(box.width / CELL), Math.ceil(box.height / CELL)]
  // Sums over all cells above and to the left: those of any box of cells are four look-ups.
  const sums = new Uint32Array((cols + 1) * (rows + 1))
  const [x0, dx, y0, dy] = [x(0) - box.x, x(1) - x(0), y(0) - box.y, y(1) - y(0)]
  for (let id = 0; id < values.length; id++) {
    const col = Math.floor((x0 + dx * id) / CELL)
    const row = Math.floor((y0 + dy * values[id]) / CELL)
    if (col >= 0 && col < cols && row >= 0 && row < rows) sums[(row + 1) * (cols + 1) + col + 1]++
  }
  for (let row = 1; row <= rows; row++)
    for (let col = 1, left = 0; col <= cols; col++) {
      const at = row * (cols + 1) + col
      left += sums[at]
      sums[at] = left + sums[at - cols - 1]
    }
  return (area) => {
    const [left, right] = cells(area.x - box.x, area.width, cols)
    const [top, bottom] = cells(area.y - box.y, area.height, rows)
    const sum = (row: number, col: number) => sums[row * (cols + 1) + col]
    const count = sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left)
    return count > MOST * CELL * CELL * (right - left) * (bottom - top)
  }
}

/** The first cell that a stretch touches and the one after the last, within the panel. */
function cells(start: number, length: number, count: number): readonly [number, number] {
  const within = (cell: number) => Math.max(0, Math.min(count, cell))
  return [
    within(Math.floor(start / CELL)),
    within(Math.max(Math.floor(start / CELL) + 1, Math.ceil((start + length) / CELL))),
  ]
}
