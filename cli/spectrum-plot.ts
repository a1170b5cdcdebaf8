/** Rows of the plot. */
const HEIGHT = 10

/** What chance shows at each index, and the mark that stands for it. */
export interface ChanceBand {
  readonly lower: ArrayLike<number>
  readonly upper: ArrayLike<number>
  readonly mark: string
}

/** A spectrum as lines of text over what chance shows: `●` a value, `◉` one within the band. */
export function spectrumPlot(values: Float64Array, width: number, band?: ChanceBand): string[] {
  const top = Math.max(values[0] ?? 0, band?.upper[0] ?? 0, Number.MIN_VALUE)
  const axisWidth = 8
  const step = values.length * 2 <= width - axisWidth ? 2 : 1
  const columns = Math.min(values.length, width - axisWidth)
  // Where there are more values than columns, evenly spaced ones stand for the rest.
  const indexOf = (column: number): number =>
    columns === 1 ? 0 : Math.round((column * (values.length - 1)) / (columns - 1))
  const rowOf = (value: number): number => Math.round((1 - value / top) * (HEIGHT - 1))
  const number = axisNumbers(top)
  const lines = Array.from({ length: HEIGHT }, (_, row) => {
    const marks = Array.from({ length: columns }, (_, column) => {
      const i = indexOf(column)
      const own = rowOf(values[i]) === row
      // Without a band there, as for the last value, the comparisons are false.
      const mark =
        band && rowOf(band.upper[i]) <= row && row <= rowOf(band.lower[i]) ? band.mark : undefined
      return own ? (mark ? '◉' : '●') : (mark ?? ' ')
    })
    const tick = row % 3 === 0 ? number((1 - row / (HEIGHT - 1)) * top) : ''
    return `${tick.padStart(axisWidth - 2)} │${marks.join(' '.repeat(step - 1))}`
  })
  const length = columns * step
  const last = String(values.length)
  // It begins below the last value, unless it would leave the window.
  const end = Math.min(length - step + last.length, width - axisWidth)
  return [
    ...lines.map((line) => line.trimEnd()),
    `${' '.repeat(axisWidth - 1)}└${'─'.repeat(length)}`,
    `${' '.repeat(axisWidth)}1${last.padStart(end - 1)}`,
  ]
}

/** How the numbers of an axis are written: all alike, in six characters. */
function axisNumbers(top: number): (value: number) => string {
  if (top >= 1e6 || top < 0.001) return (value) => value.toExponential(1)
  const decimals = top >= 1000 ? 0 : top >= 10 ? 1 : top >= 1 ? 2 : top >= 0.1 ? 3 : 4
  return (value) => value.toFixed(decimals)
}
