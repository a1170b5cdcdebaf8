import type { ByteSource } from '../../bytes/byte-source.js'
import { LimitExceeded, Malformed } from '../../errors.js'

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
 * @throws {LimitExceeded} for a header of more than 100,000,000 bytes
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<Map<string, TensorEntry>> {
  if (source.size < 8) throw malformed(source, 'at least 8 bytes', `${source.size} bytes`)
  const prefix = await source.read(0, 8)
  const declared = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true)
  if (declared > MAX_HEADER_BYTES)
    throw new LimitExceeded({
      where: source.name,
      expected: `a safetensors header of at most ${MAX_HEADER_BYTES} bytes`,
      found: `${declared} bytes declared`,
      next: 'This is probably not a safetensors file.',
    })
  const length = Number(declared)
  if (8 + length > source.size)
    throw malformed(
      source,
      `a header of ${length} bytes`,
      `${source.size - 8} bytes after its length`,
    )
  const header = parseHeader(source, await source.read(8, length))
  const dataStart = 8 + length
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseEntry(source, name, value, dataStart))
  requireContiguous(source, entries, dataStart)
  return new Map(entries.map((entry) => [entry.name, entry]))
}

function parseHeader(source: ByteSource, bytes: Uint8Array): object {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw malformed(source, 'a header of UTF-8 JSON', String(cause), cause)
  }
  if (!isRecord(header)) throw malformed(source, 'a JSON object as header', JSON.stringify(header))
  return header
}

function parseEntry(
  source: ByteSource,
  name: string,
  value: unknown,
  dataStart: number,
): TensorEntry {
  const where = `tensor ${JSON.stringify(name)} with`
  if (!isRecord(value) || typeof value.dtype !== 'string' || !Object.hasOwn(BITS, value.dtype))
    throw malformed(source, `${where} a known dtype`, JSON.stringify(value))
  const { dtype, shape, data_offsets: span } = value
  if (!isSizes(shape)) throw malformed(source, `${where} a shape`, JSON.stringify(shape))
  if (!isSizes(span) || span.length !== 2 || span[1] < span[0])
    throw malformed(source, `${where} two ascending data_offsets`, JSON.stringify(span))
  const length = span[1] - span[0]
  const needed = (shape.reduce((product, n) => product * n, 1) * BITS[dtype]) / 8
  if (needed !== length)
    throw malformed(
      source,
      `${where} ${needed} bytes, as ${dtype} [${shape.join(', ')}] needs`,
      `${length}`,
    )
  return { name, dtype, shape, offset: dataStart + span[0], length }
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0)
}

function malformed(
  source: ByteSource,
  expected: string,
  found: string,
  cause?: unknown,
): Malformed {
  const shortened = found.length > 200 ? `${found.slice(0, 200)}…` : found
  return new Malformed(
    {
      where: source.name,
      expected,
      found: shortened,
      next: 'The file is truncated or damaged: download or copy it again.',
    },
    { cause },
  )
}
