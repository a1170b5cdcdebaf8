import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')

/**
 * Runs a program of `bench/memory` in a process of its own and gives the peak of its resident memory in MB, everything
 * counted: Node and the library. It is compiled before, so that the compiler's own memory is not among it.
 *
 * @param program its file name
 * @throws {Error} when it fails
 */
export function peakMemory(program: string): number {
  // Within the repository, so that it finds the packages.
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.bench-'))
  try {
    const outfile = join(folder, 'program.mjs')
    buildSync({
      entryPoints: [join(ROOT, 'bench/memory', program)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      conditions: ['tokenprism-source'],
    })
    const child = spawnSync(process.execPath, [outfile], { encoding: 'utf8' })
    if (child.status !== 0) throw new Error(`${program}: ${child.stderr}`)
    return Number(child.stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Told by such a program at its end. */
export function tellPeak(): void {
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
}
