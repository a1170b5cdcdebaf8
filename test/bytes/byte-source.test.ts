import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { counted, readAll } from '../../src/bytes/byte-source.js'
import { LimitExceeded, Malformed } from '../../src/errors.js'
import { bufferSource } from '../../src/bytes/buffer-source.js'

suite('counted', () => {
  test('counts the different bytes that were read, and the reads', async () => {
    const source = counted(bufferSource(Uint8Array.of(1, 2, 3, 4), 'bytes'))
    assert.deepEqual([...(await source.read(1, 2))], [2, 3])
    await source.read(0, 4)
    assert.deepEqual([source.bytesRead, source.requests], [4, 2])
  })

  for (const [offset, length] of [
    [0, 5],
    [4, 1],
    [-1, 2],
    [0, -1],
    [0.5, 1],
    [2 ** 53, 1],
    [0, NaN],
  ])
    test(`a read of ${length} bytes from ${offset} of 4 is refused before it is tried`, async () => {
      const source = counted({
        ...bufferSource(new Uint8Array(4), 'bytes'),
        read: () => assert.fail('read'),
      })
      await assert.rejects(source.read(offset, length), Malformed)
    })
})

test('readAll refuses a source larger than its limit without reading it', async () => {
  const source = { ...bufferSource(new Uint8Array(10), 'bytes'), read: () => assert.fail('read') }
  await assert.rejects(readAll(source, 9), LimitExceeded)
})
