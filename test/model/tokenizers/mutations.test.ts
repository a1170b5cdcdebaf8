import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { TokenprismError } from '../../../src/errors.js'
import { loadTokenizer, tokenizerInfo } from '../../../src/model/tokenizer.js'
import { vocabularyOf } from '../../../src/model/vocabulary.js'
import { damage, damaged } from '../damage.js'
import { memoryFiles } from '../memory-files.js'
import { tokenizerJson } from '../tiny-model.js'

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'tokenizers')
const fixture = (path: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, path)))
const json = new TextEncoder().encode(
  JSON.stringify(tokenizerJson(['[UNK]', 'a', 'b', '##b', 'mon', 'day', ' '], ['[UNK]'])),
)

/** A tokenizer's files, of which the first is damaged. */
const SEEDS: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
  'tokenizer.json': { 'tokenizer.json': json },
  'tokenizer_config.json': {
    'tokenizer_config.json': fixture('t5/tokenizer_config.json'),
    'spiece.model': fixture('t5/spiece.model'),
  },
  'tokenizer.model (BPE)': { 'tokenizer.model': fixture('sentencepiece-bpe/tokenizer.model') },
  'tokenizer.model (Unigram)': {
    'tokenizer.model': fixture('sentencepiece-unigram/tokenizer.model'),
  },
  'vocab.json': {
    'vocab.json': fixture('byte-level-bpe/vocab.json'),
    'merges.txt': fixture('byte-level-bpe/merges.txt'),
  },
  'merges.txt': {
    'merges.txt': fixture('byte-level-bpe/merges.txt'),
    'vocab.json': fixture('byte-level-bpe/vocab.json'),
  },
  'vocab.txt': {
    'vocab.txt': fixture('word-piece/vocab.txt'),
    'tokenizer_config.json': fixture('word-piece/tokenizer_config.json'),
  },
}

/** Loads a tokenizer and cuts some text with it; whatever is wrong has to be one of our errors. */
async function useOf(contents: Readonly<Record<string, Uint8Array>>): Promise<void> {
  try {
    const loaded = await loadTokenizer(memoryFiles(contents))
    const { tokenizer } = loaded
    assert.ok(tokenizerInfo(loaded).kind)
    vocabularyOf(500, { ...loaded, spelling: tokenizer.spelling })
    for (const text of ['monday', ' a b', 'é🙂', ''])
      for (const { id, token } of tokenizer.encode(text)) {
        assert.ok(Number.isInteger(id) && id >= 0, `the id ${id}`)
        assert.equal(typeof token, 'string')
      }
  } catch (error) {
    if (!(error instanceof TokenprismError)) throw error
  }
}

suite('a damaged tokenizer is an error of ours or is read, and never more', () => {
  for (const [name, files] of Object.entries(SEEDS))
    test(name, { timeout: 60_000 }, async () => {
      const [[damagedName, good], ...rest] = Object.entries(files)
      await useOf(files)
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (list) => {
          const bad = list.reduce(damaged, good)
          await useOf({ ...Object.fromEntries(rest), [damagedName]: bad })
        }),
        { numRuns: 150, seed: 7 },
      )
    })

  test('tokenizer.json of values of every kind in every place', { timeout: 60_000 }, async () => {
    const definition = JSON.parse(new TextDecoder().decode(json)) as Record<string, unknown>
    const model = definition.model as Record<string, unknown>
    const anything = fc.jsonValue({ maxDepth: 2 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(definition)),
        fc.constantFrom(...Object.keys(model), undefined),
        anything,
        async (key, inner, value) => {
          const changed =
            inner === undefined
              ? { ...definition, [key]: value }
              : { ...definition, model: { ...model, [inner]: value } }
          await useOf({ 'tokenizer.json': new TextEncoder().encode(JSON.stringify(changed)) })
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })
})
