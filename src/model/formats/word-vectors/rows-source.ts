import type { ByteSource } from '../../../bytes/byte-source.js'
import { malformed } from '../malformed.js'
import { isNumber } from './shape.js'
import type { WordIndex } from './word-index.js'

/**
 * The vectors of a file of word vectors as rows of float32 end to end: the numbers are taken from between the
 * tokens, and text is rounded to float32, as gensim does, whenever a row is read.
 */
export function rowsSource(
  file: ByteSource,
  { starts, ends }: WordIndex,
  dim: number,
  text: boolean,
): ByteSource {
  const bytesPerRow = 4 * dim
  return {
    name: file.name,
    size: starts.length * bytesPerRow,
    ...(file.cost && { cost: file.cost }),
    async read(offset, length, options) {
      const first = Math.floor(offset / bytesPerRow)
      const end = Math.ceil((offset + length) / bytesPerRow)
      if (length === 0) return new Uint8Array()
      const from = starts[first]
      const found = await file.read(from, ends[end - 1] - from, options)
      const out = new Uint8Array((end - first) * bytesPerRow)
      for (let row = first; row < end; row++) {
        const bytes = found.subarray(starts[row] - from, ends[row] - from)
        out.set(text ? parseRow(file, bytes, dim) : bytes, (row - first) * bytesPerRow)
      }
      const skip = offset - first * bytesPerRow
      return out.subarray(skip, skip + length)
    },
  }
}

function parseRow(file: ByteSource, bytes: Uint8Array, dim: number): Uint8Array {
  const fields = new TextDecoder('latin1')
    .decode(bytes)
    .trim()
    .split(/[ \t]+/)
  const row = new Float32Array(dim)
  for (let i = 0; i < dim; i++) {
    const value = Number(fields[i])
    // Number also reads 0x10, Infinity and nothing at all.
    if (Number.isNaN(value) || !isNumber(fields[i]))
      throw malformed(file, `${dim} finite numbers in each line`, fields[i])
    row[i] = value
  }
  return new Uint8Array(row.buffer)
}
