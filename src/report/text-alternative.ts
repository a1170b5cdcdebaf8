import { escapeInvisible } from '../tokens/display.js'

/** What a figure tells of itself in words, for files that hold no markup. */
export interface TextAlternative {
  readonly title: string
  readonly description: string
}

/** As many characters as are kept: readers of metadata show one line, or a small window. */
const LONGEST = { title: 200, description: 2000 } as const

/**
 * The title and the description of an SVG that this library drew, empty where one of others has none. Whatever a token or a label
 * holds is shown as in the figure: nothing invisible, nothing that steers, no line ends. What is longer than any figure's own is cut.
 */
export function textAlternative(svg: string): TextAlternative {
  const [, title = ''] = /^<svg[^>]*><title>([^<]*)</.exec(svg) ?? []
  const [, description = ''] = /<desc>([^<]*)</.exec(svg) ?? []
  return {
    title: cut(title, LONGEST.title),
    description: cut(description, LONGEST.description),
  }
}

function cut(escaped: string, length: number): string {
  const text = escapeInvisible(unescapeText(escaped))
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** Text as it was before `escapeText` wrote markup by number. */
export function unescapeText(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
