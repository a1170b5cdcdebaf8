import type { ByteSource } from '../../../bytes/byte-source.js'
import { Malformed } from '../../../errors.js'
import { malformed } from '../malformed.js'
import { type Checkpoint, MAX_PICKLE_BYTES } from './checkpoint.js'
import { bytesOfElement } from './dtypes.js'
import { PickledTensor, readPickle } from './pickle.js'
import { kindOf } from './pickle-machine.js'

/** The pickle of the number 0x1950a86a20f9469cfc6c, with which `torch.save` began before version 1.6. */
export const LEGACY_MAGIC = Uint8Array.of(
  0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
) // prettier-ignore

const LENGTH_BYTES = 8
const FIRST_WINDOW_BYTES = 256 * 1024

/**
 * A checkpoint in the older form: pickles of a magic number, the version, the writer's number formats, the value
 * and the keys of its storages; then, in the order of the keys, each storage's length and its elements.
 */
export async function readLegacy(source: ByteSource): Promise<Checkpoint> {
  const { value, system, keys, end } = await readPickles(source)
  if (system instanceof Map && system.get('little_endian') === false)
    throw malformed(source, 'little-endian numbers', 'big-endian ones')
  const storages = storagesOf(value)
  const places = new Map<string, { offset: number; bytes: number; length: number }>()
  let at = end
  for (const key of keys) {
    const storage = storages.get(key)
    if (storage === undefined) throw malformed(source, `a tensor of the storage ${key}`, 'none')
    const { length, dtype } = storage
    const bytes = length * bytesOfElement(dtype)
    if (at + LENGTH_BYTES + bytes > source.size)
      throw malformed(source, `the storage ${key} within the file`, `${bytes} bytes from ${at} on`)
    places.set(key, { offset: at + LENGTH_BYTES, bytes, length })
    at += LENGTH_BYTES + bytes
  }
  return {
    value,
    async storage(key) {
      const place = places.get(key)
      if (place === undefined) throw malformed(source, `the storage ${key}`, 'none')
      await requireLength(source, place.offset - LENGTH_BYTES, place.length)
      return place
    },
  }
}

/** Before its elements, each storage has their number: the pickle has to agree. */
async function requireLength(source: ByteSource, at: number, length: number): Promise<void> {
  const bytes = await source.read(at, LENGTH_BYTES)
  const found = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true)
  if (found !== BigInt(length))
    throw malformed(source, `a storage of ${length} elements at byte ${at}`, `${found}`)
}

/** How long the pickles are is known once they are read: more of the file is read until they end within it. */
async function readPickles(source: ByteSource): Promise<{
  value: unknown
  system: unknown
  keys: readonly string[]
  end: number
}> {
  for (let size = FIRST_WINDOW_BYTES; ; size *= 4) {
    const bytes = await source.read(0, Math.min(source.size, size, MAX_PICKLE_BYTES))
    try {
      const found: unknown[] = []
      let end = 0
      for (let i = 0; i < 5; i++) {
        const pickle = readPickle(source, bytes.subarray(end))
        found.push(pickle.value)
        end += pickle.end
      }
      const [, , system, value, keys] = found
      if (Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
        return { value, system, keys, end }
      throw malformed(source, 'the keys of its storages', kindOf(keys))
    } catch (error) {
      // Whether it ended too soon or is damaged is known only at the end.
      if (
        !(error instanceof Malformed) ||
        bytes.length === source.size ||
        bytes.length >= MAX_PICKLE_BYTES
      )
        throw error
    }
  }
}

/** The storages that tensors lie in. A value may contain itself. */
function storagesOf(value: unknown): ReadonlyMap<string, { dtype: string; length: number }> {
  const storages = new Map<string, { dtype: string; length: number }>()
  const seen = new Set<unknown>()
  const left = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (next instanceof PickledTensor) {
      const { key, length, dtype = next.dtype } = next.storage
      storages.set(key, { dtype, length })
    } else if ((next instanceof Map || Array.isArray(next)) && !seen.has(next)) {
      seen.add(next)
      for (const inner of next.values()) left.push(inner)
    }
  }
  return storages
}
