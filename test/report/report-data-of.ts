import { gunzipSync } from 'node:zlib'
import { type ReportData, unpackReportData } from '../../src/report/report-data.js'

/** What a report carries for its script. */
export function reportDataOf(html: string): ReportData {
  const [, base64 = ''] = /<script id="data"[^>]*>([^<]*)</.exec(html) ?? []
  const { buffer, byteOffset, length } = gunzipSync(Buffer.from(base64, 'base64'))
  return unpackReportData(buffer.slice(byteOffset, byteOffset + length))
}
