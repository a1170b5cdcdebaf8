import type { RealArray } from '../math/matrix.js'

/** The element types whose every value becomes a float32 or float64 exactly. */
export type Dtype = 'F64' | 'F32' | 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2' | 'I8'

/** Bytes of one element. */
export const BYTES_PER_ELEMENT: Readonly<Record<Dtype, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I8: 1,
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
      return byTable(new Uint16Array(aligned(bytes)), tableOf('F16'))
    case 'F8_E4M3':
    case 'F8_E5M2':
      return byTable(bytes, tableOf(dtype))
    case 'I8':
      return Float32Array.from(new Int8Array(aligned(bytes)))
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

/** A look-up costs less than taking each number apart. */
function byTable(codes: Uint8Array | Uint16Array, values: Float32Array): Float32Array {
  const out = new Float32Array(codes.length)
  for (let i = 0; i < codes.length; i++) out[i] = values[codes[i]]
  return out
}

/** A floating-point format of 8 or 16 bits. */
interface SmallFloat {
  readonly exponentBits: number
  readonly fractionBits: number
  /** True if the largest exponent is that of infinities and NaN, as IEEE 754 has it. */
  readonly ieee: boolean
}

/** F8_E4M3 is OCP's variant 'fn': no infinities, and only the code with all bits set is NaN. */
const SMALL_FLOATS: Readonly<Record<'F16' | 'F8_E4M3' | 'F8_E5M2', SmallFloat>> = {
  F16: { exponentBits: 5, fractionBits: 10, ieee: true },
  F8_E4M3: { exponentBits: 4, fractionBits: 3, ieee: false },
  F8_E5M2: { exponentBits: 5, fractionBits: 2, ieee: true },
}

/** The number that each of the 65,536 codes of float16 stands for. */
export function float16Values(): Float32Array {
  return tableOf('F16')
}

const tables = new Map<string, Float32Array>()

/** (−1)^sign · 2^(exponent − bias) · (1 + fraction) for every code, with subnormals, infinities and NaN. */
function tableOf(name: keyof typeof SMALL_FLOATS): Float32Array {
  const known = tables.get(name)
  if (known) return known
  const { exponentBits, fractionBits, ieee } = SMALL_FLOATS[name]
  const [steps, exponents] = [2 ** fractionBits, 2 ** exponentBits]
  const bias = exponents / 2 - 1
  const half = exponents * steps
  const table = new Float32Array(2 * half)
  for (let exponent = 0; exponent < exponents; exponent++) {
    const step = 2 ** (Math.max(1, exponent) - bias) / steps
    const first = exponent === 0 ? 0 : steps
    for (let i = 0; i < steps; i++) table[exponent * steps + i] = step * (first + i)
  }
  if (ieee) {
    table[half - steps] = Infinity
    table.fill(NaN, half - steps + 1, half)
  } else table[half - 1] = NaN
  for (let code = 0; code < half; code++) table[half + code] = -table[code]
  tables.set(name, table)
  return table
}
