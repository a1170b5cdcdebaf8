// Runs all tests with Node's own runner. Node 20 does not expand patterns itself.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .sort()
  .map((name) => join(here, name))
const { status } = spawnSync(
  process.execPath,
  [...process.execArgv, '--test', '--test-reporter=spec', ...process.argv.slice(2), ...files],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
