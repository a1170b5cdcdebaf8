import { type Hash, createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Integrity } from '../../errors.js'
import type { HubFile } from './hub-file.js'

/** Where a download writes, and whence it comes. */
export interface BlobDownload {
  /** The file to be: it appears as a whole, or not at all. */
  readonly path: string
  readonly file: HubFile
  /** For messages. */
  readonly where: string
  /** The file's bytes from an offset on. */
  readonly bytesFrom: (offset: number) => AsyncIterable<Uint8Array>
}

/**
 * Downloads a file under a name of its own, and gives it its right one once size and digest are right. What an earlier
 * download left is taken up where it ends; should the whole prove wrong then, once more from the start.
 *
 * @throws {Integrity} when what arrives is not the file; nothing is kept of it
 */
export async function downloadBlob(job: BlobDownload): Promise<void> {
  const draft = `${job.path}.${randomUUID().slice(0, 8)}${LEFTOVER}`
  const resumed = await takeUp(job, draft)
  try {
    await complete(job, draft)
  } catch (error) {
    if (!(error instanceof Integrity)) throw error
    await rm(draft, { force: true })
    if (!resumed) throw error
    await complete(job, draft).catch(async (again: unknown) => {
      if (again instanceof Integrity) await rm(draft, { force: true })
      throw again
    })
  }
  await rename(draft, job.path)
}

/** How unfinished downloads end; Python's client passes them over. */
const LEFTOVER = '.tokenprism.incomplete'

/** Makes the largest of what earlier downloads left this one's own; the others go. */
async function takeUp({ path, file }: BlobDownload, draft: string): Promise<boolean> {
  const folder = dirname(path)
  const names = await readdir(folder)
  const mine = names.filter((n) => n.startsWith(`${basename(path)}.`) && n.endsWith(LEFTOVER))
  const left = await Promise.all(
    mine.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return { name: join(folder, name), size: found?.size ?? 0 }
    }),
  )
  left.sort((a, b) => b.size - a.size)
  const usable = left.find(({ size }) => size > 0 && size <= file.size)
  for (const { name } of left) if (name !== usable?.name) await rm(name, { force: true })
  if (!usable) return false
  await rename(usable.name, draft)
  return true
}

async function complete({ file, where, bytesFrom }: BlobDownload, draft: string): Promise<void> {
  const hash = hashOf(file)
  let size = 0
  const draftFile = await open(draft, 'a')
  try {
    for await (const chunk of createReadStream(draft)) {
      hash.update(chunk as Uint8Array)
      size += (chunk as Uint8Array).length
    }
    if (size < file.size)
      for await (const chunk of bytesFrom(size)) {
        await draftFile.appendFile(chunk)
        hash.update(chunk)
        size += chunk.length
      }
    // Otherwise a power cut after the rename could leave an empty file under the right name.
    await draftFile.sync()
  } finally {
    await draftFile.close()
  }
  const digest = hash.digest('hex')
  if (size !== file.size || digest !== file.digest)
    throw new Integrity({
      where,
      expected: `${file.size} bytes with the digest ${file.digest}`,
      found: `${size} bytes with ${digest}`,
      next: 'Nothing was kept of it: run again, and tell whoever runs the server if it stays so.',
    })
}

/** What the bytes of a file on disk hash to, in the way of its digest. */
export async function fileDigest(path: string, file: HubFile): Promise<string> {
  const hash = hashOf(file)
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** Large files are named by their SHA-256, small ones by git's SHA-1 of a header and their bytes. */
function hashOf({ size, digest }: HubFile): Hash {
  if (digest.length === 64) return createHash('sha256')
  return createHash('sha1').update(`blob ${size}\0`)
}
