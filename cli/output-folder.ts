import { randomUUID } from 'node:crypto'
import {
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { FIGURE_NAMES, InvalidArgument, Io } from '../src/index.js'

/** The file of an output folder that says that tokenprism wrote it, and how it begins. */
const MARKS = ['analysis.json', 'pair.json']
const MARK = '"format": "tokenprism-'

/** All that tokenprism ever writes into an output folder. */
const OWN_NAMES = new Set([
  ...MARKS,
  ...FIGURE_NAMES.flatMap((name) => [`${name}.svg`, `${name}.png`]),
  'spectrum.csv',
  'projections.csv',
])

/** A folder that appears, or is replaced, as a whole once everything in it is written. */
export interface OutputFolder {
  /** Absolute. */
  readonly path: string
  /** Puts a file into the folder-to-be. */
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Makes it the folder at `path`. */
  commit(): Promise<void>
  /** Removes what was written; after a commit it does nothing. */
  discard(): Promise<void>
}

/**
 * Prepares an output folder: a hidden one beside it takes the files until all are there.
 *
 * @throws {InvalidArgument} for the working directory or a folder around it
 * @throws {Io} when the folder cannot be written, or holds files that tokenprism did not write
 */
export async function prepareOutputFolder(path: string): Promise<OutputFolder> {
  const target = await placeOf(path)
  await requireReplaceable(target)
  const parent = dirname(target)
  const draft = join(parent, `.tokenprism-${randomUUID()}`)
  let created: string | undefined
  try {
    created = await mkdir(parent, { recursive: true })
    await mkdir(draft)
  } catch (cause) {
    throw unwritable(target, cause)
  }
  let done = false
  return {
    path: target,
    async write(name, content) {
      if (!OWN_NAMES.has(name)) throw new TypeError(`${name} is missing from OWN_NAMES`)
      await writeFile(join(draft, name), content).catch((cause: unknown) => {
        throw unwritable(target, cause)
      })
    },
    async commit() {
      await replace(target, draft).catch((cause: unknown) => {
        throw unwritable(target, cause)
      })
      done = true
    },
    async discard() {
      if (done) return
      await rm(draft, { recursive: true, force: true })
      // A parent made for this run goes too, as far as it is empty.
      for (let folder = parent; created && folder.startsWith(created); folder = dirname(folder))
        if (
          !(await rmdir(folder).then(
            () => true,
            () => false,
          ))
        )
          break
    },
  }
}

/** The folder that a path names, behind any links. */
async function placeOf(path: string): Promise<string> {
  let target: string
  let here: string
  try {
    target = await realpath(path).catch(() => resolve(path))
    here = await realpath('.')
  } catch (cause) {
    throw unwritable(path, cause)
  }
  // Replacing it would pull the folder away from under whoever stands in it.
  if (path === '' || target === here || here.startsWith(join(target, sep)))
    throw new InvalidArgument({
      where: '--out',
      expected: 'the path of a folder of its own',
      found: path === '' ? 'nothing' : `${target}, the working directory or a folder around it`,
      next: 'Give the name of a folder to make, --out results for example.',
    })
  return target
}

/** Puts `draft` where `target` is; what was there stays until then, and comes back when that fails. */
async function replace(target: string, draft: string): Promise<void> {
  const old = `${draft}-old`
  const existed = await rename(target, old).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    },
  )
  try {
    await rename(draft, target)
  } catch (error) {
    if (existed) await rename(old, target)
    throw error
  }
  if (existed) await rm(old, { recursive: true, force: true })
}

/** Only what tokenprism wrote may be replaced. */
async function requireReplaceable(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw notOurs(target, 'a file')
  const names = await readdir(target).catch((cause: unknown) => {
    throw unwritable(target, cause)
  })
  const foreign = names.filter((name) => !OWN_NAMES.has(name))
  if (foreign.length > 0) {
    const more = foreign.length > 3 ? `, and ${foreign.length - 3} more` : ''
    throw notOurs(target, `a folder with other files: ${foreign.slice(0, 3).join(', ')}${more}`)
  }
  if (names.length > 0 && !(await hasMark(target)))
    throw notOurs(target, 'a folder without its mark')
}

async function hasMark(folder: string): Promise<boolean> {
  for (const name of MARKS) {
    const file = await open(join(folder, name)).catch(() => undefined)
    if (!file) continue
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
      if (buffer.toString('latin1', 0, bytesRead).includes(MARK)) return true
    } finally {
      await file.close()
    }
  }
  return false
}

function notOurs(target: string, found: string): Io {
  return new Io({
    where: target,
    expected: 'no folder yet, an empty one, or one that tokenprism wrote',
    found,
    next: 'Choose another folder with --out; nothing was changed.',
  })
}

function unwritable(target: string, cause: unknown): Io {
  return new Io(
    {
      where: target,
      expected: 'a place where a folder can be written',
      found: cause instanceof Error ? cause.message : String(cause),
      next: 'Choose another folder with --out, or check permissions and free space.',
    },
    { cause },
  )
}

/** Any text as a folder's name: letters, digits and hyphens. */
export function folderName(text: string): string {
  const name = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return name === '' ? 'result' : name.slice(0, 60)
}
