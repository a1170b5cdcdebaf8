import { cloudPixels } from '../../figure/point-cloud.js'
import type { Box } from '../../figure/svg.js'
import type { ReportData } from '../report-data.js'
import { stepThrough } from './interaction.js'
import { pointSteps } from './point-steps.js'
import { startSearch } from './search.js'
import { THEME_CHANGE, currentColour } from './theme.js'

/** Device pixels for one px of the view box. */
const RESOLUTION = 2

/** Paints the vocabulary into its figure, and connects hover, keys, search and the links of the tables with it. */
export function startProjection(data: ReportData): void {
  const plot = document.querySelector<HTMLElement>('#figure-projection .plot')
  const svg = plot?.querySelector('svg')
  const frame = svg?.querySelector<SVGRectElement>('[data-x-domain]')
  if (!plot || !svg || !frame) return
  const box: Box = frame.getBBox()
  const [x0, x1] = domain(frame.dataset.xDomain)
  const [y0, y1] = domain(frame.dataset.yDomain)
  const xs = Float64Array.from(data.values, (_, id) => box.x + ((id - x0) / (x1 - x0)) * box.width)
  const ys = Float64Array.from(
    data.values,
    (value) => box.y + ((y1 - value) / (y1 - y0)) * box.height,
  )

  const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
  for (const side of ['x', 'y', 'width', 'height'] as const)
    image.setAttribute(side, String(box[side]))
  frame.before(image)
  const paint = (): void => {
    image.setAttribute('href', cloud(box, xs, ys))
  }
  paint()
  document.addEventListener(THEME_CHANGE, paint)

  const interaction = stepThrough(plot, svg, pointSteps(data, xs, ys))
  startSearch(data, interaction)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-point]') : null
    if (!(link instanceof HTMLElement)) return
    event.preventDefault()
    interaction.go(Number(link.dataset.point))
  })
}

/** The points as an image, the denser the stronger, in the colours of the moment: as the figure's files have them. */
function cloud(box: Box, xs: Float64Array, ys: Float64Array): string {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(box.width * RESOLUTION)
  canvas.height = Math.ceil(box.height * RESOLUTION)
  const { width, height } = canvas
  const { levels, opacities, mixes } = cloudPixels({
    xs: xs.map((x) => (x - box.x) * RESOLUTION),
    ys: ys.map((y) => (y - box.y) * RESOLUTION),
    width,
    height,
  })
  const [lone, dense] = [currentColour('--vocabulary'), currentColour('--ink')]
  const colours = Array.from(opacities, (opacity, level) => [
    ...lone.map((c, i) => Math.round(c + (dense[i] - c) * mixes[level])),
    Math.round(255 * opacity),
  ])
  const pixels = new ImageData(width, height)
  levels.forEach((level, i) => {
    if (level > 0) pixels.data.set(colours[level], i * 4)
  })
  canvas.getContext('2d')?.putImageData(pixels, 0, 0)
  return canvas.toDataURL()
}

function domain(text = ''): readonly [number, number] {
  const [low, high] = text.split(' ').map(Number)
  return [low, high]
}
