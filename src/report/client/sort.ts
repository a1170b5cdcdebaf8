/** Makes every table that has buttons in its head sort by them. */
export function startSorting(): void {
  for (const table of document.querySelectorAll('table'))
    for (const button of table.querySelectorAll<HTMLButtonElement>('thead button'))
      button.addEventListener('click', () => {
        sortBy(table, button.closest('th'))
      })
}

/** Ascending by the column, or descending if it was ascending; equal rows keep their order. */
function sortBy(table: HTMLTableElement, head: HTMLTableCellElement | null): void {
  const body = table.tBodies[0]
  if (!head) return
  const descending = head.getAttribute('aria-sort') === 'ascending'
  for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
  const rows = [...body.rows]
  rows.sort((a, b) => {
    const [first, second] = [a, b].map((row) => valueOf(row.cells[head.cellIndex]))
    // What is no number comes last, whichever way.
    const missing = Number(Number.isNaN(first)) - Number(Number.isNaN(second))
    const order = compare(first, second)
    return missing || (descending ? -order : order)
  })
  body.append(...rows)
}

/** A cell's number, which is said beside it where it is shown otherwise; the text of a column of text. */
function valueOf(cell: HTMLTableCellElement): number | string {
  if (cell.classList.contains('text')) return cell.textContent
  return Number(cell.dataset.value ?? cell.textContent)
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b || 0
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}
