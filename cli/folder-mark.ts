import { lstat, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Io } from '../src/index.js'

/** The file by which tokenprism knows a folder again: the names and sizes of all it wrote there. */
export const MARK_NAME = '.tokenprism.json'

const FORMAT = 'tokenprism-folder'

/** What desktops leave in every folder that is looked at: no reason to keep it. */
const DROPPINGS: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** A mark is a few names: a longer file is none. */
const LONGEST_MARK = 1_000_000

/** Name → size in bytes. */
export type WrittenFiles = ReadonlyMap<string, number>

/** Leaves the mark in a folder. */
export async function writeMark(folder: string, files: WrittenFiles): Promise<void> {
  // In the order of names: files are written in the order in which threads finish.
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const mark = { format: FORMAT, version: 1, files: Object.fromEntries(sorted) }
  await writeFile(join(folder, MARK_NAME), JSON.stringify(mark, null, 1) + '\n')
}

/**
 * Makes sure that replacing a folder loses nothing but what tokenprism wrote: it has the mark, nothing beside what
 * the mark lists, and every file of it still has its size.
 *
 * @param name what to call the folder in an error
 * @throws {Io} when that is not so, or the folder cannot be read
 */
export async function requireReplaceable(folder: string, name = folder): Promise<void> {
  const names = (await readdir(folder)).filter((entry) => !DROPPINGS.has(entry))
  if (names.length === 0) return
  const files = names.includes(MARK_NAME) ? await readMark(folder) : undefined
  if (!files) throw notOurs(name, `a folder without its mark: ${listed(names)}`)
  const foreign = names.filter((entry) => entry !== MARK_NAME && !files.has(entry))
  if (foreign.length > 0) throw notOurs(name, `a folder with other files: ${listed(foreign)}`)
  const changed: string[] = []
  for (const [entry, size] of files) {
    const found = await lstat(join(folder, entry)).catch(() => undefined)
    if (found && !(found.isFile() && found.size === size)) changed.push(entry)
  }
  if (changed.length > 0) throw notOurs(name, `files that were changed since: ${listed(changed)}`)
}

/** Removes what tokenprism wrote into a folder, file by file, and the folder if nothing else is in it. */
export async function clearReplaceable(folder: string): Promise<void> {
  const files = await readMark(folder).catch(() => undefined)
  for (const name of [...(files?.keys() ?? []), ...DROPPINGS, MARK_NAME])
    await rm(join(folder, name), { force: true })
  await rmdir(folder)
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
  const { size } = await lstat(path)
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
