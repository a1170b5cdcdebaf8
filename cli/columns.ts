/** East Asian letters and emoji take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** Columns of a terminal that a text takes: marks take none, wide letters two. */
export function terminalWidth(text: string): number {
  let width = 0
  for (const character of text)
    if (!/\p{M}|\p{Cf}/u.test(character)) width += WIDE.test(character) ? 2 : 1
  return width
}

/**
 * A table as lines of at most so many columns: the widest cells are shortened first, and say so by `…`. Cells of
 * numbers stand to the right.
 *
 * @param rows all of the header's length
 */
export function columns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const all = [header, ...rows]
  const widths = header.map((_, i) => Math.max(...all.map((row) => terminalWidth(row[i]))))
  const room = width - 2 * header.length
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest] <= 6) break
    widths[widest]--
  }
  const right = header.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[\d,]*$/.test(row[i])),
  )
  return all.map((row) => {
    const cells = row.map((cell, i) => pad(shorten(cell, widths[i]), widths[i], right[i]))
    return `  ${cells.join('  ')}`.trimEnd()
  })
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - terminalWidth(text)))
  return right ? space + text : text + space
}

function shorten(text: string, width: number): string {
  if (terminalWidth(text) <= width) return text
  let short = ''
  for (const character of text) {
    if (terminalWidth(short + character) >= width) break
    short += character
  }
  return `${short}…`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
