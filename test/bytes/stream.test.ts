import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { DISK_COST, NETWORK_COST } from '../../src/bytes/byte-source.js'
import { localFiles } from '../../src/bytes/local-files.node.js'
import { stream } from '../../src/bytes/stream.js'
import { newFolder } from '../cli/run.js'

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)
suite('a long stretch', () => {
  test('comes in order, in whole multiples of the unit', async () => {
    const source = { ...bufferSource(bytes, 'bytes'), cost: { ...NETWORK_COST, piece: 100 } }
    for (const unit of [1, 7, 64, 300]) {
      const parts: Uint8Array[] = []
      for await (const part of stream(source, { offset: 3, length: 900 }, unit)) parts.push(part)
      assert.ok(parts.slice(0, -1).every(({ length }) => length % unit === 0 && length > 0))
      assert.deepEqual(Buffer.concat(parts), Buffer.from(bytes.subarray(3, 903)))
    }
  })

  test('is read ahead over a network, by four pieces at most', async () => {
    let [now, most] = [0, 0]
    const source = {
      ...bufferSource(bytes, 'bytes'),
      cost: { ...NETWORK_COST, piece: 10 },
      async read(offset: number, length: number) {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return bytes.subarray(offset, offset + length)
      },
    }
    for await (const part of stream(source, { offset: 0, length: 1000 }, 10))
      assert.ok(now <= 4 && part.length === 10)
    assert.equal(most, 4)
  })

  test('of a file takes one room for all pieces if they are told to share it, and a new one for each otherwise', async () => {
    const folder = newFolder()
    await writeFile(join(folder, 'table'), bytes)
    const file = await localFiles.openFile(folder, 'table')
    const source = { ...file, cost: { ...DISK_COST, piece: 100 } }
    for (const reuse of [true, false]) {
      const rooms = new Set<ArrayBufferLike>()
      const parts: Buffer[] = []
      const held: Uint8Array[] = []
      for await (const part of stream(source, { offset: 3, length: 950 }, 1, { reuse })) {
        rooms.add(part.buffer)
        held.push(part)
        parts.push(Buffer.from(part))
      }
      assert.equal(rooms.size, reuse ? 1 : 10)
      assert.deepEqual(Buffer.concat(parts), Buffer.from(bytes.subarray(3, 953)))
      if (!reuse) assert.deepEqual(Buffer.concat(held), Buffer.concat(parts))
    }
  })

  test('of nothing is nothing', async () => {
    for await (const part of stream(bufferSource(bytes, 'b'), { offset: 9, length: 0 }, 8))
      assert.fail(`${part.length} bytes`)
  })
})
