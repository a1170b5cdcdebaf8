import { type ByteSource, readAll } from '../../../bytes/byte-source.js'
import { decode, isDtype } from '../../dtype.js'
import { rawTensor } from '../../raw-tensor.js'
import type { LocatedTensor } from '../../weights.js'
import { malformed, unsupported } from '../malformed.js'
import type { Initialiser } from './initialiser.js'

/** How ONNX Runtime's quantiser names the bytes of a tensor; `_scale` and `_zero_point` stand beside. */
export const QUANTISED = /_quantized$/

/** The parts of a quantised tensor. */
export interface QuantisedParts {
  /** I8 or U8. */
  readonly codes: Initialiser
  readonly scale: Initialiser
  /** Of the type of the codes; 0 if absent. */
  readonly zeroPoint: Initialiser | undefined
  /** The elements of one of them end to end. */
  readonly elements: (tensor: Initialiser) => Promise<ByteSource>
}

/**
 * A tensor of bytes with one scale, as one of numbers: (code − zero point) · scale, in float32
 * (ONNX, operator DequantizeLinear).
 */
export function quantisedTensor(
  where: string,
  file: string,
  name: string,
  { codes, scale, zeroPoint, elements }: QuantisedParts,
): LocatedTensor {
  const { dtype: stored, shape } = codes
  const dtype = `${stored} × scale`
  return {
    name,
    file,
    dtype,
    shape,
    async open(transposed) {
      if (stored !== 'U8' && stored !== 'I8')
        throw unsupported(`${where}, tensor ${name}`, 'I8 or U8 with a scale', dtype)
      const factor = await onlyNumber(where, scale, await elements(scale))
      const zero = zeroPoint ? await onlyNumber(where, zeroPoint, await elements(zeroPoint)) : 0
      if (zeroPoint && zeroPoint.dtype !== stored)
        throw malformed({ name: where }, `a zero point of ${stored}`, zeroPoint.dtype)
      const values = Float32Array.from({ length: 256 }, (_, code) => {
        const signed = stored === 'I8' && code > 127 ? code - 256 : code
        return (signed - zero) * factor
      })
      const raw = { name, file, dtype: 'I8', shape, offset: 0 }
      const opened = await rawTensor(where, await elements(codes), raw).open(transposed)
      const table = {
        ...opened.table,
        dtype,
        decode(bytes: Uint8Array) {
          const out = new Float32Array(bytes.length)
          for (let i = 0; i < bytes.length; i++) out[i] = values[bytes[i]]
          return out
        },
      }
      return { source: opened.source, table }
    },
  }
}

/** The one number of a scale or zero point; one a row or column is another way of quantising. */
async function onlyNumber(
  where: string,
  { name, dtype, shape }: Initialiser,
  source: ByteSource,
): Promise<number> {
  if (shape.some((n) => n !== 1))
    throw unsupported(`${where}, ${name}`, 'one number for the tensor', `[${shape.join(', ')}]`)
  const bytes = await readAll(source, 8)
  if (dtype === 'U8') return bytes[0]
  const value = isDtype(dtype) ? decode(bytes, dtype)[0] : NaN
  if (Number.isFinite(value)) return value
  throw malformed({ name: `${where}, ${name}` }, 'a finite number', `${dtype} ${value}`)
}
