import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { type CountedSource, counted } from '../../src/bytes/byte-source.js'
import { cachedSource } from '../../src/bytes/range-cache.js'
import { rangePack } from '../../src/bytes/range-pack.node.js'
import { seededRandom } from '../../src/math/random.js'
import { newFolder } from '../cli/run.js'

const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 7919) >> 3)
const none = (): never => assert.fail('the cache could not be written')

/** A source over a cache in a folder, and what it asks the original for. */
async function open(folder: string): Promise<{
  read: (offset: number, length: number) => Promise<Uint8Array>
  inner: CountedSource
}> {
  const inner = counted({ ...bufferSource(bytes, 'bytes') })
  const source = cachedSource(inner, await rangePack(folder), none)
  return { read: (offset, length) => source.read(offset, length), inner }
}

suite('ranges that are kept', () => {
  test('are not asked for again, in this process or the next', async () => {
    const folder = newFolder()
    const first = await open(folder)
    await first.read(1000, 300_000)
    await first.read(2000, 500)
    assert.equal(first.inner.requests, 1)
    const second = await open(folder)
    assert.deepEqual(await second.read(150_000, 100_000), bytes.slice(150_000, 250_000))
    assert.equal(second.inner.requests, 0)
  })

  test('of any order and overlap give the original’s bytes, by however many processes', async () => {
    const folder = newFolder()
    const random = seededRandom(3)
    for (let process = 0; process < 6; process++) {
      const { read } = await open(folder)
      await Promise.all(
        Array.from({ length: 30 }, async () => {
          const offset = random.below(bytes.length)
          const length = random.below(Math.min(60_000, bytes.length - offset + 1))
          assert.deepEqual(await read(offset, length), bytes.slice(offset, offset + length))
        }),
      )
    }
    const all = await open(folder)
    assert.deepEqual(await all.read(0, bytes.length), bytes)
    assert.ok(all.inner.bytesRead < bytes.length / 2)
  })

  test('only what is missing of a range is asked for', async () => {
    const { read, inner } = await open(newFolder())
    await read(100, 100)
    await read(300, 100)
    const before = inner.bytesRead
    assert.deepEqual(await read(100, 300), bytes.slice(100, 400))
    assert.equal(inner.bytesRead - before, 100)
  })

  test('that were being written when their process died are asked for again, the others not', async () => {
    const folder = newFolder()
    const { read } = await open(folder)
    await read(0, 1000)
    await read(5000, 1000)
    const [index] = readdirSync(folder).filter((name) => name.endsWith('.index'))
    truncateSync(join(folder, index), readFileSync(join(folder, index)).length - 1)
    const next = await open(folder)
    assert.deepEqual(await next.read(0, 1000), bytes.slice(0, 1000))
    assert.equal(next.inner.requests, 0)
    assert.deepEqual(await next.read(5000, 1000), bytes.slice(5000, 6000))
    assert.equal(next.inner.requests, 1)
  })

  test('that are damaged on the disk are asked for again', async () => {
    const folder = newFolder()
    await (await open(folder)).read(0, 300_000)
    const [pack] = readdirSync(folder).filter((name) => name.endsWith('.bytes'))
    const damaged = readFileSync(join(folder, pack))
    damaged[200_000] ^= 1
    writeFileSync(join(folder, pack), damaged)
    const { read, inner } = await open(folder)
    assert.deepEqual(await read(0, 300_000), bytes.slice(0, 300_000))
    assert.equal(inner.bytesRead, 128 * 1024)
    const next = await open(folder)
    assert.deepEqual(await next.read(0, 300_000), bytes.slice(0, 300_000))
    assert.equal(next.inner.bytesRead, 0, 'what replaced them is kept')
  })

  test('whose bytes are right and whose place is damaged are asked for again', async () => {
    const folder = newFolder()
    await (await open(folder)).read(1000, 1000)
    const [name] = readdirSync(folder).filter((name) => name.endsWith('.index'))
    const index = readFileSync(join(folder, name))
    index.writeBigUInt64LE(1001n, 0)
    writeFileSync(join(folder, name), index)
    const { read } = await open(folder)
    assert.deepEqual(await read(1100, 500), bytes.slice(1100, 1600))
  })

  test('that prove wrong are let go, for this process and the next, with what was read alone', async () => {
    const folder = newFolder()
    await (await open(folder)).read(0, 200)
    const cache = await rangePack(folder)
    await cache.write(1000, new Uint8Array(100))
    const source = cachedSource(bufferSource(bytes, 'bytes'), cache, none)
    assert.deepEqual(await source.read(1000, 100), new Uint8Array(100))
    assert.equal(await source.distrust(), true)
    for (const read of [source.read.bind(source), (await open(folder)).read])
      assert.deepEqual(await read(1000, 100), bytes.slice(1000, 1100))
    const last = await open(folder)
    await last.read(0, 200)
    assert.equal(last.inner.requests, 0)
    const fresh = cachedSource(bufferSource(bytes, 'bytes'), await rangePack(folder), none)
    await fresh.read(300_000, 10)
    assert.equal(await fresh.distrust(), false, 'nothing of it had been kept')
  })

  test('whose index is nonsense do no harm', async () => {
    const folder = newFolder()
    await (await open(folder)).read(0, 1000)
    const [index] = readdirSync(folder).filter((name) => name.endsWith('.index'))
    const random = seededRandom(4)
    appendFileSync(
      join(folder, index),
      Uint8Array.from({ length: 560 }, () => random.below(256)),
    )
    const { read } = await open(folder)
    assert.deepEqual(await read(500, 9000), bytes.slice(500, 9500))
  })
})

test('a cache that cannot be written is told once, and reading goes on', async () => {
  const folder = join(newFolder(), 'file')
  writeFileSync(folder, '')
  const told: unknown[] = []
  const source = cachedSource(bufferSource(bytes, 'bytes'), await rangePack(folder), (error) =>
    told.push(error),
  )
  assert.deepEqual(await source.read(10, 10), bytes.slice(10, 20))
  assert.deepEqual(await source.read(50, 10), bytes.slice(50, 60))
  assert.equal(told.length, 1)
})
