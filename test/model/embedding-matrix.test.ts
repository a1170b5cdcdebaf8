import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { DISK_COST, counted } from '../../src/bytes/byte-source.js'
import { InvalidArgument } from '../../src/errors.js'
import { storedEmbedding } from '../../src/model/embedding-matrix.js'
import { decode } from '../../src/model/dtype.js'
import { bufferSource } from '../../src/bytes/buffer-source.js'

const V = 3000
const DIM = 256

/** A float32 table whose element (i, j) is 1000·i + j, after 24 bytes of something else. */
function table() {
  const values = Float32Array.from(
    { length: V * DIM },
    (_, at) => 1000 * Math.floor(at / DIM) + (at % DIM),
  )
  const bytes = new Uint8Array(24 + values.byteLength)
  bytes.set(new Uint8Array(values.buffer), 24)
  const source = counted({ ...bufferSource(bytes, 'table'), cost: DISK_COST })
  return {
    source,
    embedding: storedEmbedding(source, {
      vocabSize: V,
      dim: DIM,
      dtype: 'F32',
      bytesPerRow: DIM * 4,
      decode: (b) => decode(b, 'F32'),
      offset: 24,
    }),
  }
}

suite('storedEmbedding', () => {
  test('rows come in the order of the ids, which may repeat', async () => {
    const { embedding } = table()
    const { rows, cols, data } = await embedding.rows([2999, 0, 7, 2999])
    assert.deepEqual([rows, cols], [4, DIM])
    assert.deepEqual(
      [0, 1, 2, 3].map((i) => data[i * DIM + 5]),
      [2999005, 5, 7005, 2999005],
    )
  })

  test('only near rows share a read: what lies between far ones stays unread', async () => {
    const { source, embedding } = table()
    await embedding.rows([0, 10, 2990])
    assert.equal(source.requests, 2)
    assert.equal(source.bytesRead, (11 + 1) * DIM * 4)
  })

  test('blocks give every row once, in order', async () => {
    const { source, embedding } = table()
    let next = 0
    for await (const { start, rows } of embedding.blocks()) {
      assert.equal(start, next)
      for (let i = 0; i < rows.rows; i++)
        assert.equal(rows.data[i * DIM + 3], 1000 * (start + i) + 3)
      next += rows.rows
    }
    assert.equal(next, V)
    assert.equal(source.bytesRead, V * DIM * 4)
  })

  for (const id of [-1, V, 1.5, NaN])
    test(`the id ${id} is refused`, async () => {
      await assert.rejects(table().embedding.rows([0, id]), InvalidArgument)
    })
})
