/** What the script of a report needs beside the page itself. */
export interface ReportData {
  /** As they are shown, by id; none without a projection. */
  readonly tokens: readonly string[]
  /** The projection of each, on the singular vector that is drawn. */
  readonly values: Float32Array
  /** The members, as they are shown. */
  readonly members: readonly string[]
  /** n × n, row-major: r between members. */
  readonly correlation: Float32Array
}

/**
 * Packs it: the length of a JSON as uint32, the JSON with both lists of texts, then `values` and `correlation` as float32; all
 * little-endian.
 */
export function packReportData(data: ReportData): Uint8Array<ArrayBuffer> {
  const { tokens, members, values, correlation } = data
  const json = new TextEncoder().encode(JSON.stringify({ tokens, members }))
  const packed = new Uint8Array(4 + json.length + 4 * (values.length + correlation.length))
  const view = new DataView(packed.buffer)
  view.setUint32(0, json.length, true)
  packed.set(json, 4)
  let at = 4 + json.length
  for (const numbers of [values, correlation])
    for (const x of numbers) {
      view.setFloat32(at, x, true)
      at += 4
    }
  return packed
}

/** What `packReportData` packed. */
export function unpackReportData(packed: ArrayBuffer): ReportData {
  const view = new DataView(packed)
  const start = 4 + view.getUint32(0, true)
  const json = new TextDecoder().decode(new Uint8Array(packed, 4, start - 4))
  const { tokens, members } = JSON.parse(json) as Pick<ReportData, 'tokens' | 'members'>
  const numbers = (from: number, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => view.getFloat32(from + 4 * i, true))
  return {
    tokens,
    members,
    values: numbers(start, tokens.length),
    correlation: numbers(start + 4 * tokens.length, members.length ** 2),
  }
}
