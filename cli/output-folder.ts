import { realpath, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { makeFolders } from '../src/bytes/make-folders.node.js'
import { InvalidArgument, Io } from '../src/index.js'
import { type Draft, makeDraft, removeDraft } from './drafts.js'
import { notOurs, requireReplaceable, writeMark } from './folder-mark.js'
import { swapIn } from './swap-folders.js'

/** Names that are one plain file in the folder, wherever it lies. */
const PLAIN_NAME = /^[a-z0-9][a-z0-9._-]*$/i

/** What a file gets: text or bytes, or the pieces of a text one after the other. */
export type FileContent = string | Uint8Array | Iterable<string>

/** A folder that appears, or is replaced, as a whole once everything in it is written. */
export interface OutputFolder {
  /** Absolute. */
  readonly path: string
  /** Puts a file into the folder-to-be; its name has letters, digits, `.`, `_` and `-` only. */
  readonly write: (name: string, content: FileContent) => Promise<void>
  /** The files that were written so far, sorted. */
  readonly names: readonly string[]
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
  await requireFree(target)
  const parent = dirname(target)
  let created: string | undefined
  let draft: Draft
  try {
    created = await makeFolders(parent)
    draft = await makeDraft(target)
  } catch (cause) {
    throw unwritable(target, cause)
  }
  const written = new Map<string, number>()
  let done = false
  return {
    path: target,
    get names() {
      return [...written.keys()].sort()
    },
    async write(name, content) {
      if (!PLAIN_NAME.test(name)) throw new TypeError(`${name} is no plain file name`)
      let bytes = 0
      const pieces = function* (): Generator<string | Uint8Array, void> {
        for (const piece of whole(content) ? [content] : inBlocks(content)) {
          bytes += Buffer.byteLength(piece)
          yield piece
        }
      }
      await writeFile(join(draft.next, name), pieces()).catch((cause: unknown) => {
        throw unwritable(target, cause)
      })
      written.set(name, bytes)
    },
    async commit() {
      try {
        await writeMark(draft.next, written)
        await swapIn(draft, target)
      } catch (cause) {
        throw cause instanceof Io ? cause : unwritable(target, cause)
      }
      done = true
    },
    async discard() {
      if (done) return
      await removeDraft(draft)
      // A parent made for this run goes too, as far as it is empty.
      for (let folder = parent; created && folder.startsWith(created); folder = dirname(folder))
        if (!(await removed(folder))) break
    },
  }
}

function whole(content: FileContent): content is string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array
}

/** Characters that are written at a time. */
const BLOCK = 65536

function* inBlocks(pieces: Iterable<string>): Generator<string, void> {
  let block = ''
  for (const piece of pieces) {
    block += piece
    if (block.length < BLOCK) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

async function removed(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  )
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

/** Only what tokenprism wrote may be replaced. */
async function requireFree(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw notOurs(target, 'a file')
  try {
    await requireReplaceable(target)
  } catch (cause) {
    throw cause instanceof Io ? cause : unwritable(target, cause)
  }
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
