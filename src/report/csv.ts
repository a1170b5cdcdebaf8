import type { Analysis } from '../analysis/analysis.js'
import { cell } from '../figure/csv-table.js'

/** The singular values of the set and of its control, by index from 1; header `index,singular_value,control_singular_value`. */
export function spectrumCsv({ spectrum, control }: Analysis): string {
  const rows = Array.from(spectrum.singularValues, (value, i) =>
    [i + 1, value, control.spectrum.singularValues[i]].join(','),
  )
  return ['index,singular_value,control_singular_value', ...rows, ''].join('\n')
}

/**
 * The projection of every token on the first of the analysis' singular vectors; header `id,token,projection`. A
 * token that a spreadsheet would take for a formula gets a leading `'`; a row without a token has an empty cell. Without a
 * projection there is the header alone.
 */
export function projectionsCsv(analysis: Analysis): string {
  return Array.from(projectionsCsvPieces(analysis)).join('')
}

/** Rows of a table that are written at a time. */
const PIECE = 4096

/** `projectionsCsv` in pieces, for a file. */
export function* projectionsCsvPieces({ projection }: Analysis): Generator<string, void> {
  yield 'id,token,projection\n'
  const values = projection.vectors.length === 0 ? [] : projection.on(projection.vectors[0])
  for (let start = 0; start < values.length; start += PIECE)
    yield Array.from(
      values.slice(start, start + PIECE),
      (value, i) => `${start + i},${cell(projection.tokens[start + i] ?? '')},${value}\n`,
    ).join('')
}
