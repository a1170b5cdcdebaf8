import type { ByteSource } from '../../../bytes/byte-source.js'
import { ByteCursor } from '../byte-cursor.js'
import { beyondLimit, malformed } from '../malformed.js'
import { isSpace, lastFields, linesOf } from './line-scanner.js'
import { type WordVectorShape, isNumber } from './shape.js'

/** The tokens of word vectors, and where the numbers of each begin. */
export interface WordIndex {
  readonly tokens: readonly string[]
  /** In bytes; one a token. */
  readonly starts: Float64Array
  /** One a token: where its numbers end. */
  readonly ends: Float64Array
}

/** The largest lists have some 3 million. */
const MAX_WORDS = 4 * 1024 * 1024
const MAX_TOKEN_BYTES = 64 * 1024

const utf8 = new TextDecoder()

/** Grows with what is found, not with what a header promises. */
class Places {
  #values = new Float64Array(1024)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  done(): Float64Array {
    return this.#values.subarray(0, this.#length)
  }
}

/**
 * Reads a file of word vectors once, for its tokens: they lie between the numbers. Numbers are not looked at.
 *
 * @throws {Malformed} for a line of too few fields or too many, another number of vectors than the header says, or a vector
 *   that the file does not hold
 * @throws {LimitExceeded} for more than 4 million vectors, or a token of more than 64 KB
 */
export async function indexWords(file: ByteSource, shape: WordVectorShape): Promise<WordIndex> {
  const tokens: string[] = []
  const [starts, ends] = [new Places(), new Places()]
  const add = (token: Uint8Array, start: number, end: number): void => {
    if (tokens.length >= MAX_WORDS) throw beyondLimit(file, `at most ${MAX_WORDS} vectors`, 'more')
    tokens.push(utf8.decode(token))
    starts.push(start)
    ends.push(end)
  }
  if (shape.text) await indexText(file, shape, add)
  else await indexBinary(file, shape, add)
  if (shape.count !== undefined && tokens.length !== shape.count)
    throw malformed(file, `${shape.count} vectors, as its first line says`, `${tokens.length}`)
  return { tokens, starts: starts.done(), ends: ends.done() }
}

type Add = (token: Uint8Array, start: number, end: number) => void

async function indexText(file: ByteSource, { start, dim }: WordVectorShape, add: Add) {
  let number = start > 0 ? 1 : 0
  for await (const lines of linesOf(file, start))
    for (const line of lines) {
      number++
      const at = lastFields(line.bytes, dim)
      if (at < 0)
        throw malformed(
          file,
          `a token and ${dim} numbers in line ${number}`,
          utf8.decode(line.bytes.subarray(0, 80)),
        )
      const token = line.bytes.subarray(0, at - 1)
      if (endsInNumber(token))
        throw malformed(
          file,
          `${dim} numbers in line ${number}, as the first has`,
          `one more, or a token that ends in a number: ${utf8.decode(line.bytes.subarray(0, 80))}`,
        )
      add(token, line.start + at, line.start + line.bytes.length)
    }
}

/** A token with spaces whose last part is a number is rather a line of one number too many. */
function endsInNumber(token: Uint8Array): boolean {
  const space = token.findLastIndex(isSpace)
  return space >= 0 && isNumber(utf8.decode(token.subarray(space + 1)))
}

async function indexBinary(file: ByteSource, { start, dim, count = 0 }: WordVectorShape, add: Add) {
  const cursor = new ByteCursor(file, start)
  const bytesPerRow = 4 * dim
  for (let word = 0; word < count; word++) {
    const token = await readToken(file, cursor)
    if (cursor.left < bytesPerRow)
      throw malformed(file, `the ${dim} numbers of vector ${word}`, `${cursor.left} bytes`)
    add(token, cursor.position, cursor.position + bytesPerRow)
    cursor.seek(cursor.position + bytesPerRow)
  }
  // After the last vector there may be a newline.
  if (cursor.left > 1) throw malformed(file, `${count} vectors`, `${cursor.left} more bytes`)
}

/** Up to a space; a newline before it ends the vector before. */
async function readToken(file: ByteSource, cursor: ByteCursor): Promise<Uint8Array> {
  const bytes: number[] = []
  for (;;) {
    if (!cursor.has(1)) await cursor.need(1, 'a token')
    const byte = cursor.u8()
    if (byte === 32) return Uint8Array.from(bytes)
    if (byte === 10 && bytes.length === 0) continue
    bytes.push(byte)
    if (bytes.length > MAX_TOKEN_BYTES)
      throw beyondLimit(file, `tokens of at most ${MAX_TOKEN_BYTES} bytes`, 'a longer one')
  }
}
