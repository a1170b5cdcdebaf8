import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { RIGHT_TOKEN, startHub } from '../hub-server/hub-server.js'
import { smallModel } from '../hub-server/models.js'
import { newFolder, tokenprism } from './run.js'

const hub = await startHub({
  'org/m': { files: smallModel() },
  'org/private': { files: smallModel(), access: 'token' },
  'org/gated': { files: smallModel(), access: 'gated' },
})
after(() => hub.close())

/** Only what a test sets: nothing of whoever runs it. */
const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  tokenprism(args, {
    env: {
      HF_ENDPOINT: hub.endpoint, HF_HOME: undefined, HF_HUB_CACHE: undefined, HF_HUB_OFFLINE: undefined,
      HF_TOKEN: undefined, HF_TOKEN_PATH: undefined, XDG_CACHE_HOME: undefined, HOME: newFolder(), ...env,
    },
  }) // prettier-ignore

const repo = (cache: string, name = 'm'): boolean =>
  existsSync(join(cache, `models--org--${name}`, 'snapshots'))

suite('the variables of the Hub, from the command to the files', () => {
  test('HF_ENDPOINT is where the model comes from', async () => {
    const before = hub.requests.length
    const { code, stderr } = await run(['info', 'org/m'], {})
    assert.equal(code, 0, stderr)
    assert.ok(hub.requests.length > before)
    const closed = await startHub({})
    await closed.close()
    const gone = await run(['info', 'org/m'], { HF_ENDPOINT: closed.endpoint })
    assert.equal(gone.code, 1)
    assert.match(gone.stderr, /next /)
  })

  test('without others, the cache is ~/.cache/huggingface/hub', async () => {
    const HOME = newFolder()
    assert.equal((await run(['fetch', 'org/m'], { HOME })).code, 0)
    assert.ok(repo(join(HOME, '.cache', 'huggingface', 'hub')))
  })

  test('HF_HOME moves it, HF_HUB_CACHE moves it alone, and wins', async () => {
    const [HF_HOME, HF_HUB_CACHE] = [newFolder(), newFolder()]
    assert.equal((await run(['fetch', 'org/m'], { HF_HOME })).code, 0)
    assert.ok(repo(join(HF_HOME, 'hub')))
    assert.equal((await run(['fetch', 'org/m'], { HF_HOME: newFolder(), HF_HUB_CACHE })).code, 0)
    assert.ok(repo(HF_HUB_CACHE))
  })

  test('HF_HUB_OFFLINE reads what is there, and asks for nothing', async () => {
    const HF_HOME = newFolder()
    await run(['fetch', 'org/m'], { HF_HOME })
    const before = hub.requests.length
    const { code, stderr } = await run(['tokens', 'org/m'], { HF_HOME, HF_HUB_OFFLINE: '1' })
    assert.equal(code, 0, stderr)
    const never = await run(['info', 'org/other'], { HF_HOME, HF_HUB_OFFLINE: '1' })
    assert.equal(never.code, 1)
    assert.match(never.stderr, /switched off[^]*next /)
    assert.equal(hub.requests.length, before)
  })

  for (const name of ['org/private', 'org/gated'])
    test(`HF_TOKEN, or the file that a login leaves, opens ${name}`, async () => {
      const byVariable = await run(['info', name], { HF_TOKEN: RIGHT_TOKEN })
      assert.equal(byVariable.code, 0, byVariable.stderr)
      const HF_HOME = newFolder()
      mkdirSync(HF_HOME, { recursive: true })
      writeFileSync(join(HF_HOME, 'token'), `${RIGHT_TOKEN}\n`)
      const byFile = await run(['info', name], { HF_HOME })
      assert.equal(byFile.code, 0, byFile.stderr)
      assert.doesNotMatch(byFile.stdout + byFile.stderr, new RegExp(RIGHT_TOKEN))
    })
})

suite('what may not be read is told, with the way to it', () => {
  test('a gated model: agree, and where a token is made', async () => {
    const { code, stderr } = await run(['info', 'org/gated'], {})
    assert.equal(code, 1)
    assert.match(stderr, /next +Agree to its terms at \S+\/org\/gated[^]*\S+\/settings\/tokens/)
    const other = await run(['info', 'org/gated'], { HF_TOKEN: 'hf_other' })
    assert.equal(other.code, 1)
    assert.match(other.stderr, /a valid token \(make one at \S+\/settings\/tokens\)/)
    assert.doesNotMatch(other.stderr, /hf_other/)
  })

  test('a model that is not there, or private: the spelling, and where a token is made', async () => {
    for (const name of ['org/none', 'org/private']) {
      const { code, stderr } = await run(['info', name], {})
      assert.equal(code, 1)
      assert.match(stderr, /Check the spelling[^]*\S+\/settings\/tokens/)
    }
  })

  test('a revision that is not there', async () => {
    const { code, stderr } = await run(['info', 'org/m@v9'], {})
    assert.equal(code, 1)
    assert.match(stderr, /expected +a branch, tag or commit v9/)
  })
})
