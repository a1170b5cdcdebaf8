import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { clearReplaceable } from './folder-mark.js'

/** A hidden folder beside an output folder: the new one grows in it, and the old one waits in it during the swap. */
export interface Draft {
  readonly path: string
  /** Where files are written. */
  readonly next: string
  /** Where the folder that is replaced goes for a moment. */
  readonly previous: string
}

/** The process is in the name: a draft of one that is gone is nobody's. */
const PREFIX = `.tokenprism-draft-${hostname().replace(/[^\w-]/g, '')}-`

/** The file of a draft that says which folder it is for. */
const TARGET = 'target'

/** Makes a draft for a target, after tidying away those that dead processes left beside it. */
export async function makeDraft(target: string): Promise<Draft> {
  const parent = dirname(target)
  await sweepDrafts(parent)
  const path = join(parent, `${PREFIX}${process.pid}-${randomUUID().slice(0, 8)}`)
  const next = join(path, 'new')
  // One by one: in places like /proc, Node’s recursive mkdir never ends.
  await mkdir(path)
  await mkdir(next)
  await writeFile(join(path, TARGET), basename(target))
  return { path, next, previous: join(path, 'old') }
}

/** Removes a draft and what was written into it. A folder that waits in it is put back, or stays. */
export async function removeDraft(draft: Draft): Promise<void> {
  if (await exists(draft.previous)) {
    const target = join(dirname(draft.path), await readFile(join(draft.path, TARGET), 'utf8'))
    if (!(await exists(target))) await rename(draft.previous, target)
    else await clearReplaceable(draft.previous)
  }
  await rm(draft.next, { recursive: true, force: true })
  if (await exists(draft.previous)) return
  await rm(join(draft.path, TARGET), { force: true })
  await rmdir(draft.path)
}

/** Removes the drafts of processes of this machine that were killed; what one had taken away is put back. */
export async function sweepDrafts(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    const path = join(parent, name)
    // Another process may be sweeping too, or the place may not be ours to change: then it stays as it is.
    await removeDraft({ path, next: join(path, 'new'), previous: join(path, 'old') }).catch(
      () => undefined,
    )
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
