import type { EmbeddingMatrix } from '../model/embedding-matrix.js'

/**
 * SHA-256 of some rows of an embedding as little-endian float64, in hexadecimal: tells whether a later run saw the same
 * numbers, without reading the whole table.
 */
export async function rowsFingerprint(
  embedding: EmbeddingMatrix,
  ids: Uint32Array,
): Promise<string> {
  const { data } = await embedding.rows(ids)
  const bytes = new Uint8Array(8 * data.length)
  const view = new DataView(bytes.buffer)
  data.forEach((x: number, i: number) => {
    view.setFloat64(8 * i, x, true)
  })
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
