import { type Markup, type Part, NOTHING, markup } from './markup.js'

/** One column of a table. */
export interface Column<Row> {
  readonly head: string
  /** Text stands left, numbers right. */
  readonly text?: true
  /** What a cell shows. */
  readonly show: (row: Row, i: number) => Part
  /** What it is sorted by, where that is not its text. */
  readonly value?: (row: Row, i: number) => number
}

const TEXT: Markup = { markup: ' class="text"' }

/** A table whose heads sort it, in a box that scrolls when it is long. */
export function table<Row>(
  id: string,
  caption: Part,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Markup {
  // Browsers repeat a head on every page of paper only if no button is in it.
  const heads = columns.map(
    ({ head, text }) =>
      markup`<th scope="col"${text ? TEXT : NOTHING}><button type="button">${head}</button><span class="paper">${head}</span></th>`,
  )
  const body = rows.map((row, i) => {
    const cells = columns.map(({ show, text, value }) => {
      const shown = show(row, i)
      const number = value?.(row, i)
      // Nine digits tell whatever is sorted apart; a number that stands in its cell as it is need not be said twice.
      const said = number === undefined || shown === number || shown === String(number)
      const sorted = said ? NOTHING : markup` data-value="${Number(number.toPrecision(9))}"`
      return markup`<td${text ? TEXT : NOTHING}${sorted}>${shown}</td>`
    })
    return markup`<tr>${cells}</tr>
`
  })
  return markup`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">
<table><caption id="${id}">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>
`
}
