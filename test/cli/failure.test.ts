import assert from 'node:assert/strict'
import { closeSync, existsSync, openSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { newFolder, tokenprism } from './run.js'

suite('wrong usage exits with 2, says what to do, and writes nothing', () => {
  const cases: Record<string, [string[], RegExp]> = {
    'an unknown set': [['--set', 'leters'], /expected {2}one of letters[^]*Did you mean letters\?/],
    'an unknown option': [
      ['--sett', 'letters'],
      /^tokenprism: command line\n[^]*unknown option '--sett'\n +next +Did you mean --set\? See tokenprism --help/,
    ],
    'an unknown option of a command': [['pair', '1', '2', '--sed'], /See tokenprism pair --help/],
    'an empty set': [['--set', ''], /at least two different tokens[^]*no tokens/],
    'one token only': [['--set', 'red,'], /found {5}one token only, red/],
    'a set’s name without its plural': [['--set', 'letter'], /Did you mean the set letters\?/],
    'one token repeated': [['--set', 'red,Red'], /one token only, red \(Red is red again\)/],
    'a vector of 0': [['--vector', '0'], /from 1 to 25[^]*found {5}0/],
    'a second vector of 0': [['--vector', '1,0'], /from 1 to 25[^]*found {5}0/],
    'a vector of n': [['--vector', '26'], /from 1 to 25[^]*found {5}26/],
    'a vector that is no number': [
      ['--vector', 'x'],
      /option '--vector <k>'\n +expected +a whole number, or several with commas between: 1,2\n +found +'x'/,
    ],
    'a negative seed': [['--seed', '-1'], /from 0 to 4294967295/],
    'an unknown scale': [['--scale', 'log'], /raw, max, share/],
    'a pair of one': [['--pair', '1'], /two words with a comma/],
    'pair with one word': [['pair', '1'], /expected {2}two words/],
    'pair without words': [['pair'], /missing required argument/],
    'a resolution of 0': [
      ['--dpi', '0'],
      /expected {2}a number from 24 to 1200\n {2}found {5}'0'\n/,
    ],
    'an unknown format': [
      ['--format', 'svg,gif'],
      /expected {2}some of html, svg[^\n]*; 'gif' is none/,
    ],
    'a slip in a command': [['anlyze'], /Did you mean analyze\?/],
    'too many models': [['analyze', 'a', 'b'], /too many arguments/],
  }
  for (const [name, [args, message]] of Object.entries(cases))
    test(name, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 2, stderr)
      assert.match(stderr, message)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })
})

suite('a failure exits with 1, says what to do, and writes nothing', () => {
  const damaged = writeTinyModel({ tokens: ['[UNK]', 'a', 'b'], rows: [[0], [1], [2]] })
  truncateSync(join(damaged, 'model.safetensors'), 60)
  const wordless = writeTinyModel({ tokens: ['[UNK]', 'a', 'b'], rows: [[0], [1], [2]] })
  rmSync(join(wordless, 'tokenizer.json'))
  const empty = newFolder()
  after(() => {
    remove(damaged)
    remove(wordless)
  })
  const cases: Record<string, [string[], RegExp]> = {
    'a word that splits': [['--set', 'red,tokenprism'], /3 pieces: token ##pr ##ism/],
    'a font that is none, before the model is looked for': [
      ['analyze', 'no/such/model', '--font', import.meta.filename],
      /font .*failure\.test\.ts\n {2}expected {2}a TrueType or OpenType font/,
    ],
    'a font that is not there, before the model is looked for': [
      ['pair', 'no/such/model', '1', '2', '--font', 'nowhere.ttf'],
      /font nowhere\.ttf\n {2}expected {2}a font that can be read/,
    ],
    'a model that is not there': [['analyze', 'no/such/model'], /nothing at .*model/],
    'a folder without embedding': [['analyze', empty], /expected {2}weights: model\.safetensors/],
    'a folder without tokenizer': [
      ['analyze', wordless],
      /expected {2}a tokenizer\.json[^]*letters[^]*none: the rows have no tokens[^]*--token-list/,
    ],
    'a truncated safetensors file': [['analyze', damaged], /truncated or damaged/],
    'pair with a word that splits': [['pair', '1', 'tokenprism'], /3 pieces/],
  }
  for (const [name, [args, message]] of Object.entries(cases))
    test(name, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 1, stderr)
      assert.match(stderr, message)
      assert.match(stderr, /\n {2}next {6}/)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })
})

test(
  'an output that takes nothing is told like every other failure',
  { skip: !existsSync('/dev/full') },
  async () => {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await tokenprism(['sets'], { stdout: full })
    closeSync(full)
    assert.equal(code, 1)
    assert.match(stderr, /^tokenprism: standard output\n +expected .*\n +found .*ENOSPC/)
  },
)

test('a reader that stops early is no failure', async () => {
  const { code, stderr } = await tokenprism(['--json'], {
    onStart: (child) => {
      child.stdout?.once('data', () => child.stdout?.destroy())
    },
  })
  assert.equal(code, 0)
  assert.equal(stderr, '')
})
