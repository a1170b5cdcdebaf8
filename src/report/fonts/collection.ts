const COLLECTION = 0x74746366 // 'ttcf'
const RECORD = 16

/**
 * The first font of a collection (.ttc, .otc) as a font file of its own: its table directory and the tables it names
 * (OpenType 1.9, 'TTC Header'). Other files are given back as they are.
 *
 * @throws {RangeError} for a collection whose tables lie outside it, or are more than it holds; nothing is allocated before
 */
export function firstFont(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0) !== COLLECTION) return bytes
  const start = view.getUint32(12)
  const count = view.getUint16(start + 4)
  const records = Array.from({ length: count }, (_, i) => {
    const at = start + 12 + RECORD * i
    return { at, offset: view.getUint32(at + 8), length: view.getUint32(at + 12) }
  })
  let size = 12 + RECORD * count
  for (const { offset, length } of records) {
    if (offset + length > bytes.length) throw new RangeError('a table beyond the end of the file')
    size += padded(length)
  }
  if (size > bytes.length + 4 * count) throw new RangeError('tables that lie over each other')
  const font = new Uint8Array(size)
  const out = new DataView(font.buffer)
  font.set(bytes.subarray(start, start + 12))
  let end = 12 + RECORD * count
  records.forEach(({ at, offset, length }, i) => {
    const record = 12 + RECORD * i
    font.set(bytes.subarray(at, at + RECORD), record)
    out.setUint32(record + 8, end)
    font.set(bytes.subarray(offset, offset + length), end)
    end += padded(length)
  })
  return font
}

/** Tables begin at multiples of four bytes. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}
