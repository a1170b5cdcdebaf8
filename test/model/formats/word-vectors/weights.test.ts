import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LimitExceeded, Malformed, Unsupported } from '../../../../src/errors.js'
import { openWeights } from '../../../../src/model/open-weights.js'
import { memoryFiles } from '../../memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../../stored-values.js'
import { joined } from '../gguf/gguf-bytes.js'

const expected = fixtureJson('word-vectors/expected.json') as {
  readonly tokens: readonly string[]
  readonly spaced: readonly string[]
  readonly values: string
}

const text = (value: string) => new TextEncoder().encode(value)
const open = (bytes: Uint8Array | string, name = 'x.bin') =>
  openWeights(memoryFiles({ [name]: bytes }), name)

suite('wordVectorWeights', () => {
  for (const [file, format, tokens] of [
    ['word2vec.txt', 'word2vec', expected.tokens],
    ['word2vec.bin', 'word2vec', expected.tokens],
    ['without-newlines.bin', 'word2vec', expected.tokens],
    ['fasttext.vec', 'word2vec', expected.tokens],
    ['glove.txt', 'GloVe', expected.spaced],
    ['windows.txt', 'GloVe', expected.tokens],
  ] as const)
    test(`${file} is told by its content, with its tokens and the numbers that NumPy reads`, async () => {
      const weights = await open(fixture(`word-vectors/${file}`))
      assert.equal(weights.format, format)
      assert.deepEqual(weights.tokens?.tokens, tokens)
      const found = await readTensor(weights, 'vectors')
      assert.deepEqual(found.shape, [6, 5])
      assertSameNumbers(found.data, floats(expected.values))
    })

  test('lines that lie across the pieces in which the file is read are whole', async () => {
    const rows = 60_000
    const lines = Array.from({ length: rows }, (_, i) => `w${i} ${i} ${i - 7} 0.5 ${i / 8}\n`)
    const weights = await open(lines.join(''))
    const { data } = await readTensor(weights, 'vectors')
    for (let i = 0; i < rows; i++) {
      assert.equal(weights.tokens?.tokens[i], `w${i}`)
      assert.equal(data[4 * i + 1], i - 7)
    }
  })

  test('rows of a binary file are read where they lie', async () => {
    const rows = 2000
    const vector = new Uint8Array(Float32Array.from({ length: 300 }, (_, i) => i).buffer)
    const parts = Array.from({ length: rows }, (_, i) => joined([text(`w${i} `), vector]))
    const bytes = joined([text(`${rows} 300\n`), ...parts])
    const files = memoryFiles({ 'x.bin': bytes })
    const tensor = await (await openWeights(files, 'x.bin')).locate('vectors')
    const before = files.reads.length
    const { source } = await tensor.open(false)
    await source.read(1200 * 7, 1200)
    assert.deepEqual(files.reads.slice(before), [1200])
  })
})

suite('damaged word vectors', () => {
  const vector = new Uint8Array(Float32Array.of(1, 2).buffer)
  const malformed: Record<string, Uint8Array | string> = {
    'fewer vectors than the first line says': '3 2\na 1 2\nb 3 4\n',
    'more vectors than the first line says': '1 2\na 1 2\nb 3 4\n',
    'a line of too few numbers': 'a 1 2 3\nb 3 4\n',
    'a line of one number too many': 'a 1 2 3\nb 3 4 5 6\n',
    'a line of one number too many, under a first line that counts': '2 2\na 1 2\nb 3 4 5\n',
    'a line without a token': 'a 1 2 3\n1 2 3\n',
    'an empty line': 'a 1 2\n\nb 1 2\n',
    'a binary vector cut off': joined([text('2 2\na '), vector, text('b '), vector.subarray(1)]),
    'a binary token without end': joined([text('2 2\na '), vector, text('b')]),
    'bytes after the last binary vector': joined([text('1 2\na '), vector, text('\nmore')]),
    'more vectors than the file could hold': joined([text('999999999999 2\na '), vector]),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`are Malformed: ${name}`, async () => {
      await assert.rejects(open(bytes), Malformed)
    })

  for (const value of ['x', '0x10', 'nan', 'Infinity', '1,5', '--1'])
    test(`${value} among the numbers is Malformed, and named, when the row is read`, async () => {
      const weights = await open(`a 1 2\nb ${value} 3\nc 1 2\n`)
      await assert.rejects(readTensor(weights, 'vectors'), (error: Malformed) => {
        return error instanceof Malformed && error.found === value
      })
    })

  test('a line, or a token, longer than any is beyond the limit', async () => {
    await assert.rejects(open(`a 1 2\n${'b'.repeat(3_000_000)} 1 2\n`), LimitExceeded)
    const long = joined([text('1 2\n'), new Uint8Array(70_000).fill(97)])
    await assert.rejects(open(long), LimitExceeded)
  })

  test('plain text is no list of vectors', async () => {
    await assert.rejects(open('a list\nof words\n', 'vocab.txt'), Unsupported)
    await assert.rejects(open('', 'vocab.txt'), Unsupported)
  })
})
