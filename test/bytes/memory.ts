import type { ByteSource } from '../../src/bytes/byte-source.js'

/** Bytes in memory as a source, for tests that build files themselves. */
export function memorySource(bytes: Uint8Array, name = 'memory'): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  }
}
