import type { ByteSource } from '../../bytes/byte-source.js'
import { Budget, MAX_TENSORS } from './budget.js'
import { beyondLimit, malformed } from './malformed.js'
import { type StrictJson, parseStrictJson } from './strict-json.js'

/** Where one tensor lies in a file, and what it is. */
export interface TensorEntry {
  readonly name: string
  /** As the file writes it, `F16` for example; not necessarily one that can be read. */
  readonly dtype: string
  readonly shape: readonly number[]
  /** First byte, counted from the start of the file. */
  readonly offset: number
  /** In bytes. */
  readonly length: number
}

/** The format's own limit (safetensors, `MAX_HEADER_SIZE`). */
const MAX_HEADER_BYTES = 100_000_000

/** As PyTorch has it; NumPy has 64, too. */
const MAX_DIMS = 64

/** Bits of one element, of the dtypes that the format defines. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8, U8: 8, I8: 8, F8_E5M2: 8, F8_E4M3: 8, F8_E8M0: 8, F4: 4, F6_E2M3: 6, F6_E3M2: 6,
  I16: 16, U16: 16, F16: 16, BF16: 16,
  I32: 32, U32: 32, F32: 32,
  I64: 64, U64: 64, F64: 64, C64: 64,
} // prettier-ignore

/**
 * Reads the header of a safetensors file: 8 bytes of length, then JSON, then the tensors end to end.
 * Every entry is checked against its shape, its neighbours and the size of the file before it is believed.
 *
 * @returns the tensors by name; a Map, since a tensor may be called `__proto__`
 * @throws {Malformed} for anything that the format forbids
 * @throws {LimitExceeded} for a header of more than 100,000,000 bytes, 250,000 tensors or 64 dimensions, or more
 *   values of any kind than fit into about 200 MB
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<Map<string, TensorEntry>> {
  if (source.size < 8) throw malformed(source, 'at least 8 bytes', `${source.size} bytes`)
  const prefix = await source.read(0, 8)
  const declared = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true)
  if (declared > MAX_HEADER_BYTES)
    throw beyondLimit(
      source,
      `a safetensors header of at most ${MAX_HEADER_BYTES} bytes`,
      `${declared} bytes declared`,
    )
  const length = Number(declared)
  if (8 + length > source.size)
    throw malformed(
      source,
      `a header of ${length} bytes`,
      `${source.size - 8} bytes after its length`,
    )
  const header = parseHeader(source, await source.read(8, length))
  const dataStart = 8 + length
  requireMetadata(source, header.get('__metadata__'))
  header.delete('__metadata__')
  new Budget(source, 'tensors', MAX_TENSORS).take(header.size)
  const entries = Array.from(header, ([name, value]) => parseEntry(source, name, value, dataStart))
  requireContiguous(source, entries, dataStart)
  return new Map(entries.map((entry) => [entry.name, entry]))
}

function parseHeader(source: ByteSource, bytes: Uint8Array): Map<string, StrictJson> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw malformed(source, 'a header in UTF-8', String(cause), cause)
  }
  const header = parseStrictJson(source, text)
  if (header instanceof Map) return header
  throw malformed(source, 'a JSON object as header', text)
}

function requireMetadata(source: ByteSource, metadata: StrictJson | undefined): void {
  if (metadata === undefined) return
  if (!(metadata instanceof Map))
    throw malformed(source, '__metadata__ as an object', JSON.stringify(metadata))
  for (const [key, value] of metadata)
    if (typeof value !== 'string')
      throw malformed(source, `a string as ${JSON.stringify(key)} of __metadata__`, shown(value))
}

function parseEntry(
  source: ByteSource,
  name: string,
  value: StrictJson,
  dataStart: number,
): TensorEntry {
  const where = `tensor ${JSON.stringify(name)} with`
  if (!(value instanceof Map) || value.size !== 3)
    throw malformed(source, `${where} dtype, shape and data_offsets`, shown(value))
  const [dtype, shape, span] = ['dtype', 'shape', 'data_offsets'].map((key) => value.get(key))
  if (typeof dtype !== 'string' || !Object.hasOwn(BITS, dtype))
    throw malformed(source, `${where} a known dtype`, shown(dtype))
  if (!isSizes(shape)) throw malformed(source, `${where} a shape`, shown(shape))
  if (shape.length > MAX_DIMS)
    throw beyondLimit(source, `${where} at most ${MAX_DIMS} dimensions`, `${shape.length}`)
  if (!isSizes(span) || span.length !== 2 || span[1] < span[0])
    throw malformed(source, `${where} two ascending data_offsets`, shown(span))
  const length = span[1] - span[0]
  const elements = elementsOf(shape)
  const needed = (elements * BITS[dtype]) / 8
  if (needed !== length)
    throw malformed(
      source,
      Number.isNaN(elements)
        ? `${where} fewer than 2⁵³ elements`
        : `${where} ${needed} bytes, as ${dtype} [${shape.join(', ')}] needs`,
      Number.isNaN(elements) ? `the shape [${shape.join(', ')}]` : `${length}`,
    )
  return { name, dtype, shape, offset: dataStart + span[0], length }
}

/** NaN where the product leaves the whole numbers, also on the way to a dimension of 0. */
function elementsOf(shape: readonly number[]): number {
  let product = 1
  for (const n of shape) {
    product *= n
    if (!Number.isSafeInteger(product)) return NaN
  }
  return product
}

/** The tensors must follow each other without hole or overlap, and end where the file ends. */
function requireContiguous(source: ByteSource, entries: TensorEntry[], dataStart: number): void {
  let at = dataStart
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset || a.length - b.length)) {
    if (entry.offset !== at)
      throw malformed(
        source,
        `tensor ${JSON.stringify(entry.name)} at byte ${at}`,
        `${entry.offset}`,
      )
    at += entry.length
  }
  if (at !== source.size)
    throw malformed(source, `${at} bytes, by its header`, `${source.size} bytes`)
}

function isSizes(value: StrictJson | undefined): value is number[] {
  return Array.isArray(value) && value.every((n) => typeof n === 'number' && n >= 0)
}

function shown(value: StrictJson | undefined): string {
  const plain = value instanceof Map ? Object.fromEntries(value) : value
  return plain === undefined ? 'none' : JSON.stringify(plain)
}
