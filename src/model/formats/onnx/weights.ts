import { type ByteSource, readAll } from '../../../bytes/byte-source.js'
import { bufferSource } from '../../../bytes/buffer-source.js'
import { sliceSource } from '../../../bytes/slice-source.js'
import { BYTES_PER_ELEMENT, isDtype } from '../../dtype.js'
import type { ModelFiles } from '../../model-files.js'
import { rawTensor } from '../../raw-tensor.js'
import type { LocatedTensor, Weights } from '../../weights.js'
import { malformed, unsupported } from '../malformed.js'
import { weightsOf } from '../weights-of.js'
import { externalPart } from './external-data.js'
import { type Initialiser, readInitialisers } from './initialiser.js'
import { QUANTISED, quantisedTensor } from './quantised.js'

/** Numbers listed one by one are read at once; the form is meant for small tensors. */
const MAX_LISTED_BYTES = 64 * 1024 * 1024

/** The element types that are listed as whole numbers, their bits in the lowest places. */
const LISTED = new Set(['F16', 'BF16', 'F8_E4M3', 'F8_E5M2', 'I8', 'U8'])

/** The initialisers of an ONNX model; one of bytes with its scale counts as one, under the name without `_quantized`. */
export async function onnxWeights(files: ModelFiles, file: string): Promise<Weights> {
  const source = await files.open(file)
  const initialisers = await readInitialisers(source)
  const byName = new Map(initialisers.map((tensor) => [tensor.name, tensor]))
  if (byName.size !== initialisers.length)
    throw malformed(source, 'each name of an initialiser once', 'a name twice')
  const elements = (tensor: Initialiser) => elementsOf(files, file, source, tensor)
  const tensors = initialisers.map((tensor): LocatedTensor => {
    const name = tensor.name.replace(QUANTISED, '')
    const scale = byName.get(`${name}_scale`)
    if (name !== tensor.name && scale && !byName.has(name))
      return quantisedTensor(files.source, file, name, {
        codes: tensor,
        scale,
        zeroPoint: byName.get(`${name}_zero_point`),
        elements,
      })
    return {
      name: tensor.name,
      file,
      dtype: tensor.dtype,
      shape: tensor.shape,
      async open(transposed) {
        if (!isDtype(tensor.dtype))
          throw unsupported(
            `${files.source}, tensor ${tensor.name}`,
            `one of ${Object.keys(BYTES_PER_ELEMENT).join(', ')}`,
            tensor.dtype,
          )
        const raw = { ...tensor, file, offset: 0 }
        return rawTensor(files.source, await elements(tensor), raw).open(transposed)
      },
    }
  })
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  const beside = new Set<string>()
  for (const { data } of initialisers)
    if (data.kind === 'external') beside.add(folder + (data.keys.get('location') ?? ''))
  await files.lookUp?.([...beside])
  const external = [...beside].filter((name) => files.sizes.has(name))
  return { ...weightsOf('ONNX', file, tensors), files: [file, ...external] }
}

/** The elements of a tensor end to end, as a source of just their size. */
async function elementsOf(
  files: ModelFiles,
  file: string,
  source: ByteSource,
  { name, dtype, shape, data }: Initialiser,
): Promise<ByteSource> {
  const count = shape.reduce((product, n) => product * n, 1)
  const bytes = count * (dtype === 'U8' ? 1 : isDtype(dtype) ? BYTES_PER_ELEMENT[dtype] : NaN)
  const requireBytes = (found: number): void => {
    if (found !== bytes)
      throw malformed(
        source,
        `tensor ${JSON.stringify(name)} of ${bytes} bytes, as ${dtype} [${shape.join(', ')}] needs`,
        `${found}`,
      )
  }
  if (data.kind === 'external') {
    const part = await externalPart(files, file, data.keys)
    const outer = await files.open(part.file)
    const length = part.length ?? bytes
    requireBytes(length)
    if (part.offset + length > outer.size)
      throw malformed(outer, `${length} bytes from ${part.offset} on`, `${outer.size} bytes in all`)
    return sliceSource(outer, part.offset, length)
  }
  const slice = sliceSource(source, data.start, data.length)
  if (data.kind === 'raw') {
    requireBytes(data.length)
    return slice
  }
  if (!LISTED.has(dtype))
    throw unsupported(source.name, 'elements as they are', 'a list of numbers')
  const listed = listedElements(source, await readAll(slice, MAX_LISTED_BYTES), bytes / count)
  requireBytes(listed.length)
  return bufferSource(listed, source.name)
}

/** The lowest `width` bytes of each of many whole numbers, seven bits to a byte. */
function listedElements(file: ByteSource, bytes: Uint8Array, width: number): Uint8Array {
  const count = bytes.reduce((ends, byte) => ends + (byte < 128 ? 1 : 0), 0)
  const out = new Uint8Array(count * width)
  let [at, value, shift] = [0, 0, 0]
  for (const byte of bytes) {
    if (shift < 28) value |= (byte & 127) << shift
    shift += 7
    if (byte >= 128) {
      if (shift > 63) throw malformed(file, 'numbers of at most 10 bytes', 'a longer one')
      continue
    }
    out[at] = value & 255
    if (width === 2) out[at + 1] = (value >> 8) & 255
    at += width
    value = shift = 0
  }
  if (shift > 0) throw malformed(file, 'whole numbers', 'one without end')
  return out
}
