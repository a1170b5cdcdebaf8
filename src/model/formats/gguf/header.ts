import type { ByteSource } from '../../../bytes/byte-source.js'
import { ByteCursor } from '../byte-cursor.js'
import { Budget, MAX_TENSORS } from '../budget.js'
import { malformed, unsupported } from '../malformed.js'
import type { TensorEntry } from '../safetensors.js'
import { blockTypeOf } from './block-types.js'
import { type GgufValue, metadataBudget, readPair, readString } from './metadata.js'

/** What the front of a GGUF file says. */
export interface GgufHeader {
  /** Without the arrays that are not of the tokenizer. */
  readonly metadata: ReadonlyMap<string, GgufValue>
  /** Shapes are in the order of all other formats: rows first. `length` is 0 for a type of unknown size. */
  readonly tensors: ReadonlyMap<string, TensorEntry>
}

const MAGIC = 'GGUF'
const FIXED_BYTES = 24
const DEFAULT_ALIGNMENT = 32

/** Models have some 50. */
const MAX_PAIRS = 65_536

/** As in ggml: `GGML_MAX_DIMS`, and `GGML_MAX_NAME` with its final NUL. */
const MAX_DIMS = 4
const MAX_NAME_BYTES = 63

/**
 * Reads the front of a GGUF file, version 2 or 3 (github.com/ggml-org/ggml, docs/gguf.md): metadata, then what
 * the tensors are and where they lie. No tensor is read.
 *
 * @throws {Malformed} for anything that the format forbids, before anything of a declared size is allocated
 * @throws {Unsupported} for another version, and for big-endian files
 * @throws {LimitExceeded} for strings, arrays, pairs or tensors beyond what any model needs
 */
export async function readGgufHeader(file: ByteSource): Promise<GgufHeader> {
  const cursor = new ByteCursor(file)
  await cursor.need(FIXED_BYTES, 'the fixed part of a GGUF header')
  const magic = String.fromCharCode(...cursor.bytes(4))
  if (magic !== MAGIC) throw malformed(file, `the bytes ${MAGIC} first`, JSON.stringify(magic))
  requireVersion(file, cursor.u32())
  const tensorCount = countOf(file, cursor, 'tensors', 24)
  const pairCount = countOf(file, cursor, 'pairs of metadata', 13)
  new Budget(file, 'tensors', MAX_TENSORS).take(tensorCount)
  new Budget(file, 'pairs of metadata', MAX_PAIRS).take(pairCount)

  const metadata = new Map<string, GgufValue>()
  const seen = new Set<string>()
  const budget = metadataBudget(file)
  let alignment = DEFAULT_ALIGNMENT
  for (let i = 0; i < pairCount; i++) {
    const { key, kind, value } = await readPair(file, cursor, budget)
    if (seen.has(key)) throw malformed(file, `the key ${key} once`, 'twice')
    seen.add(key)
    if (key === 'general.alignment') alignment = alignmentOf(file, kind, value)
    if (value !== undefined) metadata.set(key, value)
  }

  const infos: TensorEntry[] = []
  for (let i = 0; i < tensorCount; i++) infos.push(await readTensor(file, cursor, alignment))
  const dataStart = Math.ceil(cursor.position / alignment) * alignment
  const tensors = new Map<string, TensorEntry>()
  for (const info of infos) {
    const where = `tensor ${JSON.stringify(info.name)}`
    if (tensors.has(info.name)) throw malformed(file, `${where} once`, 'twice')
    const offset = dataStart + info.offset
    if (offset + info.length > file.size)
      throw malformed(
        file,
        `${where} within its ${file.size} bytes`,
        `${info.length} bytes from ${offset} on`,
      )
    tensors.set(info.name, { ...info, offset })
  }
  return { metadata, tensors }
}

function requireVersion(file: ByteSource, version: number): void {
  if (version === 2 || version === 3) return
  if (version === 0) throw malformed(file, 'GGUF of version 2 or 3', 'version 0')
  const reversed = version > 0xffff
  throw unsupported(
    file.name,
    'GGUF of version 2 or 3, little-endian',
    reversed ? 'a big-endian file' : `version ${version}`,
    'Convert it with the present llama.cpp.',
  )
}

/** A count is believed only if the file could hold that many of what it counts. */
function countOf(file: ByteSource, cursor: ByteCursor, what: string, leastBytes: number): number {
  const count = cursor.u64()
  if (count * BigInt(leastBytes) <= BigInt(file.size)) return Number(count)
  throw malformed(file, `as many ${what} as its ${file.size} bytes can hold`, `${count}`)
}

function alignmentOf(file: ByteSource, kind: string, value: GgufValue | undefined): number {
  const ok = kind === 'uint32' && typeof value === 'number' && value > 0
  if (ok && Number.isInteger(Math.log2(value))) return value
  throw malformed(file, 'general.alignment as a uint32 power of two', `${kind} ${String(value)}`)
}

async function readTensor(
  file: ByteSource,
  cursor: ByteCursor,
  alignment: number,
): Promise<TensorEntry> {
  const name = await readString(file, cursor, 'the name of a tensor')
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES)
    throw malformed(file, `a tensor’s name of at most ${MAX_NAME_BYTES} bytes`, name)
  const where = `tensor ${JSON.stringify(name)} with`
  await cursor.need(4, 'a number of dimensions')
  const dims = cursor.u32()
  if (dims > MAX_DIMS) throw malformed(file, `${where} at most ${MAX_DIMS} dimensions`, `${dims}`)
  await cursor.need(dims * 8 + 12, 'a shape, a type and an offset')
  const shape: number[] = []
  let elements = 1n
  for (let i = 0; i < dims; i++) {
    const size = cursor.u64()
    elements *= size
    if (size > Number.MAX_SAFE_INTEGER || elements > Number.MAX_SAFE_INTEGER)
      throw malformed(file, `${where} fewer than 2⁵³ elements`, `a dimension of ${size}`)
    shape.unshift(Number(size))
  }
  const code = cursor.u32()
  const offset = cursor.u64()
  if (offset % BigInt(alignment) !== 0n)
    throw malformed(file, `${where} an offset that is a multiple of ${alignment}`, `${offset}`)
  if (offset > BigInt(file.size))
    throw malformed(file, `${where} an offset within the file`, `${offset}`)
  const type = blockTypeOf(code)
  if (type === undefined)
    return { name, dtype: `type ${code}`, shape, offset: Number(offset), length: 0 }
  const columns = shape.at(-1) ?? 1
  if (columns % type.elements !== 0)
    throw malformed(
      file,
      `${where} rows of whole blocks of ${type.elements}, as ${type.name} has them`,
      `rows of ${columns}`,
    )
  const length = (Number(elements) / type.elements) * type.bytes
  return { name, dtype: type.name, shape, offset: Number(offset), length }
}
