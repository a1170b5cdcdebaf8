import type { ByteSource } from '../../../bytes/byte-source.js'
import type { ByteCursor } from '../byte-cursor.js'
import { Budget } from '../budget.js'
import { beyondLimit, malformed, unsupported } from '../malformed.js'

/** A value of a GGUF file's metadata; 64-bit numbers beyond 2⁵³ stay bigint. */
export type GgufValue = string | number | bigint | boolean | readonly string[] | readonly number[]

/** Kinds of value by their number in the file, with their bytes (0: a string, or an array). */
const KINDS = [
  ['uint8', 1], ['int8', 1], ['uint16', 2], ['int16', 2], ['uint32', 4], ['int32', 4], ['float32', 4],
  ['bool', 1], ['string', 0], ['array', 0], ['uint64', 8], ['int64', 8], ['float64', 8],
] as const // prettier-ignore

type Kind = (typeof KINDS)[number][0]

/** A chat template, the longest string seen, has 0.1 MB. */
const MAX_STRING_BYTES = 16 * 1024 * 1024

/** The largest vocabularies have 0.3 million tokens, scores and types, and up to 0.6 million merges. */
const MAX_VALUES = 4 * 1024 * 1024

/** All strings that are kept together; Gemma's vocabulary has 5 MB. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024

/** Arrays that are not kept cost time, if no memory. */
const MAX_HEADER_BYTES = 512 * 1024 * 1024

/** What the metadata of a file may take together. */
export interface MetadataBudget {
  /** Of arrays that are kept. */
  readonly values: Budget
  /** In bytes, of strings that are kept. */
  readonly text: Budget
}

/** @param file for messages */
export function metadataBudget(file: ByteSource): MetadataBudget {
  return {
    values: new Budget(file, 'values in arrays of the tokenizer', MAX_VALUES),
    text: new Budget(file, 'bytes of text in the metadata', MAX_TEXT_BYTES),
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A string: its length in 8 bytes, then UTF-8. */
export async function readString(
  file: ByteSource,
  cursor: ByteCursor,
  what: string,
): Promise<string> {
  if (!cursor.has(8)) await cursor.need(8, `the length of ${what}`)
  const declared = cursor.u64()
  if (declared > BigInt(cursor.left))
    throw malformed(file, `${what} within the file`, `${declared} bytes declared`)
  if (declared > MAX_STRING_BYTES || cursor.position > MAX_HEADER_BYTES)
    throw beyondLimit(file, `${what} of at most ${MAX_STRING_BYTES} bytes`, `${declared}`)
  const length = Number(declared)
  if (!cursor.has(length)) await cursor.need(length, what)
  try {
    return utf8.decode(cursor.bytes(length))
  } catch (cause) {
    throw malformed(file, `${what} in UTF-8`, String(cause), cause)
  }
}

/**
 * One key with its value.
 *
 * @returns the kind too, since the alignment has to be of one kind; no value for arrays that are not of the
 *   tokenizer, which are stepped over
 */
export async function readPair(
  file: ByteSource,
  cursor: ByteCursor,
  budget: MetadataBudget,
): Promise<{ key: string; kind: Kind; value: GgufValue | undefined }> {
  const key = await readString(file, cursor, 'a key')
  if (key === '') throw malformed(file, 'a key that is not empty', '""')
  const kind = await readKind(file, cursor, key)
  budget.text.take(key.length)
  if (kind === 'array') return { key, kind, value: await readArray(file, cursor, key, budget) }
  const value = await readValue(file, cursor, kind, key)
  if (typeof value === 'string') budget.text.take(value.length)
  return { key, kind, value }
}

async function readKind(file: ByteSource, cursor: ByteCursor, key: string): Promise<Kind> {
  await cursor.need(4, `the type of ${key}`)
  const code = cursor.u32()
  if (code >= KINDS.length)
    throw malformed(file, `${key} of a type below ${KINDS.length}`, `type ${code}`)
  return KINDS[code][0]
}

async function readArray(
  file: ByteSource,
  cursor: ByteCursor,
  key: string,
  budget: MetadataBudget,
): Promise<GgufValue | undefined> {
  const kind = await readKind(file, cursor, key)
  if (kind === 'array')
    throw unsupported(`${file.name}, ${key}`, 'an array of plain values', 'an array of arrays')
  await cursor.need(8, `the length of ${key}`)
  const declared = cursor.u64()
  const least = BigInt(bytesOf(kind) || 8)
  if (declared * least > BigInt(cursor.left))
    throw malformed(file, `${key} within the file`, `an array of ${declared} values`)
  const length = Number(declared)
  const wanted = key.startsWith('tokenizer.')
  if (wanted) budget.values.take(length)
  if (kind === 'string') {
    const texts: string[] = []
    for (let i = 0; i < length; i++) {
      const text = await readString(file, cursor, `value ${i} of ${key}`)
      if (!wanted) continue
      budget.text.take(text.length)
      texts.push(text)
    }
    return wanted ? texts : undefined
  }
  if (!wanted) {
    cursor.seek(cursor.position + length * bytesOf(kind))
    return undefined
  }
  const numbers: number[] = []
  const bytes = bytesOf(kind)
  for (let i = 0; i < length; i++) {
    // Waiting for each of a million would take a second.
    if (!cursor.has(bytes)) await cursor.need(bytes, key)
    numbers.push(Number(takeValue(file, cursor, kind, key)))
  }
  return numbers
}

async function readValue(
  file: ByteSource,
  cursor: ByteCursor,
  kind: Exclude<Kind, 'array'>,
  key: string,
): Promise<string | number | bigint | boolean> {
  if (kind === 'string') return readString(file, cursor, key)
  const bytes = bytesOf(kind)
  if (!cursor.has(bytes)) await cursor.need(bytes, key)
  return takeValue(file, cursor, kind, key)
}

/** A value whose bytes are ready. */
function takeValue(
  file: ByteSource,
  cursor: ByteCursor,
  kind: Exclude<Kind, 'array' | 'string'>,
  key: string,
): number | bigint | boolean {
  const { view, at } = cursor.view(bytesOf(kind))
  switch (kind) {
    case 'uint8':
      return view.getUint8(at)
    case 'int8':
      return view.getInt8(at)
    case 'uint16':
      return view.getUint16(at, true)
    case 'int16':
      return view.getInt16(at, true)
    case 'uint32':
      return view.getUint32(at, true)
    case 'int32':
      return view.getInt32(at, true)
    case 'float32':
      return view.getFloat32(at, true)
    case 'float64':
      return view.getFloat64(at, true)
    case 'uint64':
      return exact(view.getBigUint64(at, true))
    case 'int64':
      return exact(view.getBigInt64(at, true))
    case 'bool': {
      const flag = view.getUint8(at)
      if (flag > 1) throw malformed(file, `${key} as 0 or 1`, `${flag}`)
      return flag === 1
    }
  }
}

function bytesOf(kind: Kind): number {
  return KINDS.find(([name]) => name === kind)?.[1] ?? 0
}

function exact(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
