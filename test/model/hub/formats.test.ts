import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { openModel } from '../../../src/model/open-model.js'
import { startHub } from '../../hub-server/hub-server.js'
import { fileOf } from '../../hub-server/served-file.js'
import { array, ggufBytes, pair, string, tensor } from '../formats/gguf/gguf-bytes.js'
import { assertSameNumbers, fixture, fixtureJson, floats } from '../stored-values.js'

const ROWS = 8192
const DIM = 1024
const BYTES_PER_ROW = (DIM / 32) * 34

/** A Q8_0 table of 9 MB whose row r has the scale 1 and the number r mod 100 throughout. */
function largeGguf(): Uint8Array {
  const data = new Uint8Array(ROWS * BYTES_PER_ROW)
  for (let block = 0; block < data.length / 34; block++) {
    data[34 * block + 1] = 0x3c
    data.fill(Math.floor((34 * block) / BYTES_PER_ROW) % 100, 34 * block + 2, 34 * (block + 1))
  }
  const tokens = Array.from({ length: ROWS }, (_, i) => string(`t${i}`))
  return ggufBytes({
    pairs: [pair('tokenizer.ggml.tokens', [9, array(8, BigInt(ROWS), tokens)])],
    tensors: [tensor('token_embd.weight', [BigInt(DIM), BigInt(ROWS)], { type: 8 })],
    data,
  })
}

const hub = await startHub({
  'org/gguf': { files: { 'large.gguf': fileOf(largeGguf(), true) } },
  'org/pytorch': {
    files: {
      'pytorch_model.bin.index.json': fileOf({
        weight_map: { 'wte.weight': 'missing', plain: 'b.bin' },
      }),
      missing: fileOf('never opened'),
      'b.bin': fileOf(fixture('pytorch/zipped.bin'), true),
    },
  },
  'org/onnx': {
    files: {
      'onnx/model.onnx': fileOf(fixture('onnx/external.onnx')),
      'onnx/external.onnx_data': fileOf(fixture('onnx/external.onnx_data'), true),
    },
  },
})
after(() => hub.close())

const on = {
  hub: { endpoint: hub.endpoint, token: false, cache: false, offline: false },
} as const

suite('a model of the Hub', () => {
  test('in GGUF is read in ranges: its header and the rows asked for', async () => {
    const model = await openModel('org/gguf', on)
    assert.deepEqual([model.info.format, model.info.dtype], ['GGUF', 'Q8_0'])
    assert.equal(model.vocabulary.ids.get('t8191'), 8191)
    const { data } = await model.embedding.rows([5, 8191, 6])
    assert.deepEqual([data[0], data[DIM], data[2 * DIM]], [5, 91, 6])
    assert.ok(model.bytesRead() < 1_000_000, `${model.bytesRead()} bytes`)
  })

  const expectedOf = (path: string) =>
    fixtureJson(path) as Readonly<Record<string, { values: string }>>

  test('in PyTorch shards opens the shard that is needed', async () => {
    const { embedding, info } = await openModel('org/pytorch', { ...on, tensor: 'plain' })
    assert.equal(info.file, 'b.bin')
    const { data } = await embedding.rows([0, 1, 2, 3, 4])
    assertSameNumbers(data, floats(expectedOf('pytorch/expected.json').plain.values))
  })

  test('in ONNX finds its external data beside the file', async () => {
    const { embedding, info } = await openModel('org/onnx', { ...on, tensor: 'external_1' })
    assert.ok(info.totalBytes > 194)
    const { data } = await embedding.rows([0, 1, 2, 3, 4, 5])
    assertSameNumbers(data, floats(expectedOf('onnx/expected.json').external_1.values))
  })
})
