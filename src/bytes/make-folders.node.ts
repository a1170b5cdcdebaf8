import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing, one by one: `mkdir` with `recursive` never ends where the system
 * answers ENOENT below a folder that exists, as below /proc.
 *
 * @returns the topmost that was missing; undefined if all were there
 * @throws the system's error when one cannot be made
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const missing: string[] = []
  for (let folder = path; !(await stat(folder).catch(() => undefined)); folder = dirname(folder)) {
    missing.unshift(folder)
    if (folder === dirname(folder)) break
  }
  for (const folder of missing)
    await mkdir(folder).catch((error: unknown) => {
      // Another process may have made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  return missing[0]
}
