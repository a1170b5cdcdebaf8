import type { Line } from './case.js'

const HEADINGS = ['bench', 'shape', 'threads', 'ours', 'peer', '', 'ratio', 'difference', 'peak']

/** Lines of a Markdown table, wide enough for all cells, headings first. */
export function tableRow(line: Line): string {
  return row([
    line.bench,
    line.shape,
    String(line.threads),
    milliseconds(line.ours_ms),
    line.peer ?? '–',
    line.peer_ms === null ? '–' : milliseconds(line.peer_ms),
    line.ratio === null ? '–' : line.ratio.toFixed(line.ratio < 0.1 ? 3 : 2),
    line.error === undefined ? '' : line.error.toExponential(1),
    line.peak_mb === undefined
      ? ''
      : `${line.peak_mb.toFixed(0)} of ${line.peak_limit_mb ?? NaN} MB, ${line.peak_of ?? ''}`,
  ])
}

/** The first two lines. */
export function tableHead(): string {
  return `${row(HEADINGS)}\n|${WIDTHS.map((width) => '-'.repeat(width + 2)).join('|')}|`
}

const WIDTHS = [10, 13, 7, 8, 21, 8, 5, 10, 4]

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell, i) => cell.padEnd(WIDTHS[i])).join(' | ')} |`
}

/** Three significant digits. */
function milliseconds(ms: number): string {
  return ms >= 100 ? `${ms.toFixed(0)} ms` : `${ms.toPrecision(3)} ms`
}
