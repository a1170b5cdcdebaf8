import { type ByteSource, MEMORY_COST } from './byte-source.js'

/**
 * Bytes in memory as a source.
 *
 * @param name for messages
 */
export function bufferSource(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    size: bytes.length,
    cost: MEMORY_COST,
    async read(offset, length, options) {
      options?.signal?.throwIfAborted()
      return bytes.subarray(offset, offset + length)
    },
  }
}
