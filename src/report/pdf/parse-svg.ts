import { Malformed } from '../../errors.js'
import { unescapeText } from '../text-alternative.js'

/** One element of an SVG. */
export interface SvgElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: SvgElement[]
  /** Of elements without children: what stands in them, unescaped. */
  text: string
}

/**
 * Reads the SVGs that this library writes: elements, attributes in double quotes, text escaped by number. No comments,
 * no declarations, no entities by name, no DOM.
 *
 * @throws {Malformed} for anything else
 */
export function parseSvg(svg: string): SvgElement {
  const top: SvgElement = { name: '', attributes: new Map(), children: [], text: '' }
  const open = [top]
  const pattern = /<(\/?)([A-Za-z]+)((?: [A-Za-z0-9:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  let end = 0
  for (let match = pattern.exec(svg); match; match = pattern.exec(svg)) {
    end = pattern.lastIndex
    const [, closing, name, attributes, empty, text] = match
    const parent = open[open.length - 1]
    if (text !== undefined) {
      parent.text += unescapeText(text)
      continue
    }
    if (closing) {
      if (parent.name !== name) break
      open.pop()
      continue
    }
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' }
    parent.children.push(element)
    if (!empty) open.push(element)
  }
  if (end === svg.length && open.length === 1 && top.children.length === 1) return top.children[0]
  throw new Malformed({
    where: 'figure',
    expected: 'an SVG that this library drew',
    found: `other markup at character ${end}: ${svg.slice(end, end + 20)}`,
    next: 'Give the string that renderFigure returned.',
  })
}

function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, value] of source.matchAll(/ ([^=]+)="([^"]*)"/g))
    attributes.set(name, unescapeText(value))
  return attributes
}
