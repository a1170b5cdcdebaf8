/** Rows of the plot. */
const HEIGHT = 8

/** Two spectra of one length as lines of text: `●` the set, `○` the control, `◉` both in one place. */
export function spectrumPlot(set: Float64Array, control: Float64Array, width: number): string[] {
  const top = Math.max(set[0], control[0], Number.MIN_VALUE)
  const axisWidth = 7
  const step = set.length * 2 <= width - axisWidth ? 2 : 1
  const columns = Math.min(set.length, width - axisWidth)
  // Where there are more values than columns, evenly spaced ones stand for the rest.
  const indexOf = (column: number): number =>
    columns === 1 ? 0 : Math.round((column * (set.length - 1)) / (columns - 1))
  const rowOf = (value: number): number => Math.round((1 - value / top) * (HEIGHT - 1))
  const lines = Array.from({ length: HEIGHT }, (_, row) => {
    const marks = Array.from({ length: columns }, (_, column) => {
      const i = indexOf(column)
      const own = rowOf(set[i]) === row
      const other = rowOf(control[i]) === row
      return own && other ? '◉' : own ? '●' : other ? '○' : ' '
    })
    const value = ((HEIGHT - 1 - row) / (HEIGHT - 1)) * top
    const tick = row % 2 === 1 || row === 0 ? axisNumber(value) : ''
    return `${tick.padStart(axisWidth - 2)} │${marks.join(' '.repeat(step - 1))}`
  })
  const length = columns * step
  const last = String(set.length)
  return [
    ...lines.map((line) => line.trimEnd()),
    `${' '.repeat(axisWidth - 1)}└${'─'.repeat(length)}`,
    `${' '.repeat(axisWidth)}1${last.padStart(length - step + last.length - 1)}`,
  ]
}

/** A number in five characters. */
function axisNumber(value: number): string {
  const plain = value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
  return plain.length <= 5 && (value >= 0.05 || value === 0) ? plain : value.toExponential(0)
}
