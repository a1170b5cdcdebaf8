import { type ByteSource, DISK_COST } from './byte-source.js'

/**
 * A Blob, such as a file dropped on a page, as a source: only the slices asked for are read from disk.
 *
 * @param name for messages; a File's own name by default
 */
export function blobSource(
  blob: Blob,
  name = blob instanceof File ? blob.name : 'blob',
): ByteSource {
  return {
    name,
    size: blob.size,
    cost: DISK_COST,
    async read(offset, length, options) {
      options?.signal?.throwIfAborted()
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer())
    },
  }
}
