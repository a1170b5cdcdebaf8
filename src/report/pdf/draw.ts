import { Buffer } from 'node:buffer'
import { Malformed } from '../../errors.js'
import type { FontFile } from '../fonts/font-file.js'
import { drawImage } from './image.js'
import type { SvgElement } from './parse-svg.js'
import { drawText } from './text.js'

/** The attributes that hold for an element, its own and those it inherits. */
export type Style = ReadonlyMap<string, string>

/** Attributes that concern one element alone. */
const NOT_INHERITED = new Set([
  'transform',
  'id',
  'x',
  'y',
  'width',
  'height',
  'd',
  'cx',
  'cy',
  'r',
  'rx',
])

/** Draws an SVG's elements onto a page whose unit is the px. */
export function drawSvg(
  document: PDFKit.PDFDocument,
  root: SvgElement,
  fonts: readonly FontFile[],
): void {
  const gradients = new Map<string, SvgElement>()
  collect(root, gradients)
  const draw = (element: SvgElement, inherited: Style): void => {
    const style = styleOf(element, inherited)
    switch (element.name) {
      case 'svg':
      case 'g':
        for (const child of element.children) draw(child, style)
        return
      case 'title':
      case 'desc':
      case 'linearGradient':
        return
      case 'rect':
      case 'circle':
      case 'path':
        outline(document, element)
        paint(document, style, gradients, element)
        return
      case 'image':
        drawPng(document, element)
        return
      case 'text':
        drawText(document, element, style, fonts)
        return
      default:
        throw new Malformed({
          where: 'figure',
          expected: 'elements that this library draws',
          found: `<${element.name}>`,
          next: 'Give the string that renderFigure returned.',
        })
    }
  }
  draw(root, new Map())
}

function collect(element: SvgElement, gradients: Map<string, SvgElement>): void {
  if (element.name === 'linearGradient') gradients.set(element.attributes.get('id') ?? '', element)
  for (const child of element.children) collect(child, gradients)
}

function styleOf({ attributes }: SvgElement, inherited: Style): Style {
  const style = new Map([...inherited].filter(([name]) => !NOT_INHERITED.has(name)))
  for (const [name, value] of attributes) style.set(name, value)
  return style
}

function outline(document: PDFKit.PDFDocument, { name, attributes }: SvgElement): void {
  const number = (key: string) => Number(attributes.get(key) ?? 0)
  if (name === 'circle') document.circle(number('cx'), number('cy'), number('r'))
  else if (name === 'path') document.path(attributes.get('d') ?? '')
  else if (number('rx') > 0)
    document.roundedRect(number('x'), number('y'), number('width'), number('height'), number('rx'))
  else document.rect(number('x'), number('y'), number('width'), number('height'))
}

function paint(
  document: PDFKit.PDFDocument,
  style: Style,
  gradients: ReadonlyMap<string, SvgElement>,
  { name, attributes }: SvgElement,
): void {
  const fill = style.get('fill') ?? (attributes.has('stroke') ? undefined : '#000000')
  const stroke = style.get('stroke')
  const filled = fill !== undefined && fill !== 'none'
  const stroked = stroke !== undefined && stroke !== 'none'
  document.fillOpacity(Number(style.get('fill-opacity') ?? 1))
  document.strokeOpacity(Number(style.get('stroke-opacity') ?? 1))
  if (filled) document.fillColor(colourOf(document, fill, gradients, attributes))
  if (stroked) {
    document.lineWidth(Number(style.get('stroke-width') ?? 1)).strokeColor(stroke)
    document.lineJoin(style.get('stroke-linejoin') === 'round' ? 'round' : 'miter')
    const dash = style.get('stroke-dasharray')
    if (dash === undefined) document.undash()
    else {
      const [first, ...others] = dash.split(' ').map(Number)
      document.dash(first, { space: others[0] ?? first })
    }
  }
  // Readers smooth every edge by itself, which leaves hairlines between cells: these are drawn a little larger.
  const seamless =
    filled && !stroked && name === 'path' && style.get('shape-rendering') === 'crispEdges'
  if (seamless) document.lineWidth(0.3).undash().strokeColor(fill).strokeOpacity(1)
  if (filled && (stroked || seamless)) document.fillAndStroke()
  else if (filled) document.fill()
  else if (stroked) document.stroke()
  else document.addContent('n')
}

/** A colour, or a gradient up the box of the element that it fills. */
function colourOf(
  document: PDFKit.PDFDocument,
  fill: string,
  gradients: ReadonlyMap<string, SvgElement>,
  attributes: ReadonlyMap<string, string>,
): PDFKit.Mixins.ColorValue {
  const gradient = gradients.get(/^url\(#(.+)\)$/.exec(fill)?.[1] ?? '')
  if (!gradient) return fill
  const [x, y, height] = ['x', 'y', 'height'].map((key) => Number(attributes.get(key)))
  const drawn = document.linearGradient(x, y + height, x, y)
  for (const stop of gradient.children)
    drawn.stop(Number(stop.attributes.get('offset')), stop.attributes.get('stop-color'))
  return drawn
}

function drawPng(document: PDFKit.PDFDocument, { attributes }: SvgElement): void {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) =>
    Number(attributes.get(key)),
  )
  const [, data = ''] =
    /^data:image\/png;base64,(.*)$/.exec(attributes.get('xlink:href') ?? '') ?? []
  document.fillOpacity(1)
  drawImage(document, Buffer.from(data, 'base64'), { x, y, width, height })
}
