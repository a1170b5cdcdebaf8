import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { presets } from '../../src/index.js'
import { newFolder, tokenprism } from './run.js'

suite('tokenprism tokens', () => {
  test('shows what each word is, and what was left out', async () => {
    const { code, stdout } = await tokenprism([
      'tokens', '--set', 'Monday,monday,tokenprism,red', '--split', 'skip',
    ]) // prettier-ignore
    assert.equal(code, 0)
    assert.match(
      stdout,
      /2 tokens\n {2}word +id +token +form +class\n {2}Monday +6928 +monday +bare +ordinary/,
    )
    assert.match(stdout, /monday {2}is the same token as Monday/)
    assert.match(stdout, /tokenprism {2}is not one token: token ##pr ##ism/)
  })

  test('--variant chooses the form', async () => {
    const { stdout } = await tokenprism(['tokens', '--set', 'ing,ed', '--variant', 'continuation'])
    assert.match(stdout, /ing +2075 +##ing +continuation/)
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
  const { stdout } = await tokenprism(['sets'])
  for (const { name, description } of presets)
    assert.ok(stdout.includes(name) && stdout.includes(description))
})

suite('tokenprism info', () => {
  test('shows the matrix without reading it', async () => {
    const { stdout } = await tokenprism(['info', '--json'])
    const info = JSON.parse(stdout) as Record<string, unknown>
    assert.equal(info.tensor, 'embeddings.word_embeddings.weight')
    assert.ok(Number(info.bytesRead) < 500_000)
    const { stdout: text } = await tokenprism(['info', '--matrix', 'output'])
    assert.match(text, /output: tied, so it is the token embedding/)
  })
})
