import { wrap } from './wrap.js'

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
 * A table as lines of at most so many columns. The widest cells are folded, at spaces and after `+` where they have any;
 * a word that is wider than its column is cut, and says so by `…`. Cells of numbers stand to the right. In windows that are too
 * narrow even so, each row is a list of its cells, named by the header.
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
  // Words are cut only where folding is not enough.
  const words = header.map((_, i) =>
    Math.max(...all.flatMap((row) => partsOf(row[i]).map((part) => terminalWidth(part.trimEnd())))),
  )
  const least = [words, header.map(() => 6)]
  for (let over = sum(widths) - (width - 2 * header.length); over > 0; over--) {
    const narrower = least
      .map((floor) => widestOf(widths.map((each, i) => (each > floor[i] ? each : 0))))
      .find((found) => found !== undefined)
    if (narrower === undefined) break
    widths[narrower]--
  }
  if (sum(widths) > width - 2 * header.length)
    return rows.flatMap((row) => listOf(header, row, width))
  const right = header.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[\d,]*$/.test(row[i])),
  )
  return all.flatMap((row) => {
    const folded = row.map((cell, i) => fold(cell, widths[i]))
    return Array.from({ length: Math.max(...folded.map((lines) => lines.length)) }, (_, line) => {
      const cells = folded.map((lines, i) => pad(lines[line] ?? '', widths[i], right[i]))
      return `  ${cells.join('  ')}`.trimEnd()
    })
  })
}

/** A row without columns: its first cell, and the others that have something in them below it. */
function listOf(header: readonly string[], row: readonly string[], width: number): string[] {
  const [first, ...others] = row
  const named = others.flatMap((cell, i) => (cell === '' ? [] : [`    ${header[i + 1]}: ${cell}`]))
  return [`  ${first}`, ...named].flatMap((line) => wrap(line, width, 6).split('\n'))
}

/** What a cell can be folded into: words with the space behind them, terms of a sum. */
function partsOf(cell: string): readonly string[] {
  return cell.match(/[^ +]*\+|[^ +]+ ?| /g) ?? ['']
}

/** The place of the largest number that is not 0. */
function widestOf(widths: readonly number[]): number | undefined {
  const most = Math.max(...widths)
  return most > 0 ? widths.indexOf(most) : undefined
}

/** The lines of a cell, at least one. */
function fold(cell: string, width: number): string[] {
  if (terminalWidth(cell) <= width) return [cell]
  const lines: string[] = []
  for (const part of partsOf(cell)) {
    const joined = (lines.at(-1) ?? '') + part
    if (lines.length > 0 && terminalWidth(joined.trimEnd()) <= width)
      lines[lines.length - 1] = joined
    else lines.push(part)
  }
  return lines.map((line) => shorten(line.trimEnd(), width))
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
