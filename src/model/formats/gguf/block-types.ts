import { IQ4_NL, IQ4_XS } from './iq4-blocks.js'
import { Q2_K, Q3_K, Q4_K, Q5_K, Q6_K } from './k-blocks.js'
import { Q4_0, Q4_1, Q5_0, Q5_1, Q8_0 } from './plain-blocks.js'

/** Writes the numbers of whole blocks to `out`, exactly as Python's `gguf` computes them in float32. */
export type Dequantise = (bytes: Uint8Array, out: Float32Array) => void

/** How a type of ggml stores numbers: so many of them in a block of so many bytes. */
export interface BlockType {
  readonly name: string
  readonly elements: number
  readonly bytes: number
  /** Absent for plain numbers, which `decode` reads, and for types that cannot be read. */
  readonly dequantise?: Dequantise
}

const plain = (name: string, bytes: number): BlockType => ({ name, elements: 1, bytes })
const small = (name: string, bytes: number, dequantise?: Dequantise): BlockType => ({
  name,
  elements: 32,
  bytes,
  ...(dequantise && { dequantise }),
})
const large = (name: string, bytes: number, dequantise?: Dequantise): BlockType => ({
  ...small(name, bytes, dequantise),
  elements: 256,
})

/** By the number of the type in a file (ggml.h, `enum ggml_type`). */
const TYPES: ReadonlyMap<number, BlockType> = new Map([
  [0, plain('F32', 4)],
  [1, plain('F16', 2)],
  [2, small('Q4_0', 18, Q4_0)],
  [3, small('Q4_1', 20, Q4_1)],
  [6, small('Q5_0', 22, Q5_0)],
  [7, small('Q5_1', 24, Q5_1)],
  [8, small('Q8_0', 34, Q8_0)],
  [9, small('Q8_1', 40)],
  [10, large('Q2_K', 84, Q2_K)],
  [11, large('Q3_K', 110, Q3_K)],
  [12, large('Q4_K', 144, Q4_K)],
  [13, large('Q5_K', 176, Q5_K)],
  [14, large('Q6_K', 210, Q6_K)],
  [15, large('Q8_K', 292)],
  [16, large('IQ2_XXS', 66)],
  [17, large('IQ2_XS', 74)],
  [18, large('IQ3_XXS', 98)],
  [19, large('IQ1_S', 50)],
  [20, small('IQ4_NL', 18, IQ4_NL)],
  [21, large('IQ3_S', 110)],
  [22, large('IQ2_S', 82)],
  [23, large('IQ4_XS', 136, IQ4_XS)],
  [24, plain('I8', 1)],
  [25, plain('I16', 2)],
  [26, plain('I32', 4)],
  [27, plain('I64', 8)],
  [28, plain('F64', 8)],
  [29, large('IQ1_M', 56)],
  [30, plain('BF16', 2)],
  [34, large('TQ1_0', 54)],
  [35, large('TQ2_0', 66)],
  [39, small('MXFP4', 17)],
])

const BY_NAME = new Map([...TYPES.values()].map((type) => [type.name, type]))

/** The type of that number; undefined for one that this version does not know. */
export function blockTypeOf(code: number): BlockType | undefined {
  return TYPES.get(code)
}

/** The type of that name, if it is a quantised one that can be read. */
export function quantisedType(name: string): Required<BlockType> | undefined {
  const type = BY_NAME.get(name)
  return type?.dequantise && (type as Required<BlockType>)
}
