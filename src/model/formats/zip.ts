import type { ByteSource } from '../../bytes/byte-source.js'
import { beyondLimit, malformed, unsupported } from './malformed.js'

/** One file in an archive. */
export interface ZipEntry {
  readonly name: string
  /** 0: stored as it is; 8: deflated. */
  readonly method: number
  /** Bytes in the archive. */
  readonly compressed: number
  /** Bytes of the file itself. */
  readonly size: number
  /** Of its local header, from the start of the archive. */
  readonly header: number
}

const END = 0x06054b50
const END_BYTES = 22
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const LOCATOR_BYTES = 20
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 65_535
/** Some hundred thousand entries; a sharded checkpoint's archive has some thousand. */
const MAX_DIRECTORY_BYTES = 32 * 1024 * 1024
/** In 32 bits, the sign that the number stands in 64 bits elsewhere. */
const ELSEWHERE = 0xffffffff

/**
 * Reads the directory of a zip archive, with zip64 (PKWARE's APPNOTE.TXT, 4.3 and 4.5). No entry is read.
 *
 * @throws {Malformed} when it contradicts itself or the file's size
 * @throws {LimitExceeded} when the directory has more than 32 MB
 * @throws {Unsupported} for archives that are encrypted or in several parts
 */
export async function readZipDirectory(file: ByteSource): Promise<Map<string, ZipEntry>> {
  const { offset, size, count } = await findDirectory(file)
  if (size > MAX_DIRECTORY_BYTES)
    throw beyondLimit(file, `a directory of at most ${MAX_DIRECTORY_BYTES} bytes`, `${size}`)
  if (offset + size > file.size)
    throw malformed(file, `a directory within its ${file.size} bytes`, `${size} from ${offset} on`)
  const bytes = await file.read(offset, size)
  const view = viewOf(bytes)
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > size || view.getUint32(at, true) !== CENTRAL)
      throw malformed(file, `${count} entries in its directory`, `${i}`)
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true))
    const end = at + CENTRAL_BYTES + lengths[0] + lengths[1] + lengths[2]
    if (end > size) throw malformed(file, 'entries within its directory', 'one that reaches beyond')
    const entry = readEntry(file, bytes.subarray(at, end))
    if (entries.has(entry.name)) throw malformed(file, `the entry ${entry.name} once`, 'twice')
    entries.set(entry.name, entry)
    at = end
  }
  return entries
}

/**
 * Where the bytes of an entry begin: its local header has lengths of its own.
 *
 * @throws {Malformed} when they do not lie within the archive
 */
export async function dataOffsetOf(file: ByteSource, entry: ZipEntry): Promise<number> {
  const { name, header, compressed } = entry
  if (header + LOCAL_BYTES > file.size)
    throw malformed(file, `the entry ${name} within its ${file.size} bytes`, `byte ${header}`)
  const view = viewOf(await file.read(header, LOCAL_BYTES))
  if (view.getUint32(0, true) !== LOCAL)
    throw malformed(file, `the entry ${name} at byte ${header}`, 'something else')
  const offset = header + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true)
  if (offset + compressed <= file.size) return offset
  throw malformed(
    file,
    `the entry ${name} within its ${file.size} bytes`,
    `${compressed} bytes from ${offset} on`,
  )
}

async function findDirectory(
  file: ByteSource,
): Promise<{ offset: number; size: number; count: number }> {
  const start = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES)
  const tail = await file.read(start, file.size - start)
  const view = viewOf(tail)
  let at = tail.length - END_BYTES
  while (at >= 0 && !(view.getUint32(at, true) === END && isLast(at))) at--
  if (at < 0) throw malformed(file, 'the end of a zip archive', 'none')
  if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true))
    throw unsupported(file.name, 'an archive in one part', 'one of several')
  const locator = start + at - LOCATOR_BYTES
  const end64 = locator >= 0 ? await find64(file, locator) : undefined
  return (
    end64 ?? {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    }
  )

  function isLast(end: number): boolean {
    return end + END_BYTES + view.getUint16(end + 20, true) === tail.length
  }
}

async function find64(
  file: ByteSource,
  locator: number,
): Promise<{ offset: number; size: number; count: number } | undefined> {
  const found = viewOf(await file.read(locator, LOCATOR_BYTES))
  if (found.getUint32(0, true) !== LOCATOR_64) return undefined
  const at = whole(file, found.getBigUint64(8, true))
  if (at + 56 > file.size) throw malformed(file, 'a zip64 end within the file', `byte ${at}`)
  const end = viewOf(await file.read(at, 56))
  if (end.getUint32(0, true) !== END_64) throw malformed(file, 'a zip64 end', 'something else')
  const [count, size, offset] = [32, 40, 48].map((field) =>
    whole(file, end.getBigUint64(field, true)),
  )
  return { count, size, offset }
}

function readEntry(file: ByteSource, bytes: Uint8Array): ZipEntry {
  const view = viewOf(bytes)
  const nameEnd = CENTRAL_BYTES + view.getUint16(28, true)
  const name = new TextDecoder().decode(bytes.subarray(CENTRAL_BYTES, nameEnd))
  if (view.getUint16(8, true) & 1)
    throw unsupported(file.name, `${name} not encrypted`, 'encrypted')
  // Numbers that need 64 bits stand in the extra field 1, in this order.
  const wide = extraOf(bytes.subarray(nameEnd, nameEnd + view.getUint16(30, true)))
  const number = (field: number): number => {
    const short = view.getUint32(field, true)
    if (short !== ELSEWHERE) return short
    const long = wide.shift()
    if (long === undefined) throw malformed(file, `sizes of the entry ${name}`, 'none')
    return whole(file, long)
  }
  const size = number(24)
  const compressed = number(20)
  return { name, method: view.getUint16(10, true), compressed, size, header: number(42) }
}

function extraOf(extra: Uint8Array): bigint[] {
  const view = viewOf(extra)
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true)
    const end = Math.min(at + 4 + length, extra.length)
    if (view.getUint16(at, true) === 1) {
      const numbers: bigint[] = []
      for (let n = at + 4; n + 8 <= end; n += 8) numbers.push(view.getBigUint64(n, true))
      return numbers
    }
    at = end
  }
  return []
}

function whole(file: ByteSource, value: bigint): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw malformed(file, 'a place or size below 2⁵³', `${value}`)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
