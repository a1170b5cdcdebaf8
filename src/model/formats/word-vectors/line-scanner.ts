import type { ByteSource } from '../../../bytes/byte-source.js'
import { beyondLimit } from '../malformed.js'

/** A line of a few thousand numbers of 20 characters has less than 0.1 MB. */
const MAX_LINE_BYTES = 1024 * 1024
const READ_BYTES = 1024 * 1024

/** One line: its bytes without the newline, and where it begins in the file. */
export interface Line {
  readonly start: number
  readonly bytes: Uint8Array
}

/**
 * The lines of a file, read once from front to back.
 *
 * @param from where the first line begins
 * @throws {LimitExceeded} for a line of more than 1 MB
 */
export async function* linesOf(file: ByteSource, from: number): AsyncGenerator<readonly Line[]> {
  let rest: Uint8Array = new Uint8Array()
  for (let at = from; at < file.size;) {
    const fresh = await file.read(at, Math.min(READ_BYTES, file.size - at))
    const start = at - rest.length
    const bytes = rest.length === 0 ? fresh : joined(rest, fresh)
    at += fresh.length
    const lines: Line[] = []
    let lineStart = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, lineStart)) {
      lines.push({ start: start + lineStart, bytes: bytes.subarray(lineStart, end) })
      lineStart = end + 1
    }
    rest = bytes.subarray(lineStart)
    if (rest.length > MAX_LINE_BYTES)
      throw beyondLimit(file, `lines of at most ${MAX_LINE_BYTES} bytes`, `${rest.length} and more`)
    if (at === file.size && rest.length > 0)
      lines.push({ start: file.size - rest.length, bytes: rest })
    yield lines
  }
}

/** Tells whether a byte parts the fields of a line: a space, a tab, or the end of a line of Windows. */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13
}

/**
 * Where the last `count` fields of a line begin; what is before them, without the space between, is the token,
 * which may have spaces of its own (some of GloVe's do).
 *
 * @returns −1 when there are not so many fields with something before them
 */
export function lastFields(bytes: Uint8Array, count: number): number {
  let at = bytes.length
  while (at > 0 && isSpace(bytes[at - 1])) at--
  for (let field = 0; field < count; field++) {
    while (at > 0 && isSpace(bytes[at - 1])) at--
    while (at > 0 && !isSpace(bytes[at - 1])) at--
  }
  return at > 1 && isSpace(bytes[at - 1]) ? at : -1
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
