import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Runs a program of `bench/memory` in a process of its own and gives the peak of its resident memory in MB, everything
 * counted: Node, the compiler of TypeScript that loads it, and the library.
 *
 * @param program its file name
 * @throws {Error} when it fails
 */
export function peakMemory(program: string, ...args: readonly string[]): number {
  const path = join(import.meta.dirname, '../memory', program)
  const child = spawnSync(process.execPath, [...process.execArgv, path, ...args], {
    encoding: 'utf8',
  })
  if (child.status !== 0) throw new Error(`${program}: ${child.stderr}`)
  return Number(child.stdout)
}

/** Told by such a program at its end. */
export function tellPeak(): void {
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
}
