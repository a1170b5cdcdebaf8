/** Shown from this many milliseconds on: shorter work needs no bar. */
const PATIENCE = 500

/**
 * Shows on stderr how far the table is through, on one line that is wiped at the end. Without a terminal it
 * shows nothing, unless it is asked to.
 */
export function progressBar(always: boolean): (done: number, total: number) => void {
  const { stderr } = process
  const start = performance.now()
  let last = 0
  if (!stderr.isTTY && !always) return () => undefined
  return (done, total) => {
    const elapsed = performance.now() - start
    const finished = done === total
    if (elapsed < PATIENCE || (!finished && elapsed - last < 100)) return
    last = elapsed
    const share = done / total
    const bar = '█'.repeat(Math.round(20 * share)).padEnd(20, '░')
    const left = (elapsed / share - elapsed) / 1000
    const text = `${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows, ${left.toFixed(0)} s left`
    if (stderr.isTTY) stderr.write(finished ? '\r\u001b[2K' : `\r\u001b[2K${text}`)
    else stderr.write(`${text}\n`)
  }
}
