/** Spreadsheets take cells that begin so for formulas, some of them full-width signs too; an apostrophe makes them text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** What stands between quotes. */
const QUOTED = /[",\n\r]/

/** What a cell cannot hold as it is: few texts of many thousands. */
const SPECIAL = new RegExp(`${FORMULA.source}|${QUOTED.source}`)

/** A cell: a number is written so that reading it gives the same number again; NaN and undefined are empty. */
export type Cell = string | number | undefined

/** A CSV table (RFC 4180, lines ending in LF) that spreadsheets open without running anything in it. */
export function csvTable(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  // A header may be tokens: those of a matrix are.
  const lines = [header.map(cell).join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `${lines.join('\n')}\n`
}

/** One cell (RFC 4180); text that a spreadsheet would take for a formula gets a leading `'`. */
export function cell(value: Cell): string {
  if (value === undefined || Number.isNaN(value)) return ''
  if (typeof value === 'number') return String(value)
  if (!SPECIAL.test(value)) return value
  const safe = FORMULA.test(value) ? `'${value}` : value
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
