import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { type ByteSource, DISK_COST, counted } from '../../src/bytes/byte-source.js'
import { InvalidArgument } from '../../src/errors.js'
import type { RowBlock } from '../../src/math/matrix.js'
import { storedEmbedding } from '../../src/model/embedding-matrix.js'
import { decode } from '../../src/model/dtype.js'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { localFiles } from '../../src/bytes/local-files.node.js'
import { newFolder } from '../cli/run.js'

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
  const of = (place: ByteSource) =>
    storedEmbedding(place, {
      vocabSize: V,
      dim: DIM,
      dtype: 'F32',
      bytesPerRow: DIM * 4,
      decode: (b) => decode(b, 'F32'),
      offset: 24,
    })
  return { source, of, embedding: of(source) }
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

  test('how near they have to be can be said', async () => {
    for (const [gap, requests] of [
      [0, 3],
      [9 * DIM * 4, 2],
    ] as const) {
      const { source, embedding } = table()
      await embedding.rows([0, 10, 2990], { gap })
      assert.equal(source.requests, requests)
    }
  })

  test('blocks give every row once, in order', async () => {
    const { source, embedding } = table()
    let next = 0
    const progress: (readonly [number, number])[] = []
    const onProgress = (...counts: [number, number]): unknown => progress.push(counts)
    for await (const { start, rows } of embedding.blocks({ onProgress })) {
      assert.equal(start, next)
      assert.deepEqual(progress.at(-1) ?? [0, V], [start, V])
      for (let i = 0; i < rows.rows; i++)
        assert.equal(rows.data[i * DIM + 3], 1000 * (start + i) + 3)
      next += rows.rows
    }
    assert.equal(next, V)
    assert.deepEqual(progress.at(-1), [V, V])
    assert.equal(source.bytesRead, V * DIM * 4)
  })

  test('rows and blocks of a file are whole, however long they are held', async () => {
    const { source, of } = table()
    const folder = newFolder()
    await writeFile(join(folder, 'table'), await source.read(0, source.size))
    const embedding = of(await localFiles.openFile(folder, 'table'))
    const ids = Array.from({ length: V / 100 }, (_, i) => (i * 700) % V)
    const { data } = await embedding.rows(ids)
    ids.forEach((id, i) => {
      assert.deepEqual([data[i * DIM], data[i * DIM + DIM - 1]], [1000 * id, 1000 * id + DIM - 1])
    })
    const blocks: RowBlock[] = []
    for await (const block of embedding.blocks()) blocks.push(block)
    for (const { start, rows } of blocks)
      for (let i = 0; i < rows.rows; i++)
        assert.equal(rows.data[i * DIM + 3], 1000 * (start + i) + 3)
  })

  for (const id of [-1, V, 1.5, NaN])
    test(`the id ${id} is refused`, async () => {
      await assert.rejects(table().embedding.rows([0, id]), InvalidArgument)
    })
})
