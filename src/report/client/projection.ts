import { classColour } from '../../figure/class-strips.js'
import { cloudPixels } from '../../figure/point-cloud.js'
import type { Box } from '../../figure/svg.js'
import { PAGE_THEME } from '../page-theme.js'
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
    image.setAttribute('href', clouds(box, layersOf(data, xs, ys)))
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

/** Points of one colour of the style sheet; where they are dense, of another. */
interface Layer {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly colour: string
  readonly dense: string
}

/** All points, or those of each class, the commonest first: as the figure's files have them. */
function layersOf({ classes }: ReportData, xs: Float64Array, ys: Float64Array): readonly Layer[] {
  if (classes.length === 0)
    return [{ xs, ys, colour: PAGE_THEME.vocabulary, dense: PAGE_THEME.ink }]
  return [...new Set(classes)]
    .map((c) => {
      const colour = classColour(PAGE_THEME, c)
      const own = (_: number, id: number): boolean => classes[id] === c
      return { xs: xs.filter(own), ys: ys.filter(own), colour, dense: colour }
    })
    .sort((a, b) => b.xs.length - a.xs.length)
}

/** The layers as one image, each over those before it, in the colours of the moment. */
function clouds(box: Box, layers: readonly Layer[]): string {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(box.width * RESOLUTION)
  canvas.height = Math.ceil(box.height * RESOLUTION)
  const context = canvas.getContext('2d')
  for (const layer of layers) context?.drawImage(cloud(box, layer, canvas), 0, 0)
  return canvas.toDataURL()
}

/** One layer, the denser the stronger. */
function cloud(
  box: Box,
  { xs, ys, colour, dense }: Layer,
  { width, height }: HTMLCanvasElement,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const { levels, opacities, mixes } = cloudPixels({
    xs: xs.map((x) => (x - box.x) * RESOLUTION),
    ys: ys.map((y) => (y - box.y) * RESOLUTION),
    width,
    height,
  })
  const [from, to] = [currentColour(colour), currentColour(dense)]
  const colours = opacities.flatMap((opacity, level) => [
    ...from.map((c, i) => Math.round(c + (to[i] - c) * mixes[level])),
    Math.round(255 * opacity),
  ])
  // A pixel at a time rather than a channel.
  const palette = new Uint32Array(Uint8Array.from(colours).buffer)
  const pixels = new ImageData(width, height)
  const words = new Uint32Array(pixels.data.buffer)
  for (let i = 0; i < levels.length; i++) if (levels[i] > 0) words[i] = palette[levels[i]]
  canvas.getContext('2d')?.putImageData(pixels, 0, 0)
  return canvas
}

function domain(text = ''): readonly [number, number] {
  const [low, high] = text.split(' ').map(Number)
  return [low, high]
}
