import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a command line did. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** How a command line is run. */
export interface RunOptions {
  readonly cwd?: string
  /** Set beside this process's own, or taken from them. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** A file descriptor in place of the pipe. */
  readonly stdout?: number
  /** Blocks of 1 KB beyond which the system lets it write no file. */
  readonly maxFileBlocks?: number
  /** Called once with the running process. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void
}

const root = join(import.meta.dirname, '..', '..')

/** Runs the command from its sources in a process of its own. */
export async function tokenprism(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const node = [
    process.execPath,
    '--conditions=tokenprism-source',
    `--import=${import.meta.resolve('tsx')}`,
    join(root, 'cli', 'main.ts'),
  ]
  const { maxFileBlocks } = options
  // Without the trap the system would end the process; with it, a write fails.
  const limit = `trap '' XFSZ; ulimit -f ${maxFileBlocks}; exec "$@"`
  const command = maxFileBlocks === undefined ? node : ['bash', '-c', limit, 'bash', ...node]
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: options.cwd ?? newFolder(),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
  })
  options.onStart?.(child)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** An empty temporary folder, removed when the tests end. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
  folders.push(folder)
  return folder
}
