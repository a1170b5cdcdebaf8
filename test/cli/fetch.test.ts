import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, suite, test } from 'node:test'
import { startHub } from '../hub-server/hub-server.js'
import { smallModel } from '../hub-server/models.js'
import { fileOf } from '../hub-server/served-file.js'
import { newFolder, tokenprism } from './run.js'

const big = fileOf(new Uint8Array(3_000_000).fill(3), true)
const hub = await startHub({ 'org/m': { files: { ...smallModel(), 'big.bin': big } } })
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  HF_ENDPOINT: hub.endpoint,
  HF_HOME: newFolder(),
  HF_HUB_DOWNLOAD_TIMEOUT: '2',
  HF_TOKEN: '',
  ...more,
})
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })

suite('tokenprism and the Hub', () => {
  test('fetch keeps a model; analyze then needs no network, and no server', async () => {
    const env = environment()
    const { code, stdout, stderr } = await tokenprism(['fetch', 'org/m'], { env })
    assert.equal(code, 0, stderr)
    assert.match(
      stdout,
      /model {4}org\/m@a{40}\n {2}files {4}config\.json model\.safetensors tokenizer\.json tokenizer_config\.json\n/,
    )
    const gone = await startHub({})
    await gone.close()
    for (const more of [{ HF_HUB_OFFLINE: '1' }, { HF_ENDPOINT: gone.endpoint }]) {
      const run = await tokenprism(['analyze', 'org/m', '--set', 'letters', '--json'], {
        env: { ...env, ...more },
      })
      assert.equal(run.code, 0, run.stderr)
      const { manifest } = JSON.parse(run.stdout) as { manifest: Record<string, unknown> }
      assert.equal(manifest.source, `org/m@${'a'.repeat(40)}`)
      assert.match(run.stderr, 'HF_ENDPOINT' in more ? /did not answer.*as it was last/ : /^$/)
    }
  })

  test('info says how many bytes were read, of how many, and came over the network', async () => {
    const { stdout } = await tokenprism(['info', 'org/m', '--json'], { env: environment() })
    const { bytesRead, totalBytes, traffic } = JSON.parse(stdout) as Record<string, number> & {
      traffic: { bytes: number }
    }
    assert.ok(bytesRead > 0 && bytesRead < totalBytes)
    assert.ok(traffic.bytes >= bytesRead)
  })

  const failures: Record<string, [string[], Record<string, string>, number, RegExp]> = {
    'an unknown model': [['info', 'org/none'], {}, 1, /none that can be seen without a token/],
    'a wrong token': [['info', 'org/m'], { HF_TOKEN: 'hf_secret' }, 1, /HF_TOKEN/],
    'offline and never seen': [['info', 'org/m'], { HF_HUB_OFFLINE: '1' }, 1, /switched off/],
    'a local model to fetch': [['fetch', 'embedded:all-MiniLM-L6-v2'], {}, 2, /of the Hub/],
    'no model to fetch': [['fetch'], {}, 2, /model/],
  }
  for (const [name, [args, more, code, message]] of Object.entries(failures))
    test(`${name} is told in a few lines`, async () => {
      const run = await tokenprism(args, { env: environment(more) })
      assert.equal(run.code, code, run.stderr)
      assert.match(run.stderr, message)
      assert.doesNotMatch(run.stderr, /hf_secret|\n {4}at /)
      assert.equal(run.stdout, '')
    })

  test('progress has bytes and rate, on stderr', async () => {
    hub.spoil('cdn', 'hangs in the body', 1)
    const run = await tokenprism(['fetch', 'org/m', '--all', '--progress'], { env: environment() })
    assert.equal(run.code, 0, run.stderr)
    assert.match(run.stderr, /[█░]{20} [\d.]+ MB of [\d.]+ MB, [\d.]+ MB\/s: org\/m@a{8}, file/)
    assert.match(run.stderr, /no byte for 2 seconds; tries again in 1 s/)
  })

  for (const signal of ['SIGINT', 'SIGKILL'] as const)
    test(`${signal} in the middle of a download leaves a cache that the next run goes on with`, async () => {
      const env = environment({ HF_HUB_DOWNLOAD_TIMEOUT: '60' })
      hub.spoil('cdn', 'hangs in the body', Infinity)
      const before = hub.requests.length
      const first = await tokenprism(['fetch', 'org/m', '--all'], {
        env,
        onStart: (child) => {
          const look = setInterval(() => {
            // The second half never comes; wait until the first has been written.
            const isUnderWay = files(env.HF_HOME).some((name) => name.endsWith('incomplete'))
            if (!isUnderWay || !hub.requests.slice(before).some(({ part }) => part === 'cdn'))
              return
            clearInterval(look)
            setTimeout(() => child.kill(signal), 300)
          }, 20)
        },
      })
      assert.equal(first.code, signal === 'SIGINT' ? 130 : null)
      assert.equal(first.stdout, '')
      hub.heal()
      const from = hub.requests.length
      const second = await tokenprism(['fetch', 'org/m', '--all'], { env })
      assert.equal(second.code, 0, second.stderr)
      const cdn = hub.requests.slice(from).filter(({ part }) => part === 'cdn')
      assert.ok(
        cdn.some(({ range }) => range === 'bytes=1500000-2999999'),
        JSON.stringify(cdn),
      )
      const odd = files(join(env.HF_HOME, 'hub')).filter((n) =>
        /incomplete|tokenprism\.lock/.test(n),
      )
      assert.deepEqual(odd, [])
    })

  test('a disk that is full is told, and the next run goes on with what had arrived', async () => {
    const env = environment()
    // No more than 1000 blocks of 1 KB a file: the system refuses the rest as it does on a full disk.
    const full = await tokenprism(['fetch', 'org/m', '--all'], { env, maxFileBlocks: 1000 })
    assert.equal(full.code, 1)
    assert.match(full.stderr, /expected {2}a cache that can be written\n {2}found {5}E(FBIG|NOSPC)/)
    const from = hub.requests.length
    const second = await tokenprism(['fetch', 'org/m', '--all'], { env })
    assert.equal(second.code, 0, second.stderr)
    const cdn = hub.requests.slice(from).flatMap(({ part, range }) => (part === 'cdn' ? range : []))
    assert.ok(
      cdn.some((range) => /^bytes=[1-9]\d+-2999999$/.test(range ?? '')),
      cdn.join(),
    )
  })

  test('a cache that cannot be written is told once a run, in plain words', async () => {
    const cache = join(newFolder(), 'file')
    writeFileSync(cache, '')
    const env = environment({ HF_HUB_CACHE: cache })
    for (const args of [
      ['analyze', 'org/m', '--set', 'letters', '--json'],
      ['compare', 'org/m', `${hub.endpoint}/org/m`, '--set', 'letters', '--json'],
    ]) {
      const { code, stderr } = await tokenprism(args, { env })
      assert.equal(code, 0, stderr)
      const [line, ...more] = stderr.trimEnd().split('\n')
      assert.match(
        line,
        /^tokenprism: nothing is kept for the next run, as the cache .* cannot be written: E/,
      )
      assert.doesNotMatch(line, /UnwritableCache/)
      assert.deepEqual(more, [])
    }
  })

  test('two processes on one cold cache download each file once', async () => {
    const env = environment()
    const before = hub.requests.length
    const runs = await Promise.all(
      [1, 2].map(() => tokenprism(['fetch', 'org/m', '--all'], { env })),
    )
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0],
      runs.map(({ stderr }) => stderr).join(),
    )
    const large = hub.requests
      .slice(before)
      .filter(({ part, url }) => part === 'cdn' && url.includes(big.digest))
    assert.equal(large.length, 1)
  })
})
