import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Malformed, Unsupported } from '../../../../src/errors.js'
import { ggufWeights } from '../../../../src/model/formats/gguf/weights.js'
import { memoryFiles } from '../../memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../../stored-values.js'
import { array, ggufBytes, pair, string, tensor, u32 } from './gguf-bytes.js'

interface Expected {
  readonly tokens: readonly string[]
  readonly tensors: Readonly<
    Record<string, { dtype: string; shape: readonly number[]; float32: string }>
  >
}

const expected = fixtureJson('gguf/tiny.json') as Expected
const tiny = () => ggufWeights(memoryFiles({ 'tiny.gguf': fixture('gguf/tiny.gguf') }), 'tiny.gguf')

suite('ggufWeights', () => {
  for (const [name, { dtype, shape, float32 }] of Object.entries(expected.tensors))
    test(`${dtype} is read bit for bit as Python’s gguf reads it`, async () => {
      const weights = await tiny()
      const located = await weights.locate(name)
      assert.deepEqual([located.dtype, located.shape], [dtype, shape])
      const found = await readTensor(weights, name)
      assert.deepEqual(found.shape, shape)
      assertSameNumbers(found.data, floats(float32))
    })

  test('brings its own vocabulary', async () => {
    const { tokens } = await tiny()
    assert.deepEqual(tokens?.tokens, expected.tokens)
    assert.deepEqual(
      [tokens.file, tokens.tokenizerModel, tokens.scores, tokens.tokenTypes, tokens.merges],
      ['tiny.gguf', 'llama', [0, 0, -1.5, -2.5], [2, 3, 1, 6], undefined],
    )
    assert.equal(tokens.metadata?.get('ggml.bos_token_id'), 1)
    assert.equal(tokens.metadata?.get('ggml.add_space_prefix'), true)
  })

  test('scores that are not as many as the tokens are Malformed', async () => {
    const bytes = ggufBytes({
      pairs: [
        pair('tokenizer.ggml.tokens', [9, array(8, 2n, [string('a'), string('b')])]),
        pair('tokenizer.ggml.token_type', [9, array(4, 1n, [u32(1)])]),
      ],
    })
    await assert.rejects(ggufWeights(memoryFiles({ a: bytes }), 'a'), Malformed)
  })

  test('a quantisation that cannot be read is Unsupported by its name, and only when it is opened', async () => {
    const bytes = ggufBytes({
      tensors: [tensor('t', [256n], { type: 16 })],
      data: new Uint8Array(66),
    })
    const weights = await ggufWeights(memoryFiles({ a: bytes }), 'a')
    const located = await weights.locate('t')
    await assert.rejects(located.open(false), (error: Unsupported) => {
      return error instanceof Unsupported && error.found === 'IQ2_XXS'
    })
  })

  test('quantised columns cannot be taken as rows', async () => {
    const located = await (await tiny()).locate('Q8_0.weight')
    await assert.rejects(located.open(true), Unsupported)
  })
})
