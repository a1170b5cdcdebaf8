import stringWidth from 'fast-string-width'

/**
 * Breaks a line between words; the rest is indented. A word that does not fit behind the indentation has its own line, so
 * far to the left that it fits if it can: names of tensors and paths stay whole.
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
  for (const word of words) {
    const current = lines[lines.length - 1]
    if (!empty && cells(current) + 1 + cells(word) > width) {
      lines.push(' '.repeat(Math.max(0, Math.min(indent, width - cells(word)))) + word)
    } else lines[lines.length - 1] = current + (empty ? '' : ' ') + word
    empty = false
  }
  return lines.join('\n')
}

/** How many columns of a terminal text takes: two for most of Chinese, Japanese and Korean, none for combining marks. */
export function cells(text: string): number {
  return stringWidth(text)
}

/** Text filled up with blanks to a width in columns. */
export function padCells(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)))
}
