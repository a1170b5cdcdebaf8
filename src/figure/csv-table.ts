/** Spreadsheets take cells that begin so for formulas; a leading apostrophe makes them text again. */
const FORMULA = /^[=+\-@\t\r]/

/** A cell: a number is written so that reading it gives the same number again; NaN and undefined are empty. */
export type Cell = string | number | undefined

/** A CSV table (RFC 4180, lines ending in LF) that spreadsheets open without running anything in it. */
export function csvTable(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  // A header may be tokens: those of a matrix are.
  const lines = [header.map(cell).join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `${lines.join('\n')}\n`
}

function cell(value: Cell): string {
  if (value === undefined || Number.isNaN(value)) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
