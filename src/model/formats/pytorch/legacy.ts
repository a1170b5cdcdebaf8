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

const FIRST_WINDOW_BYTES = 256 * 1024

/**
 * A checkpoint in the older form: pickles of a magic number, the version, the writer's number formats, the value
 * and the keys of its storages; then, in the order of the keys, each storage's length and its elements.
 */
export async function readLegacy(source: ByteSource): Promise<Checkpoint> {
  const { value, system, keys, end } = await readPickles(source)
  if (system instanceof Map && system.get('little_endian') === false)
    throw malformed(source, 'little-endian numbers', 'big-endian ones')
  const dtypes = dtypesOf(value)
  const places = new Map<string, { offset: number; bytes: number }>()
  let at = end
  for (const key of keys) {
    const dtype = dtypes.get(key)
    if (dtype === undefined) throw malformed(source, `a tensor of the storage ${key}`, 'none')
    if (at + 8 > source.size) throw malformed(source, `the storage ${key}`, 'the end of the file')
    const length = await source.read(at, 8)
    const count = new DataView(length.buffer, length.byteOffset, 8).getBigUint64(0, true)
    const bytes = Number(count) * bytesOfElement(dtype)
    if (at + 8 + bytes > source.size)
      throw malformed(source, `the storage ${key} within the file`, `${count} elements`)
    places.set(key, { offset: at + 8, bytes })
    at += 8 + bytes
  }
  return {
    value,
    async storage(key) {
      return places.get(key) ?? Promise.reject(malformed(source, `the storage ${key}`, 'none'))
    },
  }
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

/** The dtype of each storage that a tensor lies in. A value may contain itself. */
function dtypesOf(value: unknown): ReadonlyMap<string, string> {
  const dtypes = new Map<string, string>()
  const seen = new Set<unknown>()
  const left = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (next instanceof PickledTensor)
      dtypes.set(next.storage.key, next.storage.dtype ?? next.dtype)
    else if ((next instanceof Map || Array.isArray(next)) && !seen.has(next)) {
      seen.add(next)
      for (const inner of next.values()) left.push(inner)
    }
  }
  return dtypes
}
