import { Integrity } from '../../errors.js'
import type { HubFile } from './hub-file.js'

/**
 * Compares bytes in memory with their digest.
 *
 * @throws {Integrity} when they differ
 */
export async function requireDigest(
  where: string,
  file: HubFile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const found = await digestOf(file, bytes)
  if (found === file.digest) return
  throw new Integrity({
    where,
    expected: `bytes with the digest ${file.digest}`,
    found,
    next: 'Run again, and tell whoever runs the server if it stays so.',
  })
}

/** SHA-256 for a large file, git's SHA-1 of a header and the bytes for a small one. */
async function digestOf({ digest }: HubFile, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (digest.length === 64) return hex(await crypto.subtle.digest('SHA-256', bytes))
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`)
  const both = new Uint8Array(header.length + bytes.length)
  both.set(header)
  both.set(bytes, header.length)
  return hex(await crypto.subtle.digest('SHA-1', both))
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
