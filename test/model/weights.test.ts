import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { Malformed, NotFound } from '../../src/errors.js'
import { modelFiles } from '../../src/model/model-files.js'
import { openWeights } from '../../src/model/weights.js'
import { safetensorsBytes } from './safetensors-bytes.js'

const INDEX = 'model.safetensors.index.json'

function files(contents: Readonly<Record<string, Uint8Array | object>>) {
  const bytes = new Map(
    Object.entries(contents).map(([name, content]) => [
      name,
      content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content)),
    ]),
  )
  const sizes = new Map([...bytes].map(([name, { length }]) => [name, length]))
  const opened: string[] = []
  const made = modelFiles({ name: 'm', source: 'm', sizes }, async (name) => {
    opened.push(name)
    return bufferSource(bytes.get(name) ?? assert.fail(name), name)
  })
  return { ...made, opened }
}

function shard(...names: string[]): Uint8Array {
  const header = Object.fromEntries(
    names.map((name, i) => [name, { dtype: 'U8', shape: [2], data_offsets: [2 * i, 2 * i + 2] }]),
  )
  return safetensorsBytes(header, new Uint8Array(2 * names.length))
}

suite('openWeights', () => {
  test('of shards opens only the index and the shard that is needed', async () => {
    const model = files({
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
    const model = files({
      [INDEX]: { weight_map: {} },
      'model.safetensors': shard('a'),
      'other.safetensors': shard('b'),
    })
    assert.deepEqual((await openWeights(model)).names, ['a'])
    assert.deepEqual((await openWeights(model, 'other.safetensors')).names, ['b'])
  })

  test('a shard that is missing, or is no name, is NotFound', async () => {
    for (const file of ['two.safetensors', 5, '../one.safetensors'])
      await assert.rejects(openWeights(files({ [INDEX]: { weight_map: { a: file } } })), NotFound)
  })

  test('a tensor that its shard lacks is Malformed', async () => {
    const map = { weight_map: { a: 'one.safetensors' } }
    const weights = await openWeights(files({ [INDEX]: map, 'one.safetensors': shard('b') }))
    await assert.rejects(weights.locate('a'), Malformed)
  })

  test('an index that is no JSON object is Malformed', async () => {
    for (const content of [[], new TextEncoder().encode('{"weight_map":')])
      await assert.rejects(openWeights(files({ [INDEX]: content })), Malformed)
  })

  test('a model without weights is NotFound and names what is there', async () => {
    await assert.rejects(openWeights(files({ 'tokenizer.json': {} })), (error: NotFound) => {
      return error instanceof NotFound && error.found.includes('tokenizer.json')
    })
  })
})
