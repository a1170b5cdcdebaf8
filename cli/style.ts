/** What a terminal can show. */
export interface Style {
  /** Columns to fill. */
  readonly width: number
  /** Emphasis, where there is any. */
  readonly bold: (text: string) => string
}

/** The style of stdout: bold only in a terminal and without `NO_COLOR`; 80 columns where there is no terminal. */
export function stdoutStyle(): Style {
  const { isTTY, columns } = process.stdout
  const plain = !isTTY || (process.env.NO_COLOR ?? '') !== ''
  return {
    width: Math.min(100, Math.max(40, columns || 80)),
    bold: (text) => (plain ? text : `\u001b[1m${text}\u001b[22m`),
  }
}
