import { spawnSync } from 'node:child_process'

/** The Python in use: that of PYTHON, or `python3`. */
const python = process.env.PYTHON ?? 'python3'

/** Options of a test that needs Python's client; without it the test is left out and says so. */
export const needsPython = {
  skip: hasClient() ? false : `${python} has no huggingface_hub; set PYTHON to one that has`,
}

function hasClient(): boolean {
  return spawnSync(python, ['-c', 'import huggingface_hub'], { stdio: 'ignore' }).status === 0
}

/** Python's environment for a Hub on loopback and a cache of its own. */
export function pythonEnvironment(endpoint: string, cache: string): Record<string, string> {
  return {
    HF_ENDPOINT: endpoint,
    HF_HUB_CACHE: cache,
    HF_HUB_DISABLE_XET: '1',
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    HF_TOKEN: '',
  }
}

/** Runs a program that prints JSON. */
export async function runPython(
  code: string,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const env = { ...process.env, ...environment }
  const { stdout } = await promisify(execFile)(python, ['-c', code], { env })
  return JSON.parse(stdout)
}
