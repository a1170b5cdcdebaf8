import type { RealArray } from '../math/matrix.js'

/** The element types whose every value becomes a float32 or float64 exactly. */
export type Dtype = 'F64' | 'F32' | 'F16' | 'BF16'

/** Bytes of one element. */
export const BYTES_PER_ELEMENT: Readonly<Record<Dtype, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
}

/** Tells whether a dtype's name is one that can be read. */
export function isDtype(name: string): name is Dtype {
  return Object.hasOwn(BYTES_PER_ELEMENT, name)
}

/**
 * Little-endian elements as numbers, without rounding: F64 to float64, all others to float32.
 *
 * @param bytes a whole number of elements; it may start at any offset of its buffer
 */
export function decode(bytes: Uint8Array, dtype: Dtype): RealArray {
  switch (dtype) {
    case 'F64':
      return new Float64Array(aligned(bytes))
    case 'F32':
      return new Float32Array(aligned(bytes))
    case 'BF16':
      return decodeBf16(new Uint16Array(aligned(bytes)))
    case 'F16':
      return decodeF16(new Uint16Array(aligned(bytes)))
  }
}

/** The bytes in a buffer of their own size, where every typed array may start. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? (bytes.buffer as ArrayBuffer)
    : bytes.slice().buffer
}

/** bfloat16 is the upper half of a float32. */
function decodeBf16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16
  return new Float32Array(bits.buffer)
}

let f16Values: Float32Array | undefined

/** IEEE binary16, by a table of its 65,536 values: a look-up costs less than the shifts. */
function decodeF16(halves: Uint16Array): Float32Array {
  f16Values ??= Float32Array.from({ length: 0x10000 }, (_, h) => f16Value(h))
  const values = f16Values
  const out = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) out[i] = values[halves[i]]
  return out
}

/** (−1)^sign · 2^(exponent − 15) · (1 + fraction/1024), with subnormals, infinities and NaN. */
function f16Value(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024)
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}
