import { open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Io, NotFound } from '../errors.js'
import { type ByteSource, DISK_COST } from './byte-source.js'
import type { LocalFiles } from './local-files.js'

/** Local files through Node's file system. */
export const localFiles: LocalFiles = {
  async kindOf(path) {
    const found = await stat(path).catch((cause: unknown) => {
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      throw refused(path, cause)
    })
    return found === undefined ? 'missing' : found.isDirectory() ? 'folder' : 'file'
  },
  async list(folder) {
    const sizes = new Map<string, number>()
    for (const below of ['', 'onnx'])
      for (const entry of await entriesOf(join(folder, below), below !== '')) {
        const size = await sizeOf(join(folder, below, entry))
        if (size !== undefined) sizes.set(below ? `${below}/${entry}` : entry, size)
      }
    return sizes
  },
  sizeOf: async (folder, name) =>
    name.split(/[/\\]/).includes('..') ? undefined : sizeOf(join(folder, name)),
  split: (path) => ({ folder: dirname(path), name: basename(path) }),
  async openFile(folder, name) {
    const path = join(folder, name)
    const found = await stat(path).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
        throw new NotFound(
          {
            where: folder,
            expected: `a file ${name}`,
            found: 'none',
            next: 'Check the path, or copy the missing file there.',
          },
          { cause },
        )
      throw refused(path, cause)
    })
    return fileSource(path, found.size, found.mtimeMs)
  },
  async leadsOut(folder, name) {
    const [home, file] = await Promise.all([realpath(folder), realpath(join(folder, name))])
    const [before, within] = home.split(`${sep}snapshots${sep}`)
    const homes = within === undefined ? [home] : [home, join(before, 'blobs')]
    return !homes.some((allowed) => file.startsWith(allowed + sep))
  },
  embeddedModelFolder: () =>
    dirname(fileURLToPath(import.meta.resolve('#models/all-MiniLM-L6-v2/config.json'))),
  absolute: (path) => resolve(path),
}

/** Through links: the Hub's cache is made of them. */
async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? found.size : undefined
}

async function entriesOf(folder: string, optional: boolean): Promise<readonly string[]> {
  return readdir(folder).catch((cause: unknown) => {
    if (optional) return []
    throw refused(folder, cause)
  })
}

/** The file is opened for each read: nothing stays open, so nothing has to be closed by whoever holds a model. */
function fileSource(path: string, size: number, modified: number): ByteSource {
  return {
    name: path,
    size,
    cost: DISK_COST,
    async read(offset, length, options) {
      options?.signal?.throwIfAborted()
      const file = await open(path).catch((cause: unknown) => {
        throw refused(path, cause)
      })
      try {
        const now = await file.stat()
        if (now.size !== size || now.mtimeMs !== modified) throw changed(path)
        const room = options?.into
        const bytes =
          room && room.length >= length ? room.subarray(0, length) : new Uint8Array(length)
        let done = 0
        while (done < length) {
          const { bytesRead } = await file.read(bytes, done, length - done, offset + done)
          if (bytesRead === 0) throw changed(path)
          done += bytesRead
        }
        return bytes
      } finally {
        await file.close()
      }
    },
  }
}

function changed(path: string): Io {
  return new Io({
    where: path,
    expected: 'the file as it was when it was opened',
    found: 'another size or time of change',
    next: 'Run again once nothing writes to it any more.',
  })
}

function refused(path: string, cause: unknown): Io {
  return new Io(
    {
      where: path,
      expected: 'a file that can be read',
      found: cause instanceof Error ? cause.message : String(cause),
      next: 'Check its permissions and the disk.',
    },
    { cause },
  )
}
