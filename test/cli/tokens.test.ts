import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { presets } from '../../src/index.js'
import { safetensorsBytes } from '../model/safetensors-bytes.js'
import { newFolder, tokenprism } from './run.js'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures')

suite('tokenprism tokens', () => {
  test('shows what each word is, and what was left out', async () => {
    const { code, stdout } = await tokenprism([
      'tokens', '--set', 'Monday,monday,tokenprism,red', '--split', 'skip',
    ]) // prettier-ignore
    assert.equal(code, 0)
    assert.match(
      stdout,
      /2 tokens of all-MiniLM-L6-v2, 2 words left out\n {2}word +token +id +form +class +remark\n {2}Monday +monday +6928 +bare +ordinary/,
    )
    assert.match(stdout, /monday .*same as Monday/)
    assert.match(stdout, /tokenprism +token ##pr ##ism .*3 pieces/)
    assert.match(stdout, /1 of 2 words are written small in this vocabulary: “Monday” is monday/)
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 80, line)
  })

  test('--json has the set, and what became of every word', async () => {
    const { stdout } = await tokenprism([
      'tokens', '--set', 'red,tokenprism,Red', '--split', 'mean', '--json',
    ]) // prettier-ignore
    const { members, words } = JSON.parse(stdout) as {
      members: unknown[]
      words: { word: string; status: string; ids: number[]; pieces: string[]; why?: string }[]
    }
    assert.equal(members.length, 2)
    assert.deepEqual(
      words.map(({ word, status, ids, why }) => [word, status, ids.length, why]),
      [
        ['red', 'member', 1, undefined],
        ['tokenprism', 'member', 3, 'mean of its pieces'],
        ['Red', 'left out', 0, 'same as red'],
      ],
    )
  })

  test('--rows reads the table and says what its rows tell', async () => {
    const { stdout } = await tokenprism(['tokens', '--set', 'monday,##後,id:1', '--rows'])
    assert.match(stdout, /##後 .*likely untrained/)
    assert.match(stdout, /\[unused0\] .*unused/)
    assert.match(stdout, /untrained +441 rows/)
  })

  test('--variant chooses the form', async () => {
    const { stdout } = await tokenprism(['tokens', '--set', 'ing,ed', '--variant', 'continuation'])
    assert.match(stdout, /ing +##ing +2075 +continuation/)
    const { code, stderr } = await tokenprism(['tokens', '--set', 'ing,ed', '--variant', 'space'])
    assert.equal(code, 1)
    assert.match(stderr, /in the form space/)
  })

  test('reads a file with a word a line, under its name', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'fruit.txt'), 'apple\r\n\r\n  cherry \nlemon\n')
    const { stdout } = await tokenprism(['tokens', '--set', '@fruit.txt', '--json'], { cwd })
    const set = JSON.parse(stdout) as { label: string; members: { token: string }[] }
    assert.deepEqual(
      [set.label, set.members.map((m) => m.token)],
      ['fruit', ['apple', 'cherry', 'lemon']],
    )
    const { code, stderr } = await tokenprism(['--set', '@none.txt'], { cwd })
    assert.equal(code, 2)
    assert.match(stderr, /none\.txt/)
  })
})

test('tokenprism sets names every preset', async () => {
  const stdout = (await tokenprism(['sets'])).stdout.replace(/\s+/g, ' ')
  for (const { name, description } of presets)
    assert.ok(stdout.includes(name) && stdout.includes(description))
})

suite('tokenprism info', () => {
  test('shows the matrix without reading it', async () => {
    const { stdout } = await tokenprism(['info', '--json'])
    const info = JSON.parse(stdout) as Record<string, unknown>
    assert.equal(info.tensor, 'embeddings.word_embeddings.weight')
    assert.ok(Number(info.bytesRead) < 500_000)
    assert.deepEqual((info.classes as Record<string, number>).unused, 994)
    const { stdout: text } = await tokenprism(['info', '--matrix', 'output'])
    assert.match(text, /output: tied, so it is the token embedding/)
  })

  test('names the tokenizer and the classes, in 80 columns', async () => {
    const { stdout } = await tokenprism(['info', '--rows'])
    assert.match(stdout, /tokenizer +WordPiece from tokenizer\.json/)
    assert.match(stdout, /29,523 ordinary: .*\n +5 special: .*\n +994 unused: /)
    assert.match(stdout, /duplicates +0 groups/)
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 80, line)
  })
})

test('tokens are shown as text, whatever their vocabulary calls a space: in summary, notes and errors', async () => {
  const folder = newFolder()
  cpSync(join(FIXTURES, 'tokenizers', 'byte-level-bpe'), folder, { recursive: true })
  const [rows, cols] = [900, 16]
  const data = Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(i * i))
  const header = { dtype: 'F32', shape: [rows, cols], data_offsets: [0, data.byteLength] }
  const bytes = safetensorsBytes({ 'wte.weight': header }, new Uint8Array(data.buffer))
  writeFileSync(join(folder, 'model.safetensors'), bytes)
  const words = ['--set', 'the,of,é,monday', '--split', 'skip', '--variant', 'space']
  const { stdout, stderr } = await tokenprism(['analyze', folder, ...words, '--controls', '19'])
  assert.match(stdout, /set +␣the ␣of/, stderr)
  assert.match(stdout, /“monday” is ␣m on day: left out/)
  assert.doesNotMatch(stdout, /Ġ|Ã/)
  const failed = await tokenprism(['tokens', folder, '--set', 'the,é,monday', '--variant', 'space'])
  assert.match(failed.stderr, /monday \(3 pieces: ␣m on day\)/)
})
