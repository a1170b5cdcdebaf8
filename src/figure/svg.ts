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

/** What surrounds the marks of every figure. */
export interface FigureFrame {
  /** In px. */
  readonly width: number
  readonly height: number
  readonly theme: Theme
  readonly title: string
  /** Below the title: model, set, centring, scale. */
  readonly subtitle: string
  /** The figure in words, with its numbers, for those who do not see it. */
  readonly description: string
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

/** Text for markup or an attribute: markup is escaped, characters that XML forbids become U+FFFD. */
export function escapeText(content: string): string {
  return content
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** The width that text will need, in px: DejaVu Sans is about 0.64 em a character. */
export function textWidth(content: string, fontSize: number): number {
  return [...content].length * fontSize * 0.64
}

/** The complete SVG document: background, title, subtitle, and the marks. */
export function figure(frame: FigureFrame, ...marks: readonly string[]): string {
  const { width, height, theme, title, subtitle, description } = frame
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': "'DejaVu Sans', Verdana, sans-serif",
      'font-size': 12,
      role: 'img',
      'aria-label': title,
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText(description)),
    element('rect', { width, height, fill: theme.background }),
    text(title, { x: 16, y: 28, 'font-size': 16, 'font-weight': 'bold', fill: theme.ink }),
    text(subtitle, { x: 16, y: 47, 'font-size': 11.5, fill: theme.muted }),
    ...marks,
  )
}
