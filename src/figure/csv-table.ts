import { escapeInvisible, replaceInvisible } from '../tokens/display.js'

/** Spreadsheets take cells that begin so for formulas, some of them full-width signs too; an apostrophe makes them text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** What stands between quotes. */
const QUOTED = /[",\n\r]/

/** Cells that are written as they are, unless they are special: printable ASCII. */
const PLAIN = /^[ -~]*$/

/** A cell: a number is written so that reading it gives the same number again; NaN and undefined are empty. */
export type Cell = string | number | undefined

/** A CSV table (RFC 4180, lines ending in LF) that spreadsheets open without running anything in it. */
export function csvTable(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  // A header may be text of others: the label of a set is.
  const lines = [header.map(cell).join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `${lines.join('\n')}\n`
}

/**
 * One cell (RFC 4180); text that a spreadsheet would take for a formula gets a leading `'`, and characters that are invisible or
 * that steer are written `\u{7}`, as figures show them; tabs and line ends stay.
 */
export function cell(value: Cell): string {
  if (value === undefined || Number.isNaN(value)) return ''
  if (typeof value === 'number') return String(value)
  const shown = PLAIN.test(value)
    ? value
    : replaceInvisible(value, (c) => (/[\t\n\r]/.test(c) ? c : escapeInvisible(c)))
  const safe = FORMULA.test(shown) ? `'${shown}` : shown
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
