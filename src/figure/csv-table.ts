/** Spreadsheets take cells that begin so for formulas, some of them full-width signs too; an apostrophe makes them text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** What stands between quotes. */
const QUOTED = /[",\n\r]/

/** Controls but tabs and line ends, at which readers stop or ring, and what turns the direction of a whole row of text. */
const STEERING = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** What a cell cannot hold as it is: few texts of many thousands. */
const SPECIAL = new RegExp(`${FORMULA.source}|${QUOTED.source}|${STEERING.source}`, 'u')

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
 * One cell (RFC 4180); text that a spreadsheet would take for a formula gets a leading `'`, and characters that steer are written
 * `\u{7}`, as figures show them.
 */
export function cell(value: Cell): string {
  if (value === undefined || Number.isNaN(value)) return ''
  if (typeof value === 'number') return String(value)
  if (!SPECIAL.test(value)) return value
  const shown = value.replace(STEERING, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
  const safe = FORMULA.test(shown) ? `'${shown}` : shown
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
