import { randomUUID } from 'node:crypto'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { kill, pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolders } from '../../bytes/make-folders.node.js'

/** A holder shows that it lives this often, in milliseconds. */
const HEARTBEAT = 2_000

/** One that was silent for this long is dead: a machine that went away, a process elsewhere that was killed. */
const STALE = 15_000

/**
 * Does something while no other process that asks for the same lock does. The lock of a holder that died is broken: at
 * once if it ran on this machine, after 15 seconds if on another that shares the folder. It saves work and is no
 * safeguard: a holder that was stopped for longer than that goes on when it wakes.
 *
 * @throws the system's error when the lock cannot be written
 */
export async function withFileLock<T>(
  path: string,
  task: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const mine = JSON.stringify({ pid, host: hostname(), id: randomUUID() })
  await makeFolders(dirname(path))
  while (!(await taken(path, mine))) {
    if (await isDead(path)) await breakLock(path, signal)
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
  if (await isSilent(path)) return true
  const holder = await holderOf(path)
  const [, id, host] = /^\{"pid":(\d+),"host":"([^"]*)"/.exec(holder ?? '') ?? []
  return host === hostname() && !isAlive(Number(id))
}

async function isSilent(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs > STALE
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

/**
 * Takes a dead holder's lock away. Only one does so at a time, and looks once more: otherwise one that found the holder
 * dead a moment ago could take away the lock of the next, who lives.
 */
async function breakLock(path: string, signal: AbortSignal | undefined): Promise<void> {
  const breaking = `${path}.breaking`
  if (!(await taken(breaking, ''))) {
    // Breaking takes a moment: whoever is at it for as long as this has died.
    if (await isSilent(breaking)) await rm(breaking, { force: true })
    await sleep(20, undefined, { signal })
    return
  }
  try {
    if (await isDead(path)) await rm(path, { force: true })
  } finally {
    await rm(breaking, { force: true })
  }
}
