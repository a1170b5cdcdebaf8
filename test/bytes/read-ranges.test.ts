import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { blobSource } from '../../src/bytes/blob-source.js'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { NETWORK_COST, counted } from '../../src/bytes/byte-source.js'
import { readRanges } from '../../src/bytes/read-ranges.js'
import { Malformed } from '../../src/errors.js'
import { seededRandom } from '../../src/math/random.js'

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)

suite('readRanges', () => {
  test('gives each range its bytes, in the order asked for, whatever is coalesced', async () => {
    const random = seededRandom(1)
    for (let trial = 0; trial < 200; trial++) {
      const ranges = Array.from({ length: random.below(20) }, () => {
        const offset = random.below(1000)
        return { offset, length: random.below(1000 - offset + 1) }
      })
      const found = await readRanges(bufferSource(bytes, 'bytes'), ranges, {
        gap: random.below(100),
        concurrency: 1 + random.below(5),
      })
      found.forEach((part, i) => {
        const { offset, length } = ranges[i]
        assert.deepEqual(part, bytes.subarray(offset, offset + length))
      })
    }
  })

  test('ranges with at most the gap between them share a read', async () => {
    const ranges = [
      { offset: 30, length: 10 },
      { offset: 0, length: 10 },
      { offset: 50, length: 1 },
    ]
    const reads = async (gap: number) => {
      const source = counted(bufferSource(bytes, 'bytes'))
      await readRanges(source, ranges, { gap })
      return [source.requests, source.bytesRead]
    }
    assert.deepEqual(await reads(9), [3, 21])
    assert.deepEqual(await reads(10), [2, 31])
    assert.deepEqual(await reads(20), [1, 51])
  })

  test('gaps that are read along have no more bytes than the ranges, or 4 MB; the smallest go first', async () => {
    const size = 200 * 1024 * 1024
    const zeros = {
      name: 'z',
      size,
      cost: { ...NETWORK_COST, piece: size },
      read: async (_: number, length: number) => new Uint8Array(length),
    }
    const read = async (count: number, length: number, gapOf: (i: number) => number) => {
      const source = counted(zeros)
      let offset = 0
      const ranges = Array.from({ length: count }, (_, i) => {
        offset += gapOf(i) + length
        return { offset: offset - length, length }
      })
      await readRanges(source, ranges, { gap: 256 * 1024 })
      return [source.requests, source.bytesRead - count * length]
    }
    // Little is wanted: 16 gaps of 256 KB are 4 MB.
    assert.deepEqual(await read(30, 1000, () => 256 * 1024), [30 - 16, 4 * 1024 * 1024])
    // Eight megabytes are wanted: 32 gaps of 256 KB, or 100 of 10 KB and 28 others.
    assert.deepEqual(await read(128, 65_536, () => 256 * 1024), [128 - 32, 8 * 1024 * 1024])
    const some = await read(200, 65_536, (i) => (i % 2 ? 256 : 10) * 1024)
    assert.deepEqual(some, [200 - 99 - 46, (99 * 10 + 46 * 256) * 1024])
  })

  test('no read grows beyond what the source reads well at a time, but for ranges that overlap', async () => {
    const cost = { gap: 10, piece: 100, concurrency: 2, readAhead: 0 }
    const source = counted({ ...bufferSource(bytes, 'bytes'), cost })
    const dense = Array.from({ length: 50 }, (_, i) => ({ offset: i * 20, length: 15 }))
    const found = await readRanges(source, dense)
    assert.equal(source.requests, 10)
    found.forEach((part, i) => {
      assert.deepEqual(part, bytes.subarray(i * 20, i * 20 + 15))
    })
    const overlapping = Array.from({ length: 90 }, (_, i) => ({ offset: i * 10, length: 60 }))
    const one = counted({ ...bufferSource(bytes, 'bytes'), cost })
    await readRanges(one, overlapping)
    assert.equal(one.requests, 1)
  })

  test('no more reads are under way than the concurrency allows', async () => {
    let now = 0
    let most = 0
    const slow = {
      ...bufferSource(bytes, 'bytes'),
      async read(offset: number, length: number) {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return bytes.subarray(offset, offset + length)
      },
    }
    const ranges = Array.from({ length: 50 }, (_, i) => ({ offset: i * 20, length: 1 }))
    await readRanges(slow, ranges, { gap: 0, concurrency: 3 })
    assert.equal(most, 3)
  })

  test('a range outside of the source fails as a read does', async () => {
    const source = counted(bufferSource(bytes, 'bytes'))
    await assert.rejects(readRanges(source, [{ offset: 999, length: 2 }]), Malformed)
  })

  test('an aborted signal stops it', async () => {
    const signal = AbortSignal.abort()
    const ranges = [{ offset: 0, length: 1 }]
    await assert.rejects(readRanges(bufferSource(bytes, 'bytes'), ranges, { signal }), {
      name: 'AbortError',
    })
  })
})

test('a Blob is read by slices', async () => {
  const source = blobSource(new Blob([bytes]))
  assert.equal(source.size, 1000)
  assert.deepEqual(await source.read(250, 3), bytes.slice(250, 253))
})
