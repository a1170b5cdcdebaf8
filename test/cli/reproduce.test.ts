import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { newFolder, tokenprism } from './run.js'

/** The arguments of the command that a report prints, as a shell takes it apart. */
function commandOf(report: string): string[] {
  const [, written] = /aria-label="Command"><code>([^<]*)<\/code>/.exec(report) ?? []
  const command = written.replace(/&#(\d+);/g, (_, code: string) =>
    String.fromCodePoint(Number(code)),
  )
  const line = command.replace(/^tokenprism /, String.raw`printf '%s\0' `)
  return execFileSync('bash', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

const few = ['--controls', '19']
const CASES: readonly (readonly string[])[] = [
  few,
  [...few, '--set', 'weekdays', '--scale', 'share', '--log', '--classes', '--vector', '2,1'],
  [...few, '--set', "red,it's,blue", '--split', 'mean', '--vector', '2', '--theme', 'dark'],
  [
    ...few,
    '--set',
    'months',
    '--order',
    'clustered',
    '--dpi',
    '96',
    '--classes',
    '--format',
    'html,png,pdf,data',
  ],
  [...few, '--set', '@colours.txt'],
  [...few, '--set', '@hostile.txt', '--split', 'skip'],
  [...few, '--set', 'weekdays', '--label', "the week's \u202edays"],
  [...few, '--set', 'months', '--order', 'given', '--no-projection', '--format', 'html,svg,csv'],
]

const LISTS = {
  'colours.txt': 'red\ngreen\n\nblue\nblack\n',
  'hostile.txt': "red\nbl\u0007ue\n\u202egreen\nit's \\\u200b\nblack\u00ad\n\\x00\n<b>\n@x\n",
}

/** A file but for how long the parts of its analysis took. */
function untimed(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'latin1').replace(/"timings":\{[^}]*\}/, '')
}

suite('the command that a report prints makes the same folder, byte for byte', () => {
  for (const options of CASES)
    test(options.join(' '), async () => {
      const cwd = newFolder()
      for (const [name, text] of Object.entries(LISTS)) writeFileSync(join(cwd, name), text)
      const run = async (args: readonly string[], out: string): Promise<void> => {
        const { code, stderr } = await tokenprism([...args, '--out', out], { cwd })
        assert.equal(code, 0, stderr)
      }
      await run(['analyze', ...options], 'first')
      await run(commandOf(readFileSync(join(cwd, 'first', 'report.html'), 'utf8')), 'second')
      const [first, second] = ['first', 'second'].map((name) => join(cwd, name))
      // The mark has the sizes of the files, timings among them.
      const names = readdirSync(first).filter((name) => name !== '.tokenprism.json')
      assert.deepEqual(readdirSync(second).sort(), [...names, '.tokenprism.json'].sort())
      for (const name of names) assert.ok(untimed(first, name) === untimed(second, name), name)
    })
})
