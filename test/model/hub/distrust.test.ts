import assert from 'node:assert/strict'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, suite, test } from 'node:test'
import { rangePack } from '../../../src/bytes/range-pack.node.js'
import { Integrity, Malformed } from '../../../src/errors.js'
import { fetchModel } from '../../../src/model/fetch-model.js'
import { type OpenOptions, openModel } from '../../../src/model/open-model.js'
import { newFolder } from '../../cli/run.js'
import { COMMIT, startHub } from '../../hub-server/hub-server.js'
import { smallModel } from '../../hub-server/models.js'
import { type ServedFile, fileOf } from '../../hub-server/served-file.js'
import { safetensorsBytes } from '../safetensors-bytes.js'

const WEIGHTS = 'model.safetensors'
const small = smallModel()
/** The same table with another tensor behind it, which no analysis reads. */
const larger = { ...small, [WEIGHTS]: withNeighbour() }
const broken = { ...small, [WEIGHTS]: fileOf(new Uint8Array(9000).fill(0x7b), true) }
const hub = await startHub({
  'org/small': { files: small },
  'org/larger': { files: larger },
  'org/broken': { files: broken },
})
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

const options = (cache: string, offline = false): OpenOptions => ({
  hub: { endpoint: hub.endpoint, token: false, cache, offline, wait: async () => undefined },
})
const inCache = (cache: string, model: string, ...parts: string[]): string =>
  join(cache, `models--org--${model}`, ...parts)
const wholeOf = (cache: string, model: string, file = WEIGHTS): string =>
  inCache(cache, model, 'snapshots', COMMIT, file)
const rangesOf = (cache: string, model: string, file: ServedFile): string =>
  inCache(cache, model, 'ranges', file.digest)

/** All values, as a run without a network has them. */
async function values(cache: string, model: string): Promise<ArrayLike<number>> {
  const { embedding } = await openModel(`org/${model}`, options(cache, true))
  return (await embedding.rows(Array.from({ length: embedding.vocabSize }, (_, id) => id))).data
}

/** Opens a model, and reads all of its table with a bit flipped on the way. */
async function poisonRows(cache: string, model: string): Promise<void> {
  const { embedding } = await openModel(`org/${model}`, options(cache))
  hub.spoil('cdn', 'flips a bit', Infinity)
  await embedding.rows(Array.from({ length: embedding.vocabSize }, (_, id) => id))
}

const rightValues = await (async () => {
  const cache = newFolder()
  await fetchModel('org/small', options(cache))
  return values(cache, 'small')
})()

suite('a part of a file that was damaged on its way', () => {
  test('is found when all parts are here, and the file is fetched once more', async () => {
    const cache = newFolder()
    await poisonRows(cache, 'small')
    hub.heal()
    assert.notDeepEqual(await values(cache, 'small'), rightValues)
    const { parts } = await fetchModel('org/small', options(cache))
    assert.deepEqual(parts, [])
    assert.deepEqual(await values(cache, 'small'), rightValues)
    assert.equal(existsSync(rangesOf(cache, 'small', small[WEIGHTS])), false)
    const kept = readFileSync(wholeOf(cache, 'small'))
    assert.deepEqual(new Uint8Array(kept), small[WEIGHTS].read(0, kept.length))
  })

  test('twice is Integrity, and nothing of the file is kept', async () => {
    const cache = newFolder()
    await poisonRows(cache, 'small')
    await assert.rejects(fetchModel('org/small', options(cache)), Integrity)
    assert.equal(existsSync(wholeOf(cache, 'small')), false)
    assert.equal(existsSync(rangesOf(cache, 'small', small[WEIGHTS])), false)
    hub.heal()
    await fetchModel('org/small', options(cache))
    assert.deepEqual(await values(cache, 'small'), rightValues)
  })

  test('of a file that is never read whole: fetch says that it is not checked, refresh renews it', async () => {
    const cache = newFolder()
    await poisonRows(cache, 'larger')
    hub.heal()
    const { parts } = await fetchModel('org/larger', options(cache))
    assert.deepEqual(parts, [WEIGHTS])
    await fetchModel('org/larger', { ...options(cache), refresh: true })
    assert.deepEqual(await values(cache, 'larger'), rightValues)
  })

  test('gives way to the whole file, where that is fetched', async () => {
    const cache = newFolder()
    await poisonRows(cache, 'larger')
    hub.heal()
    const { parts } = await fetchModel('org/larger', { ...options(cache), all: true })
    assert.deepEqual(parts, [])
    assert.deepEqual(await values(cache, 'larger'), rightValues)
    assert.equal(existsSync(rangesOf(cache, 'larger', larger[WEIGHTS])), false)
  })
})

suite('a header that was kept damaged', () => {
  const flips: Record<string, (header: Uint8Array) => void> = {
    'no JSON': (header) => header.fill(0x7b, 8),
    'a length beyond all limits': (header) => header.fill(0xff, 4, 8),
    'another dtype': (header) => {
      const at = new TextDecoder().decode(header).indexOf('"F32"')
      header.set(new TextEncoder().encode('"X99"'), at)
    },
  }
  for (const [name, flip] of Object.entries(flips))
    test(`(${name}) is read once more from the network, and the right one kept`, async () => {
      const cache = newFolder()
      const header = small[WEIGHTS].read(0, 200).slice()
      flip(header)
      const pack = await rangePack(rangesOf(cache, 'small', small[WEIGHTS]))
      await pack.write(0, header)
      const { info } = await openModel('org/small', options(cache))
      assert.equal(info.dtype, 'F32')
      assert.equal((await openModel('org/small', options(cache, true))).info.dtype, 'F32')
    })

  test('on its first way is told, and the next run reads it anew', async () => {
    const cache = newFolder()
    hub.spoil('cdn', 'flips a bit')
    await assert.rejects(openModel('org/small', options(cache)))
    assert.equal((await openModel('org/small', options(cache))).info.dtype, 'F32')
  })

  test('at its origin is asked for twice at most, and the error names cache and remedy', async () => {
    const cache = newFolder()
    for (let run = 0; run < 2; run++)
      await assert.rejects(openModel('org/broken', options(cache)), (error: Error) => {
        assert.ok(error.message.includes('tokenprism fetch --refresh'), error.message)
        assert.ok(error.message.includes(cache), error.message)
        return true
      })
    const asked = hub.requests.filter(({ url }) => url.includes(broken[WEIGHTS].digest))
    assert.ok(asked.length <= 4, `${asked.length} requests`)
  })
})

test('refresh compares whole files with their checksum, and fetches the damaged ones alone', async () => {
  const cache = newFolder()
  await fetchModel('org/small', options(cache))
  const path = realpathSync(wholeOf(cache, 'small', 'tokenizer.json'))
  const damaged = readFileSync(path)
  damaged[0] ^= 1
  writeFileSync(path, damaged)
  await assert.rejects(openModel('org/small', options(cache)), (error: Error) => {
    assert.ok(error instanceof Malformed && error.message.includes('fetch --refresh'))
    return true
  })
  const before = hub.requests.length
  await fetchModel('org/small', { ...options(cache), refresh: true })
  assert.deepEqual(await values(cache, 'small'), rightValues)
  const files = hub.requests.slice(before).filter(({ part }) => part !== 'api')
  assert.deepEqual(
    files.map(({ url }) => url.split('/').at(-1)),
    ['tokenizer.json'],
  )
})

function withNeighbour(): ServedFile {
  const whole = small[WEIGHTS].read(0, small[WEIGHTS].size)
  const length = Number(new DataView(whole.buffer, whole.byteOffset).getBigUint64(0, true))
  const text = new TextDecoder().decode(whole.subarray(8, 8 + length))
  const data = whole.subarray(8 + length)
  const more = { dtype: 'I8', shape: [5000], data_offsets: [data.length, data.length + 5000] }
  const header = { ...(JSON.parse(text) as object), 'model.norm': more }
  const all = new Uint8Array(data.length + 5000)
  all.set(data)
  return fileOf(safetensorsBytes(header, all), true)
}
