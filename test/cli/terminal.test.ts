import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { cells } from '../../cli/wrap.js'
import { newFolder } from './run.js'

const main = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
const node = `${process.execPath} --conditions=tokenprism-source --import=${import.meta.resolve('tsx')} ${main}`

/** What a terminal of so many columns is sent: util-linux's `script` lends one. */
function inTerminal(args: string, columns: number, env: Readonly<Record<string, string>>): string {
  const command = `stty cols ${columns} rows 40; ${node} ${args}`
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: newFolder(),
    env: { ...process.env, NO_COLOR: '', ...env },
    encoding: 'utf8',
  })
  return stdout.replaceAll('\r\n', '\n')
}

const lends = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

suite('in a terminal', { skip: !lends && 'util-linux’s script is not here' }, () => {
  const args = 'analyze --set weekdays --controls 99 --format json'

  test('that knows no escape sequences there are none, and a narrow window is kept to', () => {
    const shown = inTerminal(args, 20, { TERM: 'dumb' })
    assert.match(shown, /Singular values by/)
    assert.ok(!/[\u001b\r]/.test(shown))
    // Of numbers without their columns each is named.
    assert.match(shown, /1: share 28 %,\n +\|AUC\| 0\.56/)
    for (const line of shown.split('\n')) assert.ok(cells(line) <= 20, line)
  })

  test('that has colours there are some, and in 80 columns all numbers have theirs', () => {
    const shown = inTerminal(args, 80, { TERM: 'xterm-256color' })
    assert.ok(shown.includes('\u001b[1m'))
    assert.match(shown, /vector {2}share {2}\|AUC\| {3}AUC {4}rank/)
  })
})
