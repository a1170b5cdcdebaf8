import type { ReportData } from '../report-data.js'
import { unpackReportData } from '../report-data.js'

/** The vocabulary, its projections and the correlations, out of the gzip in the page. */
export async function readData(): Promise<ReportData> {
  const text = document.getElementById('data')?.textContent ?? ''
  const packed = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  return unpackReportData(await new Response(stream).arrayBuffer())
}
