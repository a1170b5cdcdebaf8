import type { Matrix } from '../math/matrix.js'
import { type HeatColours, isLight, levelOf, levels } from './heat-colours.js'
import { channels, pngAddress } from './indexed-png.js'
import { decimals } from './numbers.js'
import { type Box, element, image, px, text } from './svg.js'
import type { Theme } from './theme.js'

/** The cells of a heat map. */
export interface HeatCells {
  /** n × n; NaN leaves a cell empty. */
  readonly matrix: Matrix
  /** Which row and column stands where. */
  readonly order: readonly number[]
  readonly colours: HeatColours
  /** Hides the diagonal: ones that say nothing. */
  readonly blankDiagonal: boolean
}

/** Beyond so many rows the cells are an image: as paths they would weigh tens of megabytes. */
export const MOST_VECTOR_ROWS = 200

/** If compact, images have no more pixels to a side: those of 1,000 rows would weigh more than all else of a report. */
const MOST_PIXELS = 400

/** How many pixels to a side an image of so many rows has; each is the mean of its cells where there are fewer than rows. */
export function pixelsOf(rows: number, compact: boolean): number {
  return compact ? Math.min(rows, MOST_PIXELS) : rows
}

/** Cells at least this large, in px, hold their value as text; of up to 200 rows, smaller ones a dash where it is negative. */
const WITH_VALUE = 36

/** If compact, cells smaller than this, in px, are an image: so many paths would weigh more than all else of a report. */
const AS_PATHS = 9

/**
 * The cells, in one path a colour, so that the file stays small; in an image for matrices of more than 200 rows, and, if
 * compact, for those of 58 and more.
 */
export function heatCells(
  box: Box,
  cells: HeatCells,
  theme: Theme,
  { compact }: { readonly compact: boolean },
): string {
  const n = cells.order.length
  const cell = box.width / n
  if (n > MOST_VECTOR_ROWS) return imageCells(box, cells, pixelsOf(n, compact))
  return (
    (compact && cell < AS_PATHS ? imageCells(box, cells, n) : vectorCells(box, cells, theme)) +
    (hasDashes(n, cell) ? dashes(box, cells) : '')
  )
}

/** Whether negative values carry a dash, so that they are told apart without colour. */
export function hasDashes(rows: number, cell: number): boolean {
  return rows <= MOST_VECTOR_ROWS && cell < WITH_VALUE
}

function vectorCells(box: Box, cells: HeatCells, theme: Theme): string {
  const { matrix, order, colours, blankDiagonal } = cells
  const cell = box.width / order.length
  const palette = levels(colours)
  const paths = new Map<number, string>()
  const marks: string[] = []
  let blanks = ''
  order.forEach((row, i) => {
    order.forEach((col, j) => {
      const value = matrix.data[row * matrix.cols + col]
      const [x, y] = [box.x + j * cell, box.y + i * cell]
      if (row === col && blankDiagonal) {
        blanks += `M${px(x)},${px(y + cell)}l${px(cell)},${px(-cell)}`
        return
      }
      if (Number.isNaN(value)) return
      const level = levelOf(colours, value)
      const square = `M${px(x)},${px(y)}h${px(cell)}v${px(cell)}h${px(-cell)}z`
      paths.set(level, (paths.get(level) ?? '') + square)
      if (cell >= WITH_VALUE)
        marks.push(
          text(decimals(value, 2), {
            x: x + cell / 2,
            y: y + cell / 2 + 4,
            fill: inkOn(isLight(palette[level])),
          }),
        )
    })
  })
  return [
    element(
      'g',
      { 'shape-rendering': 'crispEdges' },
      ...[...paths]
        .sort(([a], [b]) => a - b)
        .map(([level, d]) => element('path', { d, fill: palette[level] })),
    ),
    blanks === '' ? '' : element('path', { d: blanks, stroke: theme.muted, 'stroke-opacity': 0.7 }),
    marks.length === 0
      ? ''
      : element('g', { 'font-size': Math.min(11, cell * 0.27), 'text-anchor': 'middle' }, ...marks),
  ].join('')
}

/** What is read on a colour. */
function inkOn(light: boolean): string {
  return light ? '#16161c' : '#ffffff'
}

/**
 * A dash in every cell whose value is negative, dark on light colours and light on dark ones. Such cells side by side have one
 * line, which its own dashes break into theirs: a line each would be a third of the file.
 */
function dashes(box: Box, { matrix, order, colours }: HeatCells): string {
  const n = order.length
  const cell = box.width / n
  const width = Math.max(3, Math.round(cell * 0.3))
  const lightAt = levels(colours).map(isLight)
  return [true, false]
    .map((light) => {
      let d = ''
      order.forEach((row, i) => {
        const isMarked = (j: number): boolean => {
          const value = matrix.data[row * matrix.cols + order[j]]
          return value < 0 && lightAt[levelOf(colours, value)] === light
        }
        for (let from = 0, to = 0; from < n; from = to) {
          const marked = isMarked(from)
          while (to < n && isMarked(to) === marked) to++
          if (!marked) continue
          const [x, y] = [box.x + from * cell + (cell - width) / 2, box.y + (i + 0.5) * cell]
          d += `M${px(x)},${px(y)}h${px((to - from - 1) * cell + width)}`
        }
      })
      if (d === '') return ''
      return element('path', {
        d,
        fill: 'none',
        stroke: inkOn(light),
        'stroke-opacity': 0.6,
        'stroke-dasharray': `${px(width)} ${px(cell - width)}`,
      })
    })
    .join('')
}

function imageCells(box: Box, cells: HeatCells, side: number): string {
  const { colours } = cells
  const palette = levels(colours)
  const empty = palette.length
  const data = Uint8Array.from(pixelMeans(cells, side), (mean) =>
    Number.isNaN(mean) ? empty : levelOf(colours, mean),
  )
  const address = pngAddress({
    width: side,
    height: side,
    depth: 8,
    data,
    palette: [...palette.map(channels), [128, 128, 128]],
  })
  return image(box, address, { 'image-rendering': 'optimizeSpeed' })
}

/** side × side means of the cells that each pixel stands for; NaN where all of them are empty. */
function pixelMeans({ matrix, order, blankDiagonal }: HeatCells, side: number): Float64Array {
  const [sums, counts] = [new Float64Array(side * side), new Uint32Array(side * side)]
  const pixelAt = order.map((_, i) => Math.floor((i * side) / order.length))
  order.forEach((row, i) => {
    order.forEach((col, j) => {
      const value = matrix.data[row * matrix.cols + col]
      if (Number.isNaN(value) || (row === col && blankDiagonal)) return
      const pixel = pixelAt[i] * side + pixelAt[j]
      sums[pixel] += value
      counts[pixel]++
    })
  })
  return sums.map((sum, pixel) => (counts[pixel] === 0 ? NaN : sum / counts[pixel]))
}
