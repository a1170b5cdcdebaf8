import { escapeInvisible } from '../tokens/display.js'
import { fitText, textWidth, wrapText } from './text-width.js'
import type { Theme } from './theme.js'

/** An attribute's value; undefined leaves the attribute out. */
export type Attribute = string | number | undefined

/** A position and a size, in px. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One element. Children are markup; text has to come through `text` or `escapeText`. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? px(value) : escapeText(String(value))}"`,
    )
    .join('')
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`
}

/** A `text` element. */
export function text(content: string, attributes: Readonly<Record<string, Attribute>>): string {
  return element('text', attributes, escapeText(content))
}

/**
 * An `image` element. Its address is an `xlink:href`: Inkscape (1.2) shows nothing for the plain `href` of SVG 2, and all
 * others take both. The prefix is declared here, as most figures have no image.
 *
 * @param address `data:` and so on
 */
export function image(
  box: Box,
  address: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): string {
  const xlink = { 'xmlns:xlink': 'http://www.w3.org/1999/xlink', 'xlink:href': address }
  return element('image', { ...box, ...xlink, ...attributes })
}

/** Text turned by a quarter, up (−90) or down (90), about its own position. */
export function turnedText(
  content: string,
  degrees: -90 | 90,
  attributes: Readonly<Record<string, Attribute>> & { readonly x: number; readonly y: number },
): string {
  const { x, y } = attributes
  return text(content, { ...attributes, transform: `rotate(${degrees} ${px(x)} ${px(y)})` })
}

/** A number with at most two decimals: a hundredth of a pixel is never seen. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

/** The path through some points; it breaks where a coordinate is not finite. */
export function linePath(xs: ArrayLike<number>, ys: ArrayLike<number>): string {
  let path = ''
  let pen = 'M'
  for (let i = 0; i < xs.length; i++) {
    const drawn = Number.isFinite(xs[i]) && Number.isFinite(ys[i])
    if (drawn) path += `${pen}${px(xs[i])},${px(ys[i])}`
    pen = drawn ? 'L' : 'M'
  }
  return path
}

/** The outline of the area between two lines over the same xs. */
export function bandPath(
  xs: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
): string {
  const points = Array.from(xs, (x, i) => `${px(x)},${px(upper[i])}`)
  const back = Array.from(xs, (x, i) => `${px(x)},${px(lower[i])}`).reverse()
  return points.length === 0 ? '' : `M${[...points, ...back].join('L')}Z`
}

/**
 * Text for markup or an attribute: markup is escaped, and so is what is invisible, directs the text around it, or is
 * forbidden in XML (`escapeInvisible`), whoever wrote it: labels of sets and names of models hold what a user or a file gave.
 */
export function escapeText(content: string): string {
  return (PLAIN.test(content) ? content : escapeInvisible(content)).replace(
    /[&<>"']/g,
    (c) => `&#${c.charCodeAt(0)};`,
  )
}

/** Paths and most labels: nothing in them steers. */
const PLAIN = /^[ -~]*$/

/** What every figure says about itself. */
export interface FigureText {
  /** Of the figure, as in the registry: for ids and styles, unique on a page of figures. */
  readonly name: string
  readonly title: string
  /** Below the title: model, set, n, centring, scale. */
  readonly notes: readonly string[]
  /** The figure in words, with its numbers, for those who do not see it. */
  readonly description: string
}

/** The title and notes of a figure, in lines that fit its width; the marks begin below `height`. */
export interface Header {
  readonly markup: string
  /** In px, to the top of the first panel. */
  readonly height: number
}

const MARGIN = 16
const TITLE = 16
const NOTE = 11.5

/** Sets the title and the notes in lines. */
export function header({ title, notes }: FigureText, width: number, theme: Theme): Header {
  const room = width - 2 * MARGIN
  const titles = wrapText(title, room, TITLE, { lines: 2, bold: true })
  const lines = noteLines(notes, room)
  const below = 28 + (titles.length - 1) * 20
  return {
    height: below + 19 + Math.max(0, lines.length - 1) * 15 + 19,
    markup: [
      ...titles.map((line, i) =>
        text(line, {
          x: MARGIN,
          y: 28 + i * 20,
          'font-size': TITLE,
          'font-weight': 'bold',
          fill: theme.ink,
        }),
      ),
      ...lines.map((line, i) =>
        text(line, { x: MARGIN, y: below + 19 + i * 15, 'font-size': NOTE, fill: theme.muted }),
      ),
    ].join(''),
  }
}

/** Notes with dots between them, broken before a note rather than in it. */
function noteLines(notes: readonly string[], room: number): string[] {
  const lines: string[] = []
  for (const note of notes) {
    const last = lines.at(-1)
    const joined = last === undefined ? note : `${last} · ${note}`
    if (last !== undefined && textWidth(joined, NOTE) <= room) lines[lines.length - 1] = joined
    else lines.push(...wrapText(note, room, NOTE))
  }
  return lines.map((line) => fitText(line, room, NOTE))
}

/** Fonts by name: the one that figures are measured in, its twin on other systems, then whatever has the script. */
const FONTS =
  "'DejaVu Sans', Verdana, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif"

/** The complete SVG document: background, header, and the marks. */
export function figure(
  about: FigureText,
  { width, height, head, theme }: { width: number; height: number; head: Header; theme: Theme },
  ...marks: readonly string[]
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      'font-family': FONTS,
      'font-size': 12,
      role: 'img',
      'aria-label': about.title,
      'data-figure': about.name,
    },
    element('title', {}, escapeText(about.title)),
    element('desc', {}, escapeText(about.description)),
    element('rect', {
      width: Math.ceil(width),
      height: Math.ceil(height),
      fill: theme.background,
    }),
    head.markup,
    ...marks,
  )
}
