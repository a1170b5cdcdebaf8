import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { kill, pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A holder shows that it lives this often, in milliseconds. */
const HEARTBEAT = 2_000

/** One that was silent for this long is dead: a machine that went away, a process elsewhere that was killed. */
const STALE = 15_000

/**
 * Does something while no other process that asks for the same lock does. The lock of a holder that died is broken: at
 * once if it ran on this machine, after 15 seconds if on another that shares the folder. It saves work and is no
 * safeguard: a race over a dead holder's lock may let two in.
 *
 * @throws the system's error when the lock cannot be written
 */
export async function withFileLock<T>(
  path: string,
  task: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const mine = JSON.stringify({ pid, host: hostname(), id: randomUUID() })
  await mkdir(dirname(path), { recursive: true })
  while (!(await taken(path, mine))) {
    if (await isDead(path)) await breakLock(path)
    else await sleep(100, undefined, { signal })
  }
  const beat = setInterval(() => {
    const now = new Date()
    // Gone or not writable any more: then there is nothing to keep alive.
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT)
  beat.unref()
  try {
    return await task()
  } finally {
    clearInterval(beat)
    if ((await holderOf(path)) === mine) await rm(path, { force: true })
  }
}

async function taken(path: string, mine: string): Promise<boolean> {
  try {
    await writeFile(path, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function holderOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

async function isDead(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return false
  if (Date.now() - found.mtimeMs > STALE) return true
  const holder = await holderOf(path)
  const [, id, host] = /^\{"pid":(\d+),"host":"([^"]*)"/.exec(holder ?? '') ?? []
  return host === hostname() && !isAlive(Number(id))
}

function isAlive(id: number): boolean {
  try {
    kill(id, 0)
    return true
  } catch (error) {
    // Someone else's process may not be asked, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Renamed first, so that of several that find it dead only one takes it away. */
async function breakLock(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  await rename(path, aside).catch(() => undefined)
  await rm(aside, { force: true })
}
