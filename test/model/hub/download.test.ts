import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { geteuid } from 'node:process'
import { after, afterEach, suite, test } from 'node:test'
import { Integrity, Io } from '../../../src/errors.js'
import { fetchModel } from '../../../src/model/fetch-model.js'
import { findFiles } from '../../../src/model/model-source.js'
import { type OpenOptions, openModel } from '../../../src/model/open-model.js'
import { newFolder } from '../../cli/run.js'
import { COMMIT, startHub } from '../../hub-server/hub-server.js'
import { smallModel } from '../../hub-server/models.js'
import { fileOf } from '../../hub-server/served-file.js'

const big = Uint8Array.from({ length: 400_000 }, (_, i) => (i * i) % 253)
const files = { ...smallModel(), 'folder/big.bin': fileOf(big, true) }
const hub = await startHub({ 'org/m': { files } })
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

const options = (cache: string): OpenOptions => ({
  hub: {
    endpoint: hub.endpoint,
    token: false,
    cache,
    offline: false,
    wait: async () => undefined,
    patience: 300,
  },
})
const root = (cache: string): string => join(cache, 'models--org--m')
const blobOf = (cache: string): string => join(root(cache), 'blobs', files['folder/big.bin'].digest)
const pointerOf = (cache: string): string =>
  join(root(cache), 'snapshots', COMMIT, 'folder', 'big.bin')
const download = async (cache: string): Promise<void> => {
  const found = await findFiles('org/m', options(cache))
  await found.files.cache?.download('folder/big.bin')
}
/** All of a cache's files that are not as they should be. */
const unfinished = (cache: string): string[] =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /incomplete|\.lock$|\.tmp$/.test(name),
  )
const ranges = (from: number): (string | undefined)[] =>
  hub.requests.slice(from).flatMap(({ part, range }) => (part === 'cdn' ? [range] : []))

suite('a whole file', () => {
  test('arrives under its digest, with a link from its commit, and nothing beside it', async () => {
    const cache = newFolder()
    await download(cache)
    assert.deepEqual(new Uint8Array(readFileSync(pointerOf(cache))), big)
    assert.equal(realpathSync(pointerOf(cache)), realpathSync(blobOf(cache)))
    assert.deepEqual(unfinished(cache), [])
  })

  for (const fault of [
    'cuts the body',
    'hangs before the headers',
    'hangs in the body',
    'resets the connection',
    'is busy',
    'limits the rate',
  ] as const)
    test(`arrives though the server ${fault}`, async () => {
      const cache = newFolder()
      hub.spoil('cdn', fault, 2)
      await download(cache)
      assert.deepEqual(new Uint8Array(readFileSync(pointerOf(cache))), big)
    })

  test('of which a bit is wrong is Integrity, and nothing is kept of it', async () => {
    const cache = newFolder()
    hub.spoil('cdn', 'flips a bit')
    await assert.rejects(download(cache), Integrity)
    assert.deepEqual([existsSync(blobOf(cache)), existsSync(pointerOf(cache))], [false, false])
    assert.deepEqual(unfinished(cache), [])
    await download(cache)
    assert.ok(existsSync(pointerOf(cache)))
  })

  test('small ones are checked by git’s SHA-1, with a cache or without', async () => {
    for (const cache of [newFolder(), false as const]) {
      hub.heal()
      hub.spoil('resolve', 'flips a bit', Infinity)
      const { hub: settings } = options('')
      await assert.rejects(openModel('org/m', { hub: { ...settings, cache } }), Integrity)
    }
  })

  test('that was cut off is taken up where it ended', async () => {
    const cache = newFolder()
    hub.spoil('cdn', 'cuts the body', Infinity)
    await assert.rejects(download(cache), Io)
    hub.heal()
    const [left] = unfinished(cache)
    const size = statSync(join(cache, left)).size
    assert.ok(size > 0 && size < big.length)
    const before = hub.requests.length
    await download(cache)
    assert.deepEqual(ranges(before), [`bytes=${size}-${big.length - 1}`])
    assert.deepEqual(new Uint8Array(readFileSync(pointerOf(cache))), big)
    assert.deepEqual(unfinished(cache), [])
  })

  test('whose beginning was damaged meanwhile is fetched anew', async () => {
    const cache = newFolder()
    mkdirSync(join(root(cache), 'blobs'), { recursive: true })
    writeFileSync(`${blobOf(cache)}.12345678.tokenprism.incomplete`, new Uint8Array(1000).fill(7))
    await download(cache)
    assert.deepEqual(new Uint8Array(readFileSync(pointerOf(cache))), big)
  })

  test('that lies there too short is fetched again', async () => {
    const cache = newFolder()
    await download(cache)
    truncateSync(blobOf(cache), 100)
    await download(cache)
    assert.deepEqual(new Uint8Array(readFileSync(pointerOf(cache))), big)
  })

  test('is downloaded once by many who want it at a time', async () => {
    const cache = newFolder()
    const before = hub.requests.length
    await Promise.all(Array.from({ length: 4 }, () => download(cache)))
    assert.equal(ranges(before).length, 1)
  })

  test('a lock of a process that is dead is broken at once', async () => {
    const cache = newFolder()
    const locks = join(cache, '.locks', 'models--org--m')
    mkdirSync(locks, { recursive: true })
    const { hostname } = await import('node:os')
    const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: 'x' })
    writeFileSync(join(locks, `${files['folder/big.bin'].digest}.tokenprism.lock`), dead)
    await download(cache)
    assert.deepEqual(unfinished(cache), [])
  })

  test('an aborted signal leaves what has arrived for the next time, and no lock', async () => {
    const cache = newFolder()
    hub.spoil('cdn', 'hangs in the body', Infinity)
    const stop = new AbortController()
    const found = await findFiles('org/m', { ...options(cache), signal: stop.signal })
    const waiting = found.files.cache?.download('folder/big.bin')
    setTimeout(() => {
      stop.abort()
    }, 100)
    await assert.rejects(Promise.resolve(waiting), { name: 'AbortError' })
    assert.match(unfinished(cache).join(), /^[^,]*incomplete$/)
  })
})

suite('a cache that cannot be written', () => {
  const skip = geteuid?.() === 0 ? 'the superuser writes everywhere' : false
  test(
    'that is read-only still opens models, and says that nothing is kept',
    { skip },
    async () => {
      const cache = newFolder()
      chmodSync(cache, 0o555)
      await opensAndSaysSo(cache)
      await assert.rejects(fetchModel('org/m', options(cache)), Io)
      chmodSync(cache, 0o755)
    },
  )

  test('that is a file still opens models, and says that nothing is kept', async () => {
    const cache = join(newFolder(), 'file')
    writeFileSync(cache, '')
    await opensAndSaysSo(cache)
    await assert.rejects(fetchModel('org/m', options(cache)), Io)
  })

  const skipOthers = existsSync('/proc/self') ? false : 'only Linux has /proc'
  test(
    'below a folder that makes no others is told, and never waited for',
    { skip: skipOthers },
    async () => {
      const cache = '/proc/none/cache'
      await opensAndSaysSo(cache)
      await assert.rejects(fetchModel('org/m', options(cache)), Io)
    },
  )

  async function opensAndSaysSo(cache: string): Promise<void> {
    const told: string[] = []
    const model = await openModel('org/m', {
      ...options(cache),
      onNotice: ({ kind, text }) => told.push(`${kind}: ${text}`),
    })
    await model.embedding.rows([1])
    assert.equal(model.vocabulary.tokens[1], 'a')
    assert.equal(told.length, 1, told.join('\n'))
    const start = `cache: nothing is kept for the next run, as the cache ${cache} cannot be written: E`
    assert.ok(told[0].startsWith(start), told[0])
  }
})

suite('fetchModel', () => {
  test('keeps what an analysis reads, so that nothing is asked for afterwards', async () => {
    const cache = newFolder()
    const fetched = await fetchModel('org/m', options(cache))
    assert.deepEqual(fetched.files, [
      'config.json',
      'model.safetensors',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
    const offline = { hub: { ...options(cache).hub, offline: true } }
    const before = hub.requests.length
    const model = await openModel('org/m', offline)
    let rows = 0
    for await (const block of model.embedding.blocks()) rows += block.rows.rows
    assert.deepEqual([rows, hub.requests.length], [model.info.vocabSize, before])
    const again = await fetchModel('org/m', offline)
    assert.deepEqual([again.bytes, again.traffic.bytes], [fetched.bytes, 0])
  })

  test('with all, keeps every file whole', async () => {
    const cache = newFolder()
    await fetchModel('org/m', { ...options(cache), all: true })
    for (const [name, file] of Object.entries(files)) {
      const kept = readFileSync(join(root(cache), 'snapshots', COMMIT, name))
      assert.deepEqual(new Uint8Array(kept), new Uint8Array(file.read(0, file.size)))
    }
  })

  test('takes up a fetch that was interrupted where it was', async () => {
    const cache = newFolder()
    const first = await openModel('org/m', options(cache))
    await first.embedding.rows([0, 1, 2])
    const { traffic } = await fetchModel('org/m', options(cache))
    const whole = await fetchModel('org/m', options(newFolder()))
    assert.ok(traffic.bytes < whole.traffic.bytes - 3 * 64 * 4)
  })
})
