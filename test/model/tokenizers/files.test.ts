import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { Malformed, TokenprismError } from '../../../src/errors.js'
import { seededRandom } from '../../../src/math/random.js'
import { loadTokenizer } from '../../../src/model/tokenizer.js'
import { memoryFiles } from '../memory-files.js'

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'tokenizers')
const model = readFileSync(join(FOLDER, 'sentencepiece-bpe', 'tokenizer.model'))
const load = (contents: Parameters<typeof memoryFiles>[0]): ReturnType<typeof loadTokenizer> =>
  loadTokenizer(memoryFiles(contents))
const text = (content: string): Uint8Array => new TextEncoder().encode(content)

suite('loadTokenizer', () => {
  test('declares control and unknown pieces special, and T5’s sentinels', async () => {
    const spiece = readFileSync(join(FOLDER, 't5', 'spiece.model'))
    const { entries, special } = await load({
      'spiece.model': spiece,
      'tokenizer_config.json': { tokenizer_class: 'T5TokenizerFast', extra_ids: 10 },
    })
    const names = new Map(entries.map(([token, id]) => [id, token]))
    const named = [...new Set(special)].sort((a, b) => a - b).map((id) => names.get(id))
    assert.deepEqual(named.slice(0, 4), ['<pad>', '</s>', '<unk>', '<extra_id_9>'])
    assert.equal(named.length, 13)
  })

  test('prefers tokenizer.json, then SentencePiece, merges, vocab.txt', async () => {
    const vocab = { 'vocab.txt': text('[UNK]\na\n##b\n') }
    const { tokenizer, used } = await load(vocab)
    assert.deepEqual([tokenizer.kind, used], ['WordPiece', ['vocab.txt']])
    const both = await load({ ...vocab, 'tokenizer.model': model })
    assert.deepEqual([both.tokenizer.kind, both.used], ['BPE', ['tokenizer.model']])
  })

  test('added_tokens.json and added_tokens_decoder add tokens, which are not special by that', async () => {
    const { special, added, entries } = await load({
      'vocab.txt': text('[PAD]\n[UNK]\na\n'),
      'added_tokens.json': { '<mine>': 3 },
      'tokenizer_config.json': {
        added_tokens_decoder: { 4: { content: '<other>', special: true } },
      },
    })
    assert.deepEqual(entries.slice(3), [['<mine>', 3], ['<other>', 4]]) // prettier-ignore
    assert.deepEqual([special, added], [[1, 0, 4], [1, 0, 4, 3]]) // prettier-ignore
  })

  test('cased vocabularies stay cased', async () => {
    const lower = { 'vocab.txt': text('[UNK]\na\nA\n') }
    const cased = { ...lower, 'tokenizer_config.json': { do_lower_case: false } }
    assert.equal((await load(lower)).tokenizer.encode('A')[0].token, 'a')
    assert.equal((await load(cased)).tokenizer.encode('A')[0].token, 'A')
  })

  test('without any of the files, says which ones there could be', async () => {
    const { tokenizer, entries } = await load({})
    assert.equal(tokenizer.kind, 'exact look-up')
    assert.match(tokenizer.note ?? '', /tokenizer\.json.*vocab\.txt/)
    assert.deepEqual([entries.length, tokenizer.encode('a')], [0, []])
  })

  test('a class that does more than its files say is looked up exactly', async () => {
    const { tokenizer } = await load({
      'tokenizer.model': model,
      'tokenizer_config.json': { tokenizer_class: 'BarthezTokenizer' },
    })
    assert.match(tokenizer.note ?? '', /Barthez/)
    const ctrl = await load({
      'vocab.json': { 'a@@': 0, b: 1 },
      'merges.txt': text('a b\n'),
      'tokenizer_config.json': { tokenizer_class: 'CTRLTokenizer' },
    })
    assert.match(ctrl.tokenizer.note ?? '', /CTRL/)
    assert.deepEqual(ctrl.entries, [['a@@', 0], ['b', 1]]) // prettier-ignore
  })

  test('CamemBERT’s and Pegasus’ pieces have the ids that fairseq’s and Google’s code give them', async () => {
    // sentencepiece's own ids, which these classes shift by 4 and by 103.
    for (const [folder, name, className, offset] of [
      ['xlm-roberta', 'sentencepiece.bpe.model', 'CamembertTokenizer', 4],
      ['t5', 'spiece.model', 'PegasusTokenizer', 103],
    ] as const) {
      const bytes = readFileSync(join(FOLDER, folder, name))
      const plain = await load({ 'spiece.model': bytes })
      const { tokenizer, entries } = await load({
        'spiece.model': bytes,
        'tokenizer_config.json': { tokenizer_class: className },
      })
      assert.equal(tokenizer.note, undefined)
      for (const word of ['monday', 'the cat', 'antidisestablishment', 'Blue'])
        assert.deepEqual(
          tokenizer.encode(word),
          plain.tokenizer.encode(word).map(({ id, token }) => ({ id: id + offset, token })),
        )
      const names = new Map(entries.map(([token, id]) => [id, token]))
      const [pad, unknown, first] = offset === 4 ? [1, 3, 7] : [0, 105, 106]
      assert.deepEqual([names.get(pad), names.get(unknown)], ['<pad>', '<unk>'])
      assert.equal(tokenizer.encode('\u{e000}').at(-1)?.id, unknown)
      const pieces = new Map(plain.entries.map(([token, id]) => [id, token]))
      assert.equal(names.get(first), pieces.get(3))
    }
  })

  test('a text with a part that has no token, and no unknown token to stand for it, has no pieces', async () => {
    const unigram = { type: 'Unigram', vocab: [['a', -1], ['b', -2], ['ab', -1.5]] } // prettier-ignore
    const bpe = { type: 'BPE', vocab: { a: 0, b: 1, ab: 2 }, merges: ['a b'] }
    const around = {
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
    }
    for (const part of [unigram, bpe]) {
      const { tokenizer } = await load({ 'tokenizer.json': { ...around, model: part } })
      const ids = (text: string): number[] => tokenizer.encode(text).map(({ id }) => id)
      assert.deepEqual(
        [ids('ab'), ids('ba'), ids('abé'), ids('éa'), ids('é')],
        [[2], [1, 0], [], [], []],
      )
    }
  })

  test('a list of tokens without what cuts text is looked up: vocab.json of Marian and M2M100', async () => {
    const vocab = { '</s>': 0, '<unk>': 1, '▁monday': 2, '▁blue': 3, x: 4 }
    for (const contents of [
      { 'vocab.json': vocab, 'tokenizer_config.json': { tokenizer_class: 'MarianTokenizer' } },
      {
        'vocab.json': vocab,
        'sentencepiece.bpe.model': model,
        'tokenizer_config.json': { tokenizer_class: 'M2M100Tokenizer' },
      },
    ]) {
      const { tokenizer, entries, special, used } = await load(contents)
      assert.match(tokenizer.note ?? '', /^(Marian|M2M100)Tokenizer is not converted$/)
      assert.deepEqual([tokenizer.kind, tokenizer.spelling], ['exact look-up', 'sentencepiece'])
      assert.deepEqual(entries, Object.entries(vocab))
      assert.deepEqual([...special].sort(), [0, 1])
      assert.deepEqual(used, ['vocab.json', 'tokenizer_config.json'])
    }
  })

  test('tiktoken’s ranks are looked up, written as byte-level BPE writes tokens', async () => {
    const tokens = [' monday', 'é', '\n', 'x']
    const line = (token: string, rank: number): string =>
      `${Buffer.from(token).toString('base64')} ${rank}\n`
    const { tokenizer, entries } = await load({
      'tokenizer.model': text(tokens.map(line).join('')),
    })
    assert.match(tokenizer.note ?? '', /tiktoken/)
    assert.deepEqual([tokenizer.kind, tokenizer.spelling], ['exact look-up', 'byte-level'])
    assert.deepEqual(entries, [['Ġmonday', 0], ['Ã©', 1], ['Ċ', 2], ['x', 3]]) // prettier-ignore
    for (const broken of ['eA== 0\nhello\n', 'eA== 0\neA== 99999999\n'])
      await assert.rejects(load({ 'tokenizer.model': text(broken) }), Malformed)
  })

  test('files that are not what their names say are Malformed', async () => {
    for (const contents of [
      { 'tokenizer.model': text('') },
      { 'tokenizer.model': text('hello') },
      { 'tokenizer.model': Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f) },
      { 'tokenizer.model': model.subarray(0, model.length - 1) },
      { 'vocab.txt': Uint8Array.of(0xff, 0xfe) },
      { 'vocab.json': { a: 0, Ġ: 1 }, 'merges.txt': text('a b c\n') },
      { 'vocab.json': { a: 0, Ġ: 1 }, 'merges.txt': text('Ġ a\n') },
      { 'vocab.json': { a: 4e9, Ġ: 1 }, 'merges.txt': text('a a\n') },
      { 'vocab.json': { a: -1, Ġ: 1 }, 'merges.txt': text('a a\n') },
      { 'vocab.json': { a: 'x', Ġ: 1 }, 'merges.txt': text('a a\n') },
      { 'tokenizer.json': { model: { type: 'BPE', vocab: { a: 1e9 }, merges: [] } } },
    ])
      await assert.rejects(load(contents), Malformed, JSON.stringify(Object.keys(contents)))
  })

  suite('merges of a tokenizer.json', () => {
    const vocab = { a: 0, b: 1, '##b': 2, ab: 3, ' ': 4, 'a ': 5, 'b</w>': 6, 'ab</w>': 7 }
    const withMerges = (merges: readonly unknown[], more: object): Promise<unknown> =>
      load({
        'tokenizer.json': {
          added_tokens: [],
          normalizer: null,
          pre_tokenizer: null,
          post_processor: null,
          decoder: null,
          model: { type: 'BPE', vocab, merges, ...more },
        },
      })

    for (const [merges, named, more = {}] of [
      [['a b c', 'x'], 'a b c'],
      [['a b', 'x'], 'x'],
      [['a b', ['a', 'b']], '["a","b"]'],
      [[['a', 'b'], 'a b'], 'a b'],
      [[['a', 'b', 'c']], '["a","b","c"]'],
      [['b a'], 'b a'],
      [['c b'], 'c b'],
      [['a b '], 'a b '],
      [[['b', ' ']], '["b"," "]'],
      [['a ##b'], 'a ##b'],
      [['a b'], 'a b', { vocab: { a: 0, b: 1 } }],
    ] as readonly [readonly unknown[], string, object?][])
      test(`are Malformed, and named: ${JSON.stringify(merges)}`, async () => {
        await assert.rejects(withMerges(merges, more), (error) => {
          assert.ok(error instanceof Malformed)
          assert.ok(error.where.endsWith('tokenizer.json') && error.found.includes(named))
          return true
        })
      })

    for (const [merges, more = {}] of [
      [[]],
      [['#version: 0.2', 'a b']],
      [[['a', ' ']]],
      [['a b</w>'], { end_of_word_suffix: '</w>' }],
      [['a ##b'], { continuing_subword_prefix: '##' }],
    ] as readonly [readonly unknown[], object?][])
      test(`are taken: ${JSON.stringify(merges)}`, async () => {
        await withMerges(merges, more)
      })
  })

  test('a damaged SentencePiece model is an error that says so, or a tokenizer; never a hang', async () => {
    const random = seededRandom(3)
    for (let i = 0; i < 300; i++) {
      const bytes = Uint8Array.from(model)
      for (let k = 0; k < 3; k++) bytes[random.below(200)] = random.below(256)
      try {
        const { tokenizer } = await load({ 'tokenizer.model': bytes })
        tokenizer.encode('some words')
      } catch (error) {
        assert.ok(error instanceof TokenprismError, String(error))
      }
    }
  })
})
