// Runs all tests with Node's own runner. Node 20 does not expand patterns itself.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const here = import.meta.dirname
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .sort()
  .map((name) => join(here, name))
// By itself the runner leaves one processor idle.
const options = ['--test', '--test-reporter=spec', `--test-concurrency=${availableParallelism()}`]
const { status } = spawnSync(
  process.execPath,
  [...process.execArgv, ...options, ...process.argv.slice(2), ...files],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
