import stringWidth from 'fast-string-width'

/** In windows narrower than this, words that are wider than the window are broken. */
const NARROW = 40

/**
 * Breaks a line between words; the rest is indented, by a third of the window at most. A word that does not fit behind the
 * indentation has its own line, so far to the left that it fits if it can: names of tensors and paths stay whole, but in narrow
 * windows.
 */
export function wrap(line: string, width: number, indent: number): string {
  const lead = /^ */.exec(line)?.[0] ?? ''
  const lines = [lead]
  let empty = true
  // Runs of spaces inside are columns and stay, where there is room for them; a number stays with its `%`.
  const words = line
    .slice(lead.length)
    .split(/(?<=\S) (?=[^\s%])/)
    .flatMap((word) => (lead.length + cells(word) > width ? word.split(/ {2,}/) : [word]))
    .flatMap((word) => (width < NARROW ? pieces(word, width) : [word]))
  const hang = Math.min(indent, Math.floor(width / 3))
  for (const word of words) {
    const current = lines[lines.length - 1]
    if (!empty && cells(current) + 1 + cells(word) > width) {
      lines.push(' '.repeat(Math.max(0, Math.min(hang, width - cells(word)))) + word)
    } else lines[lines.length - 1] = current + (empty ? '' : ' ') + word
    empty = false
  }
  return lines.join('\n')
}

/** A word in pieces that are no wider than a window. */
function pieces(word: string, width: number): string[] {
  const out: string[] = []
  for (const character of word) {
    const last = out.at(-1)
    if (last !== undefined && cells(last + character) <= width) out[out.length - 1] += character
    else out.push(character)
  }
  return out
}

/** How many columns of a terminal text takes: two for most of Chinese, Japanese and Korean, none for combining marks. */
export function cells(text: string): number {
  return stringWidth(text)
}

/** Text filled up with blanks to a width in columns. */
export function padCells(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)))
}
