import type { ByteSource } from '../../../bytes/byte-source.js'
import type { ByteCursor } from '../byte-cursor.js'
import { malformed } from '../malformed.js'

/** One field of a message: its number, and either a whole number or a range of bytes. */
export interface Field {
  readonly number: number
  /** Undefined for a range. */
  readonly value: bigint | undefined
  /** Of the range: first byte in the file, and length. */
  readonly start: number
  readonly length: number
}

/**
 * The fields of a protobuf message, stepped over rather than read: bytes of a range are fetched only by whoever
 * wants them. The cursor may be moved between two fields.
 *
 * @param end of the message, in the file
 * @throws {Malformed} for what is no message, or reaches beyond it
 */
export async function* fieldsOf(
  file: ByteSource,
  cursor: ByteCursor,
  start: number,
  end: number,
): AsyncGenerator<Field> {
  let at = start
  while (at < end) {
    cursor.seek(at)
    const key = await readVarint(file, cursor, end)
    const number = Number(key >> 3n)
    const wire = Number(key & 7n)
    if (number < 1 || number > 0x1fffffff)
      throw malformed(file, `a protobuf field at byte ${at}`, `the number ${number}`)
    let field: Field
    if (wire === 0)
      field = {
        number,
        value: await readVarint(file, cursor, end),
        start: cursor.position,
        length: 0,
      }
    else if (wire === 1 || wire === 5) {
      const length = wire === 1 ? 8 : 4
      field = { number, value: undefined, start: cursor.position, length }
    } else if (wire === 2) {
      const length = await readVarint(file, cursor, end)
      if (length > BigInt(end - cursor.position))
        throw malformed(file, `field ${number} within its message`, `${length} bytes`)
      field = { number, value: undefined, start: cursor.position, length: Number(length) }
    } else throw malformed(file, `a protobuf field at byte ${at}`, `the wire type ${wire}`)
    at = field.start + field.length
    if (at > end) throw malformed(file, `field ${number} within its message`, 'a longer one')
    yield field
  }
}

/** A whole number of up to 64 bits, seven to a byte, lowest first. */
export async function readVarint(
  file: ByteSource,
  cursor: ByteCursor,
  end: number,
): Promise<bigint> {
  let value = 0n
  for (let i = 0; i < 10; i++) {
    if (cursor.position >= end) break
    if (!cursor.has(1)) await cursor.need(1, 'a number')
    const byte = cursor.u8()
    value |= BigInt(byte & 127) << BigInt(7 * i)
    if (byte < 128) return BigInt.asUintN(64, value)
  }
  throw malformed(file, 'a number within its message', 'one without end')
}
