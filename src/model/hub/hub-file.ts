import { Malformed, UnsafeFile } from '../../errors.js'

/** A file of a commit. */
export interface HubFile {
  /** Within the repository, with `/` between folders. */
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** What its bytes hash to: the SHA-256 of a large file, the git-sha1 of a small one. It is the name of its blob. */
  readonly digest: string
  /** Of a large file, the git-sha1 of the pointer that stands for it. */
  readonly pointer?: string
  readonly xetHash?: string
}

/** SHA-1 or SHA-256, in hexadecimal. */
const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * A file whose path stays within its repository, and whose size and digest can be ones: all three become parts of paths
 * and of allocations.
 *
 * @param where the repository, for messages
 * @throws {UnsafeFile} for a path that leads elsewhere
 * @throws {Malformed} for a size or digest that is none
 */
export function requireFile(where: string, file: HubFile): HubFile {
  const { path, size, digest } = file
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..') || /[\\:\0]/.test(path))
    throw new UnsafeFile({
      where,
      expected: 'file names that stay within the model',
      found: JSON.stringify(path.slice(0, 100)),
      next: 'Do not use this model: a name like this serves to write elsewhere.',
    })
  if (Number.isSafeInteger(size) && size >= 0 && DIGEST.test(digest)) return file
  throw new Malformed({
    where: `${where}, file ${path}`,
    expected: 'a size, and a SHA-1 or SHA-256',
    found: `${String(size)} and ${JSON.stringify(digest)}`,
    next: 'The server is no Hub, or at fault: check the endpoint.',
  })
}
