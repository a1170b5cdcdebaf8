import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { FormatTokens } from '../../../src/model/formats/format-tokens.js'
import { loadTokenizer } from '../../../src/model/tokenizer.js'
import { readSentencePiece } from '../../../src/model/tokenizers/sentencepiece.js'
import { memoryFiles } from '../memory-files.js'

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'tokenizers')
const none = memoryFiles({})

type Groups = Readonly<Record<'words' | 'spaced' | 'others', readonly string[]>>

/** How many strings of a fixture a GGUF file's vocabulary gives other ids for. */
async function differences(own: FormatTokens, fixture: string): Promise<number> {
  const { tokenizer } = await loadTokenizer(none, own)
  assert.equal(tokenizer.note, undefined)
  const strings = json('strings.json') as Groups
  const expected = json(join(fixture, 'expected.json')) as Groups
  let wrong = 0
  for (const group of ['words', 'spaced', 'others'] as const)
    strings[group].forEach((text, i) => {
      const ids = tokenizer.encode(text).map(({ id }) => id)
      if (ids.join(' ') !== expected[group][i]) wrong++
    })
  return wrong
}

suite('the vocabulary of a GGUF file', () => {
  for (const [fixture, spacePrefix] of [
    ['sentencepiece-bpe', true],
    ['sentencepiece-bpe-gemma', false],
  ] as const)
    test(`of the kind llama tokenises as the ${fixture} fixture that it holds`, async () => {
      const bytes = readFileSync(join(FOLDER, fixture, 'tokenizer.model'))
      const { pieces } = readSentencePiece(bytes, 'm')
      const own: FormatTokens = {
        file: 'm.gguf',
        tokenizerModel: 'llama',
        tokens: pieces.map(({ text }) => text),
        scores: pieces.map(({ score }) => score),
        tokenTypes: pieces.map(({ type }) => type),
        metadata: new Map([['ggml.add_space_prefix', spacePrefix]]),
      }
      assert.equal(await differences(own, fixture), 0)
    })

  for (const [fixture, pre] of [
    ['byte-level-bpe', 'gpt-2'],
    ['qwen', 'qwen2'],
  ])
    test(`of the kind gpt2 with the rule ${pre} tokenises as the ${fixture} fixture`, async () => {
      assert.equal(await differences(byteLevel(fixture, pre), fixture), 0)
    })

  test('of the kind bert has its marks turned around', async () => {
    const lines = readFileSync(join(FOLDER, 'word-piece', 'vocab.txt'), 'utf8')
      .trimEnd()
      .split('\n')
    const tokens = lines.map((token) => {
      if (/^\[.+\]$/.test(token)) return token
      return token.startsWith('##') ? token.slice(2) : `▁${token}`
    })
    const tokenTypes = lines.map((token) => (/^\[.+\]$/.test(token) ? 3 : 1))
    const own = { file: 'm.gguf', tokenizerModel: 'bert', tokens, tokenTypes }
    assert.equal(await differences(own, 'word-piece'), 0)
    const { entries } = await loadTokenizer(none, own)
    assert.deepEqual(
      entries.map(([token]) => token),
      lines,
    )
  })

  test('names control, added and unused tokens by their types', async () => {
    const own = byteLevel('byte-level-bpe', 'gpt-2')
    const types = own.tokens.map((_, id) => ({ 0: 3, 5: 4, 6: 5 })[id] ?? 1)
    const { special, added, unused } = await loadTokenizer(none, { ...own, tokenTypes: types })
    assert.deepEqual(
      [new Set(special), new Set(added), unused],
      [new Set([0]), new Set([0, 5]), [6]],
    )
  })

  test('with a rule, kind or part that is missing is looked up exactly, and says why', async () => {
    const whole = byteLevel('byte-level-bpe', 'gpt-2')
    const { file, tokenizerModel, tokens } = whole
    const bare = { file, tokenizerModel, tokens }
    for (const [own, why] of [
      [byteLevel('byte-level-bpe', 'new-rule'), /new-rule/],
      [bare, /no merges/],
      [{ ...whole, tokenizerModel: 'rwkv' }, /rwkv/],
      [{ ...whole, tokenizerModel: 'llama' }, /scores/],
    ] as const) {
      const { tokenizer, entries } = await loadTokenizer(none, own)
      assert.equal(tokenizer.kind, 'exact look-up')
      assert.match(tokenizer.note ?? '', why)
      assert.equal(entries.length, whole.tokens.length)
      assert.deepEqual(tokenizer.encode('a'), [{ id: whole.tokens.indexOf('a'), token: 'a' }])
      assert.deepEqual(tokenizer.encode('no such token'), [])
    }
  })
})

function byteLevel(fixture: string, pre: string): FormatTokens & { tokenizerModel: string } {
  const vocab = json(join(fixture, 'vocab.json')) as Readonly<Record<string, number>>
  const merges = readFileSync(join(FOLDER, fixture, 'merges.txt'), 'utf8')
    .trimEnd()
    .split('\n')
  return {
    file: 'm.gguf',
    tokenizerModel: 'gpt2',
    tokens: Object.keys(vocab).sort((a, b) => vocab[a] - vocab[b]),
    merges: merges.slice(1),
    metadata: new Map([['ggml.pre', pre]]),
  }
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))
}
