import { escapeText } from '../figure/svg.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import { displayToken } from '../tokens/display.js'

/** Text that is markup already. All else that goes into a page is text, and is escaped. */
export interface Markup {
  readonly markup: string
}

/** What can stand between pieces of markup. */
export type Part = string | number | Markup | readonly Markup[]

/** A tag for template literals: the literal is markup, strings and numbers in it are escaped. */
export function markup(literal: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = parts.map((part) => {
    if (typeof part === 'string') return escapedLines(part)
    if (typeof part === 'number') return String(part)
    return 'markup' in part ? part.markup : part.map((one) => one.markup).join('')
  })
  return { markup: literal.map((text, i) => text + (written[i] ?? '')).join('') }
}

/** Text whose lines stay lines, and in which nothing else steers or hides. */
function escapedLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}

/** No markup at all. */
export const NOTHING: Markup = { markup: '' }

/** A token as people read it, in a direction of its own, so that right-to-left ones disturb nothing around them. */
export function tokenMarkup(
  token: { readonly id: number; readonly token: string | undefined },
  spelling: Spelling,
): Markup {
  return markup`<bdi class="token">${displayToken(token, 40, spelling)}</bdi>`
}
