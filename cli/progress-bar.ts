import { grouped } from '../src/figure/numbers.js'
import { statusLine } from './status-line.js'

/** Shows how far the table is through, until it is. */
export function progressBar(): (done: number, total: number) => void {
  const start = performance.now()
  return (done, total) => {
    if (done === total) {
      statusLine.clear('rows')
      return
    }
    const left = ((performance.now() - start) * (total / done - 1)) / 1000
    const counts = `${grouped(done)} of ${grouped(total)} rows`
    statusLine.show('rows', `${bar(done / total)} ${counts}, ${left.toFixed(0)} s left`)
  }
}

/** A share as a bar of 20 characters. */
export function bar(share: number): string {
  return '█'.repeat(Math.round(20 * share)).padEnd(20, '░')
}
