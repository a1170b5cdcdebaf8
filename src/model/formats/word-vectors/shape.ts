import type { ByteSource } from '../../../bytes/byte-source.js'
import { isSpace } from './line-scanner.js'

/** What the first lines of a file of word vectors tell. */
export interface WordVectorShape {
  readonly format: 'word2vec' | 'GloVe'
  /** False for word2vec's binary form. */
  readonly text: boolean
  readonly dim: number
  /** Vectors, where a header says so. */
  readonly count: number | undefined
  /** Where the first vector begins. */
  readonly start: number
}

const HEAD_BYTES = 64 * 1024

/**
 * Recognises word vectors: word2vec begins with a line of two numbers, how many vectors of how many dimensions;
 * GloVe begins with its first line, a token and at least two numbers.
 *
 * @returns undefined for any other file
 */
export async function wordVectorShape(file: ByteSource): Promise<WordVectorShape | undefined> {
  const head = await file.read(0, Math.min(file.size, HEAD_BYTES))
  const first = lineOf(head, 0)
  const header = /^(\d{1,12}) (\d{1,6})\s*$/.exec(first)
  if (header && first.length < 64 && head.includes(10)) {
    const [count, dim] = [Number(header[1]), Number(header[2])]
    const start = head.indexOf(10) + 1
    const text = numbersAtEnd(lineOf(head, start)) >= dim
    return { format: 'word2vec', text, dim, count, start }
  }
  const numbers = numbersAtEnd(first)
  if (numbers < 2) return undefined
  return { format: 'GloVe', text: true, dim: numbers, count: undefined, start: 0 }
}

function lineOf(bytes: Uint8Array, start: number): string {
  const end = bytes.indexOf(10, start)
  let last = end < 0 ? bytes.length : end
  while (last > start && isSpace(bytes[last - 1])) last--
  return new TextDecoder('latin1').decode(bytes.subarray(start, last))
}

/** How many fields after the first are numbers, counted from the end. */
function numbersAtEnd(line: string): number {
  const fields = line.split(/[ \t]+/).slice(1)
  const other = fields.findLastIndex((field) => !isNumber(field))
  return fields.length - 1 - other
}

/** Tells whether a field is a finite number in decimal notation. */
export function isNumber(field: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(field)
}
