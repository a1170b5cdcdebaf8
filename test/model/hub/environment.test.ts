import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { readEnvironment } from '../../../src/model/hub/environment.node.js'
import { newFolder } from '../../cli/run.js'
import { needsPython, runPython } from './python.js'

const home = newFolder()
const elsewhere = newFolder()
writeFileSync(join(elsewhere, 'token'), ' hf_stored\n')

/** Environments, and what they mean. */
const cases: Record<
  string,
  [Record<string, string>, { cache: string; token?: string; offline?: boolean; endpoint?: string }]
> = {
  'nothing set': [{}, { cache: join(home, '.cache/huggingface/hub') }],
  XDG_CACHE_HOME: [{ XDG_CACHE_HOME: '/x' }, { cache: '/x/huggingface/hub' }],
  'HF_HOME before XDG_CACHE_HOME, with its token': [
    { XDG_CACHE_HOME: '/x', HF_HOME: elsewhere },
    { cache: join(elsewhere, 'hub'), token: 'hf_stored' },
  ],
  'HF_HUB_CACHE before HF_HOME': [{ HF_HOME: '/h', HF_HUB_CACHE: '/c' }, { cache: '/c' }],
  '~ and variables in paths': [
    { HF_HUB_CACHE: '~/$WHERE/${WHERE}', WHERE: 'w' },
    { cache: join(home, 'w/w') },
  ],
  'HF_TOKEN before the stored one': [
    { HF_HOME: elsewhere, HF_TOKEN: 'hf_mine\n' },
    { cache: join(elsewhere, 'hub'), token: 'hf_mine' },
  ],
  HF_TOKEN_PATH: [
    { HF_TOKEN_PATH: join(elsewhere, 'token'), HF_HUB_CACHE: '/c' },
    { cache: '/c', token: 'hf_stored' },
  ],
  HF_HUB_OFFLINE: [
    { HF_HUB_OFFLINE: 'yes', HF_HUB_CACHE: '/c' },
    { cache: '/c', offline: true },
  ],
  TRANSFORMERS_OFFLINE: [
    { TRANSFORMERS_OFFLINE: '1', HF_HUB_CACHE: '/c' },
    { cache: '/c', offline: true },
  ],
  'offline is off': [{ HF_HUB_OFFLINE: '0', HF_HUB_CACHE: '/c' }, { cache: '/c' }],
  HF_ENDPOINT: [
    { HF_ENDPOINT: 'http://h', HF_HUB_CACHE: '/c' },
    { cache: '/c', endpoint: 'http://h' },
  ],
}

const meaning = (found: ReturnType<typeof readEnvironment>) => ({
  cache: found.cache,
  ...(found.token === undefined ? {} : { token: found.token }),
  ...(found.offline ? { offline: true } : {}),
  ...(found.endpoint === undefined ? {} : { endpoint: found.endpoint }),
})

suite('the environment means what it means to Python’s client', () => {
  for (const [name, [variables, expected]] of Object.entries(cases)) {
    test(name, () => {
      assert.deepEqual(meaning(readEnvironment({ HOME: home, ...variables })), expected)
    })
    test(`${name}, asked of Python`, needsPython, async () => {
      const code = `
import json
from huggingface_hub import constants as c, get_token
print(json.dumps([c.HF_HUB_CACHE, get_token(), c.HF_HUB_OFFLINE, c.ENDPOINT]))`
      const none = { HF_HOME: '', XDG_CACHE_HOME: '', HF_TOKEN: '', HF_ENDPOINT: '' }
      const unset = Object.fromEntries(
        Object.keys(none)
          .filter((n) => !(n in variables))
          .map((n) => [n, undefined]),
      )
      const env = { ...unset, HOME: home, ...variables } as Record<string, string>
      const { cache, token = null, offline = false, endpoint = 'https://huggingface.co' } = expected
      assert.deepEqual(await runPython(code, env), [cache, token, offline, endpoint])
    })
  }

  test('HF_HUB_DISABLE_IMPLICIT_TOKEN leaves the stored token where it is', () => {
    const found = readEnvironment({
      HOME: home,
      HF_HOME: elsewhere,
      HF_HUB_DISABLE_IMPLICIT_TOKEN: '1',
    })
    assert.equal(found.token, undefined)
  })
  test('HF_HUB_DOWNLOAD_TIMEOUT is in seconds', () => {
    assert.equal(readEnvironment({ HOME: home, HF_HUB_DOWNLOAD_TIMEOUT: '3' }).patience, 3000)
  })
})
