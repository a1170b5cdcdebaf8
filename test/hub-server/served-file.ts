import { createHash } from 'node:crypto'

/** A file as the server has it: bytes, or a rule that makes them as they are asked for. */
export interface ServedFile {
  readonly size: number
  read(offset: number, length: number): Uint8Array
  /** Stored apart, behind a redirect to another host, and named by its SHA-256. */
  readonly large: boolean
  readonly digest: string
  /** The git-sha1 of the file, or of the pointer that stands for a large one. */
  readonly oid: string
}

/** A file that is served from memory. */
export function fileOf(content: Uint8Array | string | object, large = false): ServedFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(text)
  const oid = gitSha1(bytes)
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    large,
    digest: large ? createHash('sha256').update(bytes).digest('hex') : oid,
    oid,
  }
}

/** A large file of which nobody reads so much that its digest could be checked. */
export function ruledFile(
  size: number,
  read: (offset: number, length: number) => Uint8Array,
): ServedFile {
  const digest = createHash('sha256').update(`a file of ${size} bytes`).digest('hex')
  return { size, read, large: true, digest, oid: digest.slice(0, 40) }
}

function gitSha1(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
