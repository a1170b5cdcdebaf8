/** What a terminal can show. */
export interface Style {
  /** Columns to fill. */
  readonly width: number
  /** Emphasis, where there is any. */
  readonly bold: (text: string) => string
  /** What belongs to the set, in a plot. */
  readonly mark: (text: string) => string
  /** What is there to be compared with. */
  readonly dim: (text: string) => string
}

/** Whether the terminal says that it knows no escape sequences at all. */
export function isDumb(): boolean {
  return process.env.TERM === 'dumb'
}

/**
 * The style of stdout: bold and colours only in a terminal that has them, and without `NO_COLOR`. The width is the
 * terminal's, or `COLUMNS`, or 80; from 20 to 100.
 */
export function stdoutStyle(): Style {
  const { isTTY, columns } = process.stdout
  const { NO_COLOR, COLUMNS } = process.env
  const plain = !isTTY || (NO_COLOR ?? '') !== '' || isDumb()
  const code = (on: number, off: number) => (text: string) =>
    plain ? text : `\u001b[${on}m${text}\u001b[${off}m`
  const asked = Number(columns || COLUMNS)
  return {
    width: Number.isFinite(asked) && asked > 0 ? Math.min(100, Math.max(20, asked)) : 80,
    bold: code(1, 22),
    mark: code(36, 39),
    dim: code(2, 22),
  }
}
