import assert from 'node:assert/strict'
import { after, afterEach, suite, test } from 'node:test'
import { startHub } from '../hub-server/hub-server.js'
import { smallModel } from '../hub-server/models.js'
import { type RunOptions, newFolder, tokenprism } from './run.js'

// A table of 3.7 MB: read by ranges, and kept in one file.
const hub = await startHub({ 'org/m': { files: smallModel(4096) } })
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

const environment = (): Record<string, string> => ({
  HF_ENDPOINT: hub.endpoint,
  HF_HOME: newFolder(),
  HF_TOKEN: '',
})
const analyze = (env: Record<string, string>, options: RunOptions = {}) =>
  tokenprism(['analyze', 'org/m', '--set', 'letters', '--json'], { env, ...options })

/** What a run found that has to go well: all but how it was made. */
function numbers({ code, stdout, stderr }: Awaited<ReturnType<typeof analyze>>): unknown {
  assert.equal(code, 0, stderr)
  return { ...(JSON.parse(stdout) as object), manifest: undefined }
}

const expected = numbers(await analyze(environment()))

suite('a table that is read by ranges, which are kept', () => {
  test('by two processes on one cold cache is right for both, and for a third without a network', async () => {
    const env = environment()
    for (const run of await Promise.all([analyze(env), analyze(env)]))
      assert.deepEqual(numbers(run), expected)
    const third = await analyze({ ...env, HF_HUB_OFFLINE: '1' })
    assert.deepEqual(numbers(third), expected)
  })

  for (const answers of [0, 1, 2])
    test(`is right after a run that was killed (SIGKILL) in the midst of answer ${answers + 1}`, async () => {
      const env = environment()
      hub.spoil('cdn', 'hangs in the body', Infinity, answers)
      const from = hub.requests.length
      const { code } = await analyze(
        { ...env, HF_HUB_DOWNLOAD_TIMEOUT: '60' },
        {
          onStart: (child) => {
            const look = setInterval(() => {
              const asked = hub.requests.slice(from).filter(({ part }) => part === 'cdn')
              if (asked.length <= answers) return
              clearInterval(look)
              setTimeout(() => child.kill('SIGKILL'), 200)
            }, 20)
          },
        },
      )
      assert.equal(code, null)
      hub.heal()
      assert.deepEqual(numbers(await analyze(env)), expected)
      assert.deepEqual(numbers(await analyze({ ...env, HF_HUB_OFFLINE: '1' })), expected)
    })

  test('is right on a disk that is full, which is told once, and in the next run', async () => {
    const env = environment()
    // The system refuses all beyond 1000 blocks of 1 KB a file, in the midst of what is written.
    const full = await analyze(env, { maxFileBlocks: 1000 })
    assert.deepEqual(numbers(full), expected)
    assert.match(
      full.stderr,
      /^tokenprism: nothing is kept .* cannot be written: E(FBIG|NOSPC).*\n$/,
    )
    const fetched = await tokenprism(['fetch', 'org/m'], { env, maxFileBlocks: 1000 })
    assert.equal(fetched.code, 1)
    assert.match(
      fetched.stderr,
      /expected {2}a cache that can be written\n {2}found .*E(FBIG|NOSPC)/,
    )
    assert.deepEqual(numbers(await analyze(env)), expected)
    assert.deepEqual(numbers(await analyze({ ...env, HF_HUB_OFFLINE: '1' })), expected)
  })
})
