import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { folderFiles } from '../../../src/model/folder.js'
import { loadTokenizer } from '../../../src/model/tokenizer.js'

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'tokenizers')

type Groups = Readonly<Record<'words' | 'spaced' | 'others', readonly string[]>>

/**
 * How many of the strings that are no words of a preset become other ids than in the native library. The three of
 * `nmt_nfkc` are a zero-width joiner (twice) and two combining marks on one letter, where the engine's built-in rules
 * are not those of the file.
 */
const KINDS: readonly (readonly [string, string, string, number])[] = [
  ['word-piece', 'WordPiece', 'wordpiece', 0],
  ['word-piece-cased', 'WordPiece', 'wordpiece', 0],
  ['byte-level-bpe', 'byte-level BPE', 'byte-level', 0],
  ['qwen', 'byte-level BPE', 'byte-level', 0],
  ['clip', 'BPE', 'end-of-word', 0],
  ['sentencepiece-bpe', 'BPE', 'sentencepiece', 0],
  ['sentencepiece-bpe-gemma', 'BPE', 'sentencepiece', 0],
  ['sentencepiece-unigram', 'Unigram', 'sentencepiece', 0],
  ['t5', 'Unigram', 'sentencepiece', 3],
  ['xlm-roberta', 'Unigram', 'sentencepiece', 3],
]

const strings = readJson('strings.json')

for (const [name, kind, spelling, differences] of KINDS)
  suite(`the ${name} fixture`, async () => {
    const folder = join(FOLDER, name)
    const { tokenizer } = await loadTokenizer(await folderFiles(folder, folder))
    const expected = readJson(join(name, 'expected.json'))
    const wrong = (group: keyof Groups): string[] =>
      strings[group].filter((text, i) => ids(text) !== expected[group][i])
    const ids = (text: string): string =>
      tokenizer
        .encode(text)
        .map(({ id }) => id)
        .join(' ')

    test(`is ${kind}, ${spelling}`, () => {
      assert.deepEqual([tokenizer.kind, tokenizer.spelling], [kind, spelling])
    })

    test('gives every word of every preset the ids of the native library', () => {
      assert.ok(strings.words.length > 1200)
      assert.deepEqual(wrong('words'), [])
      assert.deepEqual(wrong('spaced'), [])
    })

    test(`differs in ${differences} of ${strings.others.length} other strings`, () => {
      const others = wrong('others')
      assert.equal(others.length, differences, JSON.stringify(others))
    })
  })

function readJson(path: string): Groups {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as Groups
}
