import type { ByteSource } from '../bytes/byte-source.js'
import { Unsupported } from '../errors.js'
import type { RealArray } from '../math/matrix.js'
import { BYTES_PER_ELEMENT, decode, isDtype } from './dtype.js'
import { quantisedType } from './formats/gguf/block-types.js'
import { stridedSource } from './formats/strided-source.js'
import type { LocatedTensor, StoredMatrix } from './weights.js'

/** A tensor whose elements lie in a source as they are, possibly with gaps or by columns. */
export interface RawTensor {
  readonly name: string
  readonly file: string
  readonly dtype: string
  readonly shape: readonly number[]
  /** Of the first element, in bytes. */
  readonly offset: number
  /** Elements from one row to the next and from one column to the next; rows end to end by default. */
  readonly strides?: readonly number[]
}

/** How elements of a dtype are stored: some of them in some bytes. */
interface Encoding {
  readonly elements: number
  readonly bytes: number
  decode(bytes: Uint8Array): RealArray
}

/**
 * A tensor that is read from where it lies.
 *
 * @param where the model, for messages
 */
export function rawTensor(where: string, source: ByteSource, raw: RawTensor): LocatedTensor {
  const { name, file, dtype, shape } = raw
  return {
    name,
    file,
    dtype,
    shape,
    place: `${raw.offset} [${shape.join(', ')}] [${raw.strides?.join(', ') ?? ''}]`,
    open: async (transposed) => openRaw(`${where}, tensor ${name}`, source, raw, transposed),
  }
}

function openRaw(
  where: string,
  source: ByteSource,
  { dtype, shape, offset, strides = [shape[1], 1] }: RawTensor,
  transposed: boolean,
): StoredMatrix {
  const encoding = encodingOf(where, dtype)
  const [rows, cols] = transposed ? [shape[1], shape[0]] : shape
  const [rowStride, colStride] = transposed ? [strides[1], strides[0]] : strides
  const endToEnd = (colStride === 1 || cols === 1) && (rowStride === cols || rows === 1)
  if (encoding.elements > 1 && (!endToEnd || cols % encoding.elements !== 0))
    throw new Unsupported({
      where,
      expected: `rows of whole blocks of ${encoding.elements} numbers, as ${dtype} has them`,
      found: transposed ? 'a matrix to be read by its columns' : `rows of ${cols}`,
      next: 'Take another quantisation of the model, or one without.',
    })
  const bytesPerRow = (cols / encoding.elements) * encoding.bytes
  const table = {
    vocabSize: rows,
    dim: cols,
    dtype,
    bytesPerRow,
    decode: (bytes: Uint8Array) => encoding.decode(bytes),
  }
  if (endToEnd) return { source, table: { ...table, offset } }
  const layout = { offset, rows, cols, rowStride, colStride, bytesPerElement: encoding.bytes }
  return { source: stridedSource(where, source, layout), table: { ...table, offset: 0 } }
}

function encodingOf(where: string, dtype: string): Encoding {
  if (isDtype(dtype))
    return { elements: 1, bytes: BYTES_PER_ELEMENT[dtype], decode: (bytes) => decode(bytes, dtype) }
  const type = quantisedType(dtype)
  if (type === undefined)
    throw new Unsupported({
      where,
      expected: `one of ${Object.keys(BYTES_PER_ELEMENT).join(', ')}, or a common quantisation of GGUF`,
      found: dtype,
      next: 'Convert the tensor to one of these.',
    })
  const { elements, bytes: size, dequantise } = type
  return {
    elements,
    bytes: size,
    decode(bytes) {
      const out = new Float32Array((bytes.length / size) * elements)
      dequantise(bytes, out)
      return out
    },
  }
}
