import type { ByteSource } from '../../../bytes/byte-source.js'
import { ByteCursor } from '../byte-cursor.js'
import { Budget, MAX_TENSORS } from '../budget.js'
import { beyondLimit, malformed, unsupported } from '../malformed.js'
import { type Field, fieldsOf, readVarint } from './protobuf.js'

/** A tensor in an ONNX graph, as its message describes it. */
export interface Initialiser {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  /** Where its elements are: as they are in the file, as a list of whole numbers, or in another file. */
  readonly data:
    | { readonly kind: 'raw' | 'numbers'; readonly start: number; readonly length: number }
    | { readonly kind: 'external'; readonly keys: ReadonlyMap<string, string> }
}

/** `TensorProto.DataType` of onnx.proto, by number; what is missing is not of numbers. */
const DTYPES: ReadonlyMap<number, string> = new Map([
  [1, 'F32'], [2, 'U8'], [3, 'I8'], [4, 'U16'], [5, 'I16'], [6, 'I32'], [7, 'I64'], [9, 'BOOL'],
  [10, 'F16'], [11, 'F64'], [12, 'U32'], [13, 'U64'], [16, 'BF16'], [17, 'F8_E4M3'], [18, 'F8_E4M3FNUZ'],
  [19, 'F8_E5M2'], [20, 'F8_E5M2FNUZ'], [21, 'U4'], [22, 'I4'],
]) // prettier-ignore

/** Names, places and the like; long ones are no names. */
const MAX_TEXT_BYTES = 64 * 1024
const MAX_DIMS = 64

/**
 * The initialisers of an ONNX model (github.com/onnx/onnx, onnx.proto), found by walking the file: of the tensors
 * only names, shapes and places are read.
 *
 * @throws {Malformed} when it is no such message
 * @throws {LimitExceeded} for more than 250,000 of them
 */
export async function readInitialisers(file: ByteSource): Promise<Initialiser[]> {
  const cursor = new ByteCursor(file)
  const found: Initialiser[] = []
  const budget = new Budget(file, 'initialisers', MAX_TENSORS)
  let graphs = 0
  for await (const model of fieldsOf(file, cursor, 0, file.size)) {
    if (model.number !== MODEL_GRAPH || model.value !== undefined) continue
    graphs++
    for await (const part of fieldsOf(file, cursor, model.start, model.start + model.length))
      if (part.number === GRAPH_INITIALISER && part.value === undefined) {
        budget.take(1)
        found.push(await readTensor(file, cursor, part))
      }
  }
  if (graphs === 0) throw malformed(file, 'an ONNX model with a graph', 'none')
  return found
}

const MODEL_GRAPH = 7
const GRAPH_INITIALISER = 5

async function readTensor(
  file: ByteSource,
  cursor: ByteCursor,
  { start, length }: Field,
): Promise<Initialiser> {
  const shape: number[] = []
  const keys = new Map<string, string>()
  let [name, code, external] = ['', 0, false]
  let data: { kind: 'raw' | 'numbers'; start: number; length: number } | undefined
  for await (const field of fieldsOf(file, cursor, start, start + length)) {
    const range = { start: field.start, length: field.length }
    switch (field.number) {
      case 1:
        await readDims(file, cursor, field, shape)
        break
      case 2:
        code = Number(field.value ?? 0n)
        break
      case 3:
        throw unsupported(file.name, 'tensors in one piece', 'a segment of one')
      case 4: // float_data
      case 9: // raw_data
      case 10: // double_data
        if (data) throw malformed(file, 'the elements of a tensor once', 'twice')
        data = { kind: 'raw', ...range }
        break
      case 5: // int32_data, where float16 and the 8-bit types are one number each
        if (data) throw malformed(file, 'the elements of a tensor once', 'twice')
        data = { kind: 'numbers', ...range }
        break
      case 8:
        name = await readText(file, cursor, field)
        break
      case 13:
        await readKey(file, cursor, field, keys)
        break
      case 14:
        external = field.value === 1n
    }
  }
  const dtype = DTYPES.get(code) ?? `type ${code}`
  const where = data ?? { kind: 'raw', start, length: 0 }
  return { name, dtype, shape, data: external ? { kind: 'external', keys } : where }
}

/** Packed into one range, or a field each. */
async function readDims(
  file: ByteSource,
  cursor: ByteCursor,
  field: Field,
  shape: number[],
): Promise<void> {
  const end = field.start + field.length
  const sizes = field.value === undefined ? [] : [field.value]
  if (field.value === undefined) {
    cursor.seek(field.start)
    while (cursor.position < end && sizes.length <= MAX_DIMS)
      sizes.push(await readVarint(file, cursor, end))
  }
  for (const size of sizes) {
    if (size > Number.MAX_SAFE_INTEGER || shape.length >= MAX_DIMS)
      throw malformed(
        file,
        `at most ${MAX_DIMS} dimensions below 2⁵³`,
        `${BigInt.asIntN(64, size)}`,
      )
    shape.push(Number(size))
  }
}

async function readKey(
  file: ByteSource,
  cursor: ByteCursor,
  { start, length }: Field,
  keys: Map<string, string>,
): Promise<void> {
  let [key, value] = ['', '']
  for await (const field of fieldsOf(file, cursor, start, start + length)) {
    if (field.number === 1) key = await readText(file, cursor, field)
    if (field.number === 2) value = await readText(file, cursor, field)
  }
  if (keys.has(key)) throw malformed(file, `the key ${key} of external data once`, 'twice')
  keys.set(key, value)
}

async function readText(file: ByteSource, cursor: ByteCursor, field: Field): Promise<string> {
  if (field.length > MAX_TEXT_BYTES)
    throw beyondLimit(file, `a name of at most ${MAX_TEXT_BYTES} bytes`, `${field.length}`)
  cursor.seek(field.start)
  await cursor.need(field.length, 'a name')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(cursor.bytes(field.length))
  } catch (cause) {
    throw malformed(file, 'a name in UTF-8', String(cause), cause)
  }
}
