import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Io } from '../src/index.js'

/** The file by which tokenprism knows a folder again: the names and sizes of all it wrote there. */
export const MARK_NAME = '.tokenprism.json'

const FORMAT = 'tokenprism-folder'

/** A mark is a few names: a longer file is none. */
const LONGEST_MARK = 1_000_000

/** Name → size in bytes. */
export type WrittenFiles = ReadonlyMap<string, number>

/** Leaves the mark in a folder. */
export async function writeMark(folder: string, files: WrittenFiles): Promise<void> {
  const mark = { format: FORMAT, version: 1, files: Object.fromEntries(files) }
  await writeFile(join(folder, MARK_NAME), JSON.stringify(mark, null, 1) + '\n')
}

/**
 * Makes sure that replacing a folder loses nothing but what tokenprism wrote: it has the mark, nothing beside what
 * the mark lists, and every file of it still has its size.
 *
 * @throws {Io} when that is not so, or the folder cannot be read
 */
export async function requireReplaceable(folder: string): Promise<void> {
  const names = await readdir(folder)
  if (names.length === 0) return
  const files = names.includes(MARK_NAME) ? await readMark(folder) : undefined
  if (!files) throw notOurs(folder, `a folder without its mark: ${listed(names)}`)
  const foreign = names.filter((name) => name !== MARK_NAME && !files.has(name))
  if (foreign.length > 0) throw notOurs(folder, `a folder with other files: ${listed(foreign)}`)
  const changed: string[] = []
  for (const [name, size] of files) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && !(found.isFile() && found.size === size)) changed.push(name)
  }
  if (changed.length > 0) throw notOurs(folder, `files that were changed since: ${listed(changed)}`)
}

/** Another's place for the output. */
export function notOurs(folder: string, found: string): Io {
  return new Io({
    where: folder,
    expected: 'no folder yet, an empty one, or one as tokenprism wrote it',
    found,
    next: 'Choose another folder with --out; nothing was changed.',
  })
}

async function readMark(folder: string): Promise<WrittenFiles | undefined> {
  const path = join(folder, MARK_NAME)
  const { size } = await stat(path)
  if (size > LONGEST_MARK) return undefined
  try {
    const mark = JSON.parse(await readFile(path, 'utf8')) as { format?: unknown; files?: object }
    if (mark.format !== FORMAT) return undefined
    return new Map(Object.entries(mark.files ?? {}) as [string, number][])
  } catch {
    return undefined
  }
}

function listed(names: readonly string[]): string {
  const more = names.length > 3 ? `, and ${names.length - 3} more` : ''
  return names.slice(0, 3).join(', ') + more
}
