import { Malformed } from '../../errors.js'

/** One field of a protobuf message: its number, and its value as the wire type gives it. */
export interface Field {
  readonly number: number
  /** Of a varint; 0 for other wire types. Beyond 2⁵³ it is not exact. */
  readonly varint: number
  /** Of a length-delimited field, or the four or eight bytes of a fixed one. */
  readonly bytes: Uint8Array
}

/**
 * The fields of a message, in the order of the file. Nothing is copied.
 *
 * @param where the file, for messages
 * @throws {Malformed} for a field that reaches beyond the message, a varint of more than ten bytes, or a group
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function* protobufFields(bytes: Uint8Array, where: string): Generator<Field> {
  let at = 0
  const broken = (found: string): Malformed =>
    new Malformed({
      where,
      expected: 'a protobuf message',
      found: `${found} at byte ${at} of ${bytes.length}`,
      next: 'Download or copy the file again.',
    })
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw broken('an end within a number')
      const byte = bytes[at++]
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw broken('a number of more than ten bytes')
  }
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw broken(`a field of ${length} bytes`)
    at += length
    return bytes.subarray(at - length, at)
  }
  const none = new Uint8Array(0)
  while (at < bytes.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    const type = key % 8
    if (type === 0) yield { number, varint: varint(), bytes: none }
    else if (type === 1) yield { number, varint: 0, bytes: take(8) }
    else if (type === 2) yield { number, varint: 0, bytes: take(varint()) }
    else if (type === 5) yield { number, varint: 0, bytes: take(4) }
    else throw broken(`the wire type ${type}`)
  }
}

/** A fixed field of four bytes as a float32. */
export function float32Of(bytes: Uint8Array): number {
  return bytes.length === 4
    ? new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true)
    : NaN
}
