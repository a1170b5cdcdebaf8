import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { InvalidArgument } from '../../src/errors.js'
import { gatherRows } from '../../src/math/gather.js'
import type { Matrix } from '../../src/math/matrix.js'
import { ownerOf } from '../../src/math/kernels/resident.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { openModel } from '../../src/model/open-model.js'
import { storedEmbedding } from '../../src/model/embedding-matrix.js'

const bits = ({ data }: Matrix): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()

test('gatherRows gives the same bits as asking for each row, in the order of the ids, where kernels find them', async () => {
  const { embedding } = await openModel()
  const { vocabSize } = embedding
  const ids = Array.from({ length: vocabSize / 2 }, (_, i) => (i * 7919 + 11) % vocabSize)
  const found = await gatherRows(embedding, ids)
  const expected = await embedding.rows(ids)
  assert.deepEqual([found.rows, found.cols], [expected.rows, expected.cols])
  assert.ok(Buffer.compare(bits(found), bits(expected)) === 0)
  assert.ok(ownerOf(found.data), 'in memory of the kernels')
})

test('gatherRows widens bfloat16, takes decoded float32, and keeps float64 as it is', async () => {
  const halves = Uint16Array.from({ length: 300 }, (_, i) => 0x3f00 + i)
  const stored = storedEmbedding(bufferSource(new Uint8Array(halves.buffer), 'halves'), {
    vocabSize: 100,
    dim: 3,
    dtype: 'BF16',
    offset: 0,
    bytesPerRow: 6,
    decode: () => assert.fail('the kernels widen it'),
  })
  const wide = new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer)
  const brief = await gatherRows(stored, [99, 0, 5])
  const wanted = [...wide.subarray(297), ...wide.subarray(0, 3), ...wide.subarray(15, 18)]
  assert.deepEqual([...brief.data], wanted)
  const thirds = [1 / 3, 4 / 3, 7 / 3, 10 / 3, 13 / 3, 16 / 3]
  for (const Numbers of [Float32Array, Float64Array]) {
    const data = new Numbers(thirds)
    const found = await gatherRows(tableOfMatrix({ rows: 3, cols: 2, data }), [2, 1])
    assert.ok(found.data instanceof Numbers)
    assert.deepEqual([...found.data], [...data.subarray(4), ...data.subarray(2, 4)])
  }
})

test('gatherRows refuses a row that is not there, and one named twice', async () => {
  const table = tableOfMatrix({ rows: 3, cols: 2, data: new Float64Array(6) })
  for (const ids of [[3], [-1], [0.5], [1, 1]])
    await assert.rejects(gatherRows(table, ids), InvalidArgument)
})
