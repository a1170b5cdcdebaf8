import type { Matrix } from '../math/matrix.js'

/** Header and data begin at multiples of this, so that readers can map the file (NEP 1, format 1.0). */
const ALIGNMENT = 64

/** What can be written: the element types of an analysis. */
export type NpyArray = Float64Array | Float32Array | Uint32Array

const DTYPES = { Float64Array: '<f8', Float32Array: '<f4', Uint32Array: '<u4' } as const

/**
 * Numbers in NumPy's .npy format, version 1.0 (NEP 1): little-endian, in C order.
 *
 * @param data the elements, the last dimension fastest
 * @param shape its product is their count; one dimension by default
 * @throws {RangeError} when it is not
 */
export function npyBytes(data: NpyArray, shape: readonly number[] = [data.length]): Uint8Array {
  const count = shape.reduce((product, n) => product * n, 1)
  if (count !== data.length)
    throw new RangeError(`a shape of ${shape.join(' × ')} does not hold ${data.length} elements`)
  const dtype = DTYPES[data.constructor.name as keyof typeof DTYPES]
  // A tuple of one keeps its comma, as Python writes it.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const fields = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`
  const start = Math.ceil((10 + fields.length + 1) / ALIGNMENT) * ALIGNMENT
  const header = fields.padEnd(start - 10 - 1) + '\n'
  const bytes = new Uint8Array(start + data.byteLength)
  bytes.set([0x93, ...'NUMPY'].map((c) => (typeof c === 'string' ? c.charCodeAt(0) : c)))
  bytes.set([1, 0, header.length & 0xff, header.length >> 8], 6)
  for (let i = 0; i < header.length; i++) bytes[10 + i] = header.charCodeAt(i)
  writeElements(new DataView(bytes.buffer, start), data)
  return bytes
}

/** A matrix as .npy, rows × cols. */
export function matrixNpy({ rows, cols, data }: Matrix): Uint8Array {
  return npyBytes(data, [rows, cols])
}

/** Little-endian whatever the machine is. */
function writeElements(view: DataView, data: NpyArray): void {
  const size = data.BYTES_PER_ELEMENT
  if (data instanceof Float64Array) data.forEach((x, i) => { view.setFloat64(i * size, x, true) }) // prettier-ignore
  else if (data instanceof Float32Array) data.forEach((x, i) => { view.setFloat32(i * size, x, true) }) // prettier-ignore
  else data.forEach((x, i) => { view.setUint32(i * size, x, true) }) // prettier-ignore
}
