/** Milliseconds by part, as a table for stderr. */
export function timingsTable(timings: Readonly<Record<string, number>>): string {
  const width = Math.max(...Object.keys(timings).map((part) => part.length))
  const lines = Object.entries(timings).map(
    ([part, ms]) => `  ${part.padEnd(width)}  ${ms.toFixed(1).padStart(7)} ms`,
  )
  return `Where the time went\n${lines.join('\n')}\n`
}
