import assert from 'node:assert/strict'
import { after, afterEach, suite, test } from 'node:test'
import { HttpClient, type HttpOptions } from '../../src/bytes/http-client.js'
import { type HttpSource, httpSource } from '../../src/bytes/http-source.js'
import { readRanges } from '../../src/bytes/read-ranges.js'
import {
  AccessDenied,
  Integrity,
  InvalidArgument,
  Io,
  NotFound,
  Offline,
  Unsupported,
} from '../../src/errors.js'
import { COMMIT, startHub } from '../hub-server/hub-server.js'
import { fileOf } from '../hub-server/served-file.js'

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251)
const hub = await startHub({
  'org/model': { files: { 'large.bin': fileOf(bytes, true), 'small.bin': fileOf(bytes) } },
})
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

/** Waits that were asked for, in seconds; nobody waits in these tests. */
const waits: number[] = []
const quick: HttpOptions = {
  patience: 200,
  random: () => 1,
  wait: async (ms) => {
    waits.push(ms / 1000)
  },
}

function sourceOf(name: string, options: HttpOptions = {}, size = bytes.length): HttpSource {
  waits.length = 0
  const client = new HttpClient({ ...quick, ...options })
  const url = `${hub.endpoint}/org/model/resolve/${COMMIT}/${name}`
  return httpSource(client, { url, name, size, headers: { authorization: 'Bearer hf_right' } })
}

const expected = (offset: number, length: number): Uint8Array =>
  bytes.slice(offset, offset + length)

suite('a file over HTTP', () => {
  for (const name of ['large.bin', 'small.bin'])
    test(`${name} is read by ranges, exactly`, async () => {
      const source = sourceOf(name)
      for (const [offset, length] of [
        [0, 8],
        [299_999, 1],
        [1000, 100_000],
        [0, 300_000],
        [5, 0],
      ])
        assert.deepEqual(await source.read(offset, length), expected(offset, length))
    })

  test('after the first read, a read is one request to the place it redirected to', async () => {
    const source = sourceOf('large.bin')
    await source.read(0, 8)
    const before = hub.requests.length
    await readRanges(
      source,
      [10, 20, 30].map((offset) => ({ offset, length: 1 })),
      { gap: 0 },
    )
    assert.deepEqual(
      hub.requests.slice(before).map(({ part }) => part),
      ['cdn', 'cdn', 'cdn'],
    )
  })

  test('many reads at once ask for that place once', async () => {
    // A busy machine may take longer than the others' patience, and what is asked again would be counted.
    const source = sourceOf('large.bin', { patience: 10_000 })
    const before = hub.requests.length
    await readRanges(
      source,
      Array.from({ length: 20 }, (_, i) => ({ offset: i * 10, length: 1 })),
      { gap: 0 },
    )
    const parts = hub.requests.slice(before).map(({ part }) => part)
    assert.equal(parts.filter((part) => part === 'resolve').length, 1)
    assert.equal(parts.length, 21)
  })

  test('the token goes to the address alone, not to the host that it redirects to', async () => {
    const before = hub.requests.length
    await sourceOf('large.bin').read(0, 8)
    const [first, second] = hub.requests.slice(before)
    assert.deepEqual([first.part, first.authorization], ['resolve', 'Bearer hf_right'])
    assert.deepEqual([second.part, second.authorization], ['cdn', undefined])
    assert.notEqual(first.host.split(':')[0], second.host.split(':')[0])
  })

  test('when that place has expired, the address is asked again', async () => {
    const source = sourceOf('large.bin')
    await source.read(0, 8)
    hub.expireAddresses()
    assert.deepEqual(await source.read(100, 8), expected(100, 8))
    assert.deepEqual(waits, [])
  })

  test('requests and bytes are counted', async () => {
    const client = new HttpClient(quick)
    const url = `${hub.endpoint}/org/model/resolve/${COMMIT}/large.bin`
    const source = httpSource(client, { url, name: 'large.bin', size: bytes.length })
    await source.read(0, 1000)
    await source.read(5000, 500)
    assert.deepEqual(client.traffic, { requests: 2, bytes: 1500 })
  })

  test('an aborted signal stops a read in the middle, and the client’s stops all', async () => {
    hub.spoil('cdn', 'hangs in the body', Infinity)
    const stop = new AbortController()
    const reading = sourceOf('large.bin').read(0, 1000, { signal: stop.signal })
    setTimeout(() => {
      stop.abort()
    }, 20)
    await assert.rejects(reading, { name: 'AbortError' })
    const all = AbortSignal.abort()
    await assert.rejects(sourceOf('large.bin', { signal: all }).read(0, 8), { name: 'AbortError' })
  })

  test('offline, nothing is sent', async () => {
    const before = hub.requests.length
    await assert.rejects(sourceOf('large.bin', { offline: true }).read(0, 8), Offline)
    assert.equal(hub.requests.length, before)
  })
})

suite('a fault of the server that may pass is mended', () => {
  for (const fault of [
    'cuts the body',
    'hangs before the headers',
    'hangs in the body',
    'resets the connection',
    'drips',
    'is busy',
    'fails',
    'limits the rate',
  ] as const)
    test(fault, async () => {
      hub.spoil('cdn', fault, 2)
      assert.deepEqual(await sourceOf('large.bin').read(7, 1000), expected(7, 1000))
    })

  test('a body that was cut is taken up where it ended', async () => {
    hub.spoil('cdn', 'cuts the body')
    const before = hub.requests.length
    await sourceOf('large.bin').read(100, 1000)
    const ranges = hub.requests
      .slice(before)
      .flatMap(({ part, range }) => (part === 'cdn' ? range : []))
    assert.deepEqual(ranges, ['bytes=100-1099', 'bytes=600-1099'])
  })

  test('a port that is closed to HTTP is told at once, not asked five times', async () => {
    waits.length = 0
    const client = new HttpClient(quick)
    const source = httpSource(client, { url: 'http://127.0.0.1:6000/x', name: 'x', size: 10 })
    await assert.rejects(source.read(0, 10), (error: Error) => {
      assert.ok(error instanceof InvalidArgument)
      assert.match(error.message, /bad port/)
      return true
    })
    assert.deepEqual(waits, [])
  })

  test('an error of a program is itself, and not tried again', async () => {
    const broken: typeof fetch = async () => {
      const nothing = undefined as unknown as { value: string }
      return new Response(nothing.value)
    }
    await assert.rejects(sourceOf('small.bin', { fetch: broken }).read(0, 10), TypeError)
    assert.deepEqual(waits, [])
  })

  test('nobody answering is an Io that says so, after five tries', async () => {
    const gone = await startHub({})
    await gone.close()
    const nobody = httpSource(new HttpClient(quick), { url: gone.endpoint, name: 'x', size: 9 })
    waits.length = 0
    await assert.rejects(nobody.read(0, 1), (error: Io) => {
      assert.ok(error instanceof Io)
      assert.match(error.found, /ECONNREFUSED.*5 times/)
      return true
    })
    assert.equal(waits.length, 4)
  })
})

suite('waits', () => {
  const after = async (
    fault: Parameters<typeof hub.spoil>[1],
    times: number,
  ): Promise<number[]> => {
    hub.spoil('resolve', fault, times)
    await sourceOf('small.bin').read(0, 8)
    return waits
  }
  test('grow from 1 to 8 seconds', async () => {
    assert.deepEqual(await after('fails', 4), [1, 2, 4, 8])
  })
  test('are the RateLimit’s t', async () => {
    assert.deepEqual(await after('limits the rate', 1), [7])
  })
  test('are Retry-After’s seconds', async () => {
    assert.deepEqual(await after('says when to retry', 1), [3])
  })
  test('end at Retry-After’s date', async () => {
    const [seconds] = await after('says a date to retry', 1)
    assert.ok(seconds > 2 && seconds <= 5, String(seconds))
  })
  test('of more than five minutes are not begun', async () => {
    hub.spoil('resolve', 'says to come tomorrow', Infinity)
    await assert.rejects(sourceOf('small.bin').read(0, 8), /come back in 86400 seconds/)
    assert.deepEqual(waits, [])
  })
})

suite('an answer that is not what was asked for is an error, at once', () => {
  const cases = {
    'ignores the range': Unsupported,
    'answers 416': Integrity,
    'sends another range': Integrity,
    'sends no Content-Range': Unsupported,
    'tells another size': Integrity,
    compresses: Unsupported,
    refuses: AccessDenied,
  } as const
  for (const [fault, type] of Object.entries(cases))
    test(fault, async () => {
      hub.spoil('resolve', fault as keyof typeof cases, Infinity)
      await assert.rejects(sourceOf('small.bin').read(7, 8), type)
      assert.deepEqual(waits, [])
    })

  test('changes the ETag between two ranges', async () => {
    const source = sourceOf('large.bin')
    await source.read(0, 8)
    hub.spoil('cdn', 'changes the ETag')
    await assert.rejects(source.read(8, 8), (error: Integrity) => {
      assert.ok(error instanceof Integrity)
      assert.equal(error.found, '"another"')
      return true
    })
  })

  test('a file that is smaller than it should be', async () => {
    await assert.rejects(sourceOf('large.bin', {}, 400_000).read(350_000, 8), Integrity)
    await assert.rejects(sourceOf('large.bin', {}, 400_000).read(0, 8), Integrity)
  })

  test('no such file', async () => {
    await assert.rejects(sourceOf('none.bin').read(0, 8), NotFound)
  })

  test('a whole file where the whole is wanted is as good as a range', async () => {
    hub.spoil('resolve', 'ignores the range')
    assert.deepEqual(await sourceOf('small.bin').read(0, 300_000), bytes)
  })
})
