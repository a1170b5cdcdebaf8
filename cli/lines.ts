import { printable } from './printable.js'
import type { Style } from './style.js'

/** A line of text; one to be emphasised; or one of a plot, whose marks may have colours. */
export type Line = string | { readonly heading: string } | { readonly plot: string }

/** Colours come last: whatever a token or a name holds must not steer the terminal. */
export function styled(lines: readonly Line[], { bold, mark, dim }: Style): string {
  return lines
    .map((line) => {
      if (typeof line === 'string') return `${printable(line)}\n`
      if ('heading' in line) return `${bold(printable(line.heading))}\n`
      return `${printable(line.plot).replace(/[●◉]+/g, mark).replace(/[░○]+/g, dim)}\n`
    })
    .join('')
}
