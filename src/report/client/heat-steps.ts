import { type ReportData, correlationBetween } from '../report-data.js'
import type { Steps } from './interaction.js'
import { signed } from './signed.js'

/** A cell: row and column, from 0. */
type Cell = readonly [row: number, column: number]

/** The cells of a heat map as stops. They have no marks of their own: a cell is found by its place in the frame. */
export function heatSteps(frame: SVGRectElement, data: ReportData): Steps<Cell> {
  const order = (frame.dataset.heat ?? '').split(' ').map(Number)
  const n = order.length
  const { x: left, y: top, width, height } = frame.getBBox()
  const within = (i: number): number => Math.max(0, Math.min(n - 1, i))
  return {
    near(x, y) {
      const row = Math.floor(((y - top) / height) * n)
      const column = Math.floor(((x - left) / width) * n)
      return row >= 0 && row < n && column >= 0 && column < n ? [row, column] : undefined
    },
    move(from, key) {
      const step = STEPS.get(key)
      if (!step) return undefined
      if (!from) return [0, 0]
      return [within(from[0] + step[0]), within(from[1] + step[1])]
    },
    stop([row, column]) {
      const [a, b] = [order[row], order[column]]
      const named = (i: number): string => `${data.members[i]} (id ${data.memberIds[i]})`
      return {
        x: left + ((column + 0.5) / n) * width,
        y: top + ((row + 0.5) / n) * height,
        text: `${named(a)}, ${named(b)}${inWords(correlationBetween(data, a, b))}`,
      }
    },
  }
}

/** Nothing where the page does not hold it. */
function inWords(r: number | undefined): string {
  if (r === undefined) return ''
  return `  r ${Number.isNaN(r) ? 'undefined' : signed(r.toFixed(3))}`
}

const STEPS: ReadonlyMap<string, Cell> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
  ['Home', [-Infinity, -Infinity]],
  ['End', [Infinity, Infinity]],
])
