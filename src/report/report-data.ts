import type { Matrix } from '../math/matrix.js'

/** What the script of a report needs beside the page itself. */
export interface ReportData {
  /** As they are shown, by id; none without a projection. */
  readonly tokens: readonly string[]
  /** The projection of each, on the singular vector that is drawn. */
  readonly values: Float32Array
  /** The kind of each, an index into `TOKEN_KINDS`; empty where they are not coloured by it. */
  readonly classes: Uint8Array
  /** The members, as they are shown. */
  readonly members: readonly string[]
  /** Their ids; those of the pieces of an averaged word with spaces between. */
  readonly memberIds: readonly string[]
  /** r between members as `packTriangle` packs it; empty where there are too many to point at. */
  readonly correlation: Int16Array
}

/** In a packed triangle: r of a row that does not vary. */
const UNDEFINED = -32768

/**
 * r between every two members in thousandths, which is all that a report shows: the upper triangle and the diagonal, row
 * by row.
 *
 * @param r n × n, symmetric
 * @returns n (n + 1) / 2 numbers
 */
export function packTriangle(r: Matrix): Int16Array {
  const n = r.rows
  const packed = new Int16Array((n * (n + 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const value = r.data[i * n + j]
      packed[at++] = Number.isNaN(value) ? UNDEFINED : Math.round(1000 * value)
    }
  return packed
}

/** r between members a and b to three decimals: NaN where it is not defined, undefined where the report has none. */
export function correlationBetween(
  { correlation, members: { length: n } }: ReportData,
  a: number,
  b: number,
): number | undefined {
  if (correlation.length === 0) return undefined
  const [i, j] = a < b ? [a, b] : [b, a]
  const thousandths = correlation[i * n - (i * (i - 1)) / 2 + j - i]
  return thousandths === UNDEFINED ? NaN : thousandths / 1000
}

/**
 * Packs it: the length of a JSON as uint32, the JSON with the lists of texts and the counts of what is not counted by
 * them, then `values` as float32, `correlation` as int16 and `classes` as bytes; all little-endian.
 */
export function packReportData(data: ReportData): Uint8Array<ArrayBuffer> {
  const { tokens, members, memberIds, values, correlation, classes } = data
  const counts = { correlations: correlation.length, classes: classes.length }
  const json = new TextEncoder().encode(JSON.stringify({ tokens, members, memberIds, counts }))
  const packed = new Uint8Array(
    4 + json.length + 4 * values.length + 2 * correlation.length + classes.length,
  )
  const view = new DataView(packed.buffer)
  view.setUint32(0, json.length, true)
  packed.set(json, 4)
  let at = 4 + json.length
  for (let id = 0; id < values.length; id++, at += 4) view.setFloat32(at, values[id], true)
  for (let pair = 0; pair < correlation.length; pair++, at += 2)
    view.setInt16(at, correlation[pair], true)
  packed.set(classes, at)
  return packed
}

/** What `packReportData` packed. */
export function unpackReportData(packed: ArrayBuffer): ReportData {
  const view = new DataView(packed)
  const start = 4 + view.getUint32(0, true)
  const json = new TextDecoder().decode(new Uint8Array(packed, 4, start - 4))
  const { tokens, members, memberIds, counts } = JSON.parse(json) as Pick<
    ReportData,
    'tokens' | 'members' | 'memberIds'
  > & { readonly counts: { readonly correlations: number; readonly classes: number } }
  const triangle = start + 4 * tokens.length
  return {
    tokens,
    members,
    memberIds,
    values: Float32Array.from(tokens, (_, i) => view.getFloat32(start + 4 * i, true)),
    correlation: Int16Array.from({ length: counts.correlations }, (_, i) =>
      view.getInt16(triangle + 2 * i, true),
    ),
    classes: new Uint8Array(packed, triangle + 2 * counts.correlations, counts.classes),
  }
}
