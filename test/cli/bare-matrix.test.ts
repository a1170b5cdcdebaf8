import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { npyBytes } from '../../src/report/npy.js'
import { newFolder, tokenprism } from './run.js'

const cwd = newFolder()
const [ROWS, COLS] = [200, 12]
const values = Float64Array.from({ length: ROWS * COLS }, (_, i) => Math.sin(i * i))
// Rows 11 and 12 are equal, row 20 is next to nothing.
values.copyWithin(12 * COLS, 11 * COLS, 12 * COLS)
values.fill(1e-9, 20 * COLS, 21 * COLS)
writeFileSync(join(cwd, 'bare.npy'), npyBytes(values, [ROWS, COLS]))
values[30 * COLS] = NaN
writeFileSync(join(cwd, 'holed.npy'), npyBytes(values, [ROWS, COLS]))
writeFileSync(join(cwd, 'words.txt'), Array.from({ length: ROWS }, (_, i) => `word${i}`).join('\n'))

const SET = ['--set', 'id:1,id:2,id:3,id:4', '--controls', '99']
const analyze = (...args: string[]) => tokenprism(['analyze', ...args], { cwd })

interface Written {
  readonly controls: { readonly ids: readonly number[]; readonly eligible: number }
  readonly manifest: { readonly options: { readonly controls: { readonly excludeRows?: unknown } } }
}

suite('a matrix without tokens', () => {
  test('is analysed by its row numbers, against ordinary rows', async () => {
    const { code, stdout, stderr } = await analyze('bare.npy', ...SET)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /set +#1 #2 #3 #4\n/)
    assert.match(stdout, /99, without replacement from 196 tokens and the\s+set’s own,\s+seed 1/)
  })

  test('with --pool and --no-projection, which the output tells', async () => {
    const { code, stdout } = await analyze('bare.npy', ...SET, '--pool', '64', '--no-projection')
    assert.equal(code, 0)
    assert.match(stdout, /without replacement from a sample of 64 of 196\s+tokens/)
    assert.match(stdout, /\n {2}not drawn projection, as the vocabulary was not projected; poles,/)
  })

  test('has no spectrum as a whole where a row is not finite, which is named', async () => {
    for (const [list, name] of [[[], '#30'], [['--token-list', 'words.txt'], 'word30']] as const) {
      const { code, stderr } = await tokenprism(['spectrum', 'holed.npy', ...list], { cwd })
      assert.notEqual(code, 0)
      const told = stderr.replace(/\s+/g, ' ')
      assert.match(told, /expected finite numbers only found NaN at row 30, column 0/)
      assert.ok(told.includes(`the embedding of ${name} (30) expected`), told)
    } // prettier-ignore
  })

  test('with --token-list, which a replay and the report’s command keep', async () => {
    const set = ['--set', 'word1,word2,word3', '--token-list', 'words.txt', '--controls', '19']
    const { code, stderr } = await analyze('bare.npy', ...set, '--out', 'listed')
    assert.equal(code, 0, stderr)
    const replayed = await tokenprism(['replay', 'listed/analysis.json'], { cwd })
    assert.match(replayed.stdout, /the same, to the last bit/, replayed.stderr)
    const report = readFileSync(join(cwd, 'listed', 'report.html'), 'utf8')
    assert.match(report, /--token-list \S+words\.txt/)
  })
})

suite('--exclude-rows', () => {
  test('takes kinds of rows out of what is drawn, and stands in output and manifest', async () => {
    const run = async (...args: string[]): Promise<Written> => {
      const { code, stdout, stderr } = await analyze('bare.npy', ...SET, '--json', ...args)
      assert.equal(code, 0, stderr)
      return JSON.parse(stdout) as Written
    }
    const all = await run()
    const some = await run('--exclude-rows', 'near-zero')
    const none = await run('--exclude-rows', 'all')
    assert.deepEqual(
      [all, some, none].map(({ controls }) => controls.eligible),
      [196, 195, 194],
    )
    assert.deepEqual(
      [all, some, none].map(({ manifest }) => manifest.options.controls.excludeRows),
      [undefined, ['near-zero'], ['duplicates', 'near-zero', 'untrained']],
    )
    const { stdout } = await analyze('bare.npy', ...SET, '--exclude-rows', 'near-zero')
    assert.match(
      stdout,
      /from 195 tokens and\s+the\s+set’s\s+own\s+\(near-zero\s+rows\s+left\s+out\)/,
    )
  })

  test('untrained takes 441 ordinary rows of BERT’s table out', async () => {
    const args = ['--controls', '19', '--exclude-rows', 'untrained', '--format', 'json,html']
    const { stdout } = await tokenprism(args, { cwd })
    assert.match(stdout, /from 29,056 tokens \(untrained\s+rows/)
    const report = readFileSync(join(cwd, 'tokenprism-out', 'letters', 'report.html'), 'utf8')
    assert.match(report, /--exclude-rows untrained/)
  })

  test('is not needed for a row that is not finite: it is never drawn, and told; in a set it is an error', async () => {
    const { code, stdout, stderr } = await analyze('holed.npy', ...SET)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /from 195 tokens/)
    assert.match(stdout, /holds\s+NaN\s+or\s+an\s+infinity\s+\(id\s+30\):\s+left\s+out/)
    const own = await analyze('holed.npy', '--set', 'id:29,id:30,id:31')
    assert.match(own.stderr, /the embedding of #30 \(30\)[^]*NaN in dimension 0[^]*Leave it out/)
  })

  test('refuses other kinds', async () => {
    const { code, stderr } = await analyze('bare.npy', ...SET, '--exclude-rows', 'bad')
    assert.equal(code, 2)
    assert.match(stderr, /duplicates, near-zero, untrained/)
  })
})
