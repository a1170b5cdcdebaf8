/** How numbers are stored that the kernels read themselves. */
export interface Encoding {
  /** Its number in the kernels: see `kernels/decode.ts`. */
  readonly code: number
  /** Numbers of a block, and its bytes. */
  readonly elements: number
  readonly bytes: number
  /** True if the kernels in TypeScript read it too. */
  readonly plain: boolean
}

const plain = (code: number, bytes: number): Encoding => ({ code, elements: 1, bytes, plain: true })
const small = (code: number, bytes: number): Encoding => ({
  code, elements: 32, bytes, plain: false,
}) // prettier-ignore
const large = (code: number, bytes: number): Encoding => ({
  code, elements: 256, bytes, plain: false,
}) // prettier-ignore

/** As they are: float64 and float32. */
export const F64 = plain(0, 8)
export const F32 = plain(1, 4)

/** All little-endian, by the names that safetensors and GGUF have for them. */
export const ENCODINGS: ReadonlyMap<string, Encoding> = new Map([
  ['F64', F64],
  ['F32', F32],
  ['F16', plain(2, 2)],
  ['BF16', plain(3, 2)],
  ['Q4_0', small(4, 18)],
  ['Q4_1', small(5, 20)],
  ['Q5_0', small(6, 22)],
  ['Q5_1', small(7, 24)],
  ['Q8_0', small(8, 34)],
  ['IQ4_NL', small(9, 18)],
  ['Q2_K', large(10, 84)],
  ['Q3_K', large(11, 110)],
  ['Q4_K', large(12, 144)],
  ['Q5_K', large(13, 176)],
  ['Q6_K', large(14, 210)],
  ['IQ4_XS', large(15, 136)],
])
