import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Malformed, NotFound, UnsafeFile, Unsupported } from '../../src/errors.js'
import { openWeights } from '../../src/model/open-weights.js'
import { memoryFiles } from './memory-files.js'
import { safetensorsBytes } from './safetensors-bytes.js'
import { fixture } from './stored-values.js'

const INDEX = 'model.safetensors.index.json'

function shard(...names: string[]): Uint8Array {
  const header = Object.fromEntries(
    names.map((name, i) => [name, { dtype: 'U8', shape: [2], data_offsets: [2 * i, 2 * i + 2] }]),
  )
  return safetensorsBytes(header, new Uint8Array(2 * names.length))
}

suite('openWeights', () => {
  test('of shards opens only the index and the shard that is needed', async () => {
    const model = memoryFiles({
      [INDEX]: { weight_map: { a: 'one.safetensors', b: 'two.safetensors' } },
      'one.safetensors': shard('a'),
      'two.safetensors': shard('x', 'b'),
    })
    const weights = await openWeights(model)
    assert.deepEqual(weights.names, ['a', 'b'])
    assert.deepEqual(weights.files, ['one.safetensors', 'two.safetensors'])
    const b = await weights.locate('b')
    assert.deepEqual([b.file, b.shape], ['two.safetensors', [2]])
    assert.deepEqual(model.opened, [INDEX, 'two.safetensors'])
  })

  test('prefers a single file to an index, and takes the one that is named before both', async () => {
    const model = memoryFiles({
      [INDEX]: { weight_map: {} },
      'model.safetensors': shard('a'),
      'other.safetensors': shard('b'),
    })
    assert.deepEqual((await openWeights(model)).names, ['a'])
    assert.deepEqual((await openWeights(model, 'other.safetensors')).names, ['b'])
  })

  test('a shard that is missing, or is no name, is NotFound when its tensor is asked for, and no hindrance to others', async () => {
    for (const file of ['two.safetensors', 5]) {
      const map = { weight_map: { a: file, b: 'one.safetensors' } }
      const model = memoryFiles({ [INDEX]: map, 'one.safetensors': shard('b') })
      const weights = await openWeights(model)
      await assert.rejects(weights.locate('a'), NotFound)
      assert.equal((await weights.locate('b')).name, 'b')
    }
  })

  for (const file of [
    '../one.safetensors',
    'sub/../../one.safetensors',
    '/etc/passwd',
    'C:\\one.safetensors',
    '..\\one.safetensors',
    '\\\\host\\one.safetensors',
    '',
  ])
    for (const [index, format] of [
      [INDEX, 'safetensors'],
      ['pytorch_model.bin.index.json', 'bin'],
    ])
      test(`an index (${format}) that names ${JSON.stringify(file)} is an UnsafeFile`, async () => {
        const map = { weight_map: { a: file, b: 'one.safetensors' } }
        const model = memoryFiles({ [index]: map, 'one.safetensors': shard('b') })
        await assert.rejects(openWeights(model), (error: UnsafeFile) => {
          assert.ok(error instanceof UnsafeFile, String(error))
          assert.ok(error.where.endsWith(index))
          return true
        })
      })

  test('the shards of an index in a subfolder lie beside it', async () => {
    const model = memoryFiles({
      [`part/${INDEX}`]: { weight_map: { a: './one.safetensors' } },
      'part/one.safetensors': shard('a'),
    })
    const weights = await openWeights(model, `part/${INDEX}`)
    assert.equal((await weights.locate('a')).file, 'part/one.safetensors')
  })

  test('a tensor that its shard lacks is Malformed', async () => {
    const map = { weight_map: { a: 'one.safetensors' } }
    const weights = await openWeights(memoryFiles({ [INDEX]: map, 'one.safetensors': shard('b') }))
    await assert.rejects(weights.locate('a'), Malformed)
  })

  test('an index that is no JSON object is Malformed', async () => {
    for (const content of [[], new TextEncoder().encode('{"weight_map":')])
      await assert.rejects(openWeights(memoryFiles({ [INDEX]: content })), Malformed)
  })

  test('a model without weights is NotFound and names what is there', async () => {
    await assert.rejects(openWeights(memoryFiles({ 'tokenizer.json': {} })), (error: NotFound) => {
      return error instanceof NotFound && error.found.includes('tokenizer.json')
    })
  })

  test('takes what repositories have in the order of safetensors, PyTorch, ONNX, GGUF', async () => {
    const order = [
      'model.safetensors',
      'model.safetensors.index.json',
      'pytorch_model.bin',
      'pytorch_model.bin.index.json',
      'onnx/model.onnx',
      'x.gguf',
    ]
    const contents = [
      shard('a'),
      { weight_map: { b: 's' } },
      fixture('pytorch/zipped.bin'),
      { weight_map: { plain: 'p' } },
      fixture('onnx/inline.onnx'),
      fixture('gguf/tiny.gguf'),
    ]
    const shards = { s: shard('b'), p: fixture('pytorch/zipped.bin') }
    for (let first = 0; first < order.length; first++) {
      const present = order.slice(first).map((name, i) => [name, contents[first + i]] as const)
      const model = memoryFiles({ ...shards, ...Object.fromEntries(present) })
      await openWeights(model)
      assert.equal(model.opened[0], order[first])
    }
  })

  test('several files of equal right are NotFound, and named; a split model counts as one', async () => {
    const several = memoryFiles({ 'a.gguf': '', 'b.gguf': '' })
    await assert.rejects(openWeights(several), (error: NotFound) => {
      return error instanceof NotFound && error.found === 'a.gguf, b.gguf'
    })
    const split = memoryFiles({
      'm-00001-of-00002.gguf': fixture('gguf/tiny.gguf'),
      'm-00002-of-00002.gguf': fixture('gguf/tiny.gguf'),
    })
    assert.equal((await openWeights(split)).files.length, 2)
  })

  test('a file of an unknown kind is Unsupported; one that its name promises is Malformed', async () => {
    const model = memoryFiles({ 'a.bin': 'neither', 'a.gguf': 'nor', 'a.safetensors': 'nor' })
    await assert.rejects(openWeights(model, 'a.bin'), Unsupported)
    await assert.rejects(openWeights(model, 'a.gguf'), Malformed)
    await assert.rejects(openWeights(model, 'a.safetensors'), Malformed)
  })

  test('the format is told by the content where the name says nothing', async () => {
    const model = memoryFiles({ one: fixture('gguf/tiny.gguf'), two: shard('a') })
    assert.equal((await openWeights(model, 'one')).format, 'GGUF')
    assert.equal((await openWeights(model, 'two')).format, 'safetensors')
  })
})
