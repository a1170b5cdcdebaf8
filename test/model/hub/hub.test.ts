import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, suite, test } from 'node:test'
import { analyze } from '../../../src/analysis/analyze.js'
import {
  AccessDenied,
  InvalidArgument,
  Malformed,
  NotFound,
  Offline,
  UnsafeFile,
} from '../../../src/errors.js'
import type { Notice } from '../../../src/model/hub/hub-files.js'
import type { HubOptions } from '../../../src/model/hub/hub-settings.js'
import { type OpenOptions, openModel } from '../../../src/model/open-model.js'
import { newFolder } from '../../cli/run.js'
import { COMMIT, RIGHT_TOKEN, startHub } from '../../hub-server/hub-server.js'
import { smallModel } from '../../hub-server/models.js'
import { fileOf } from '../../hub-server/served-file.js'

const files = smallModel()
const withoutTable = Object.fromEntries(
  Object.entries(files).filter(([name]) => name !== 'model.safetensors'),
)
const escaping = fileOf({ weight_map: { 'model.embed_tokens.weight': '../model.safetensors' } })
const hub = await startHub({
  'org/small': { files, revisions: ['main', 'v1', 'refs/pr/1'] },
  'org/private': { files, access: 'token' },
  'org/gated': { files, access: 'gated' },
  'org/escaping-index': { files: { ...withoutTable, 'model.safetensors.index.json': escaping } },
  'org/escaping': { files: { ...files, '../../evil': fileOf('x') } },
})
after(() => hub.close())
afterEach(() => {
  hub.heal()
})

const on = (options: HubOptions = {}): { hub: HubOptions } => ({
  hub: {
    endpoint: hub.endpoint,
    token: false,
    cache: false,
    offline: false,
    wait: async () => undefined,
    patience: 500,
    ...options,
  },
})
const cached = (cache: string, options: HubOptions = {}): OpenOptions => on({ cache, ...options })
const since = async <T>(
  task: () => Promise<T>,
): Promise<{ result: T; made: typeof hub.requests }> => {
  const before = hub.requests.length
  const result = await task()
  return { result, made: hub.requests.slice(before) }
}

suite('a model of the Hub', () => {
  test('opens by its id, pinned to a commit, with the numbers of its files', async () => {
    const model = await openModel('org/small', on())
    assert.equal(model.info.name, 'small')
    assert.equal(model.info.commit, COMMIT)
    assert.equal(model.source, `org/small@${COMMIT}`)
    const [a] = (await model.embedding.rows([2])).data
    assert.equal(a, Math.fround(Math.sin(128 * 128)))
    const used = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json']
    assert.equal(
      model.info.totalBytes,
      used.reduce((sum, name) => sum + files[name].size, 0),
    )
  })

  for (const source of [
    'org/small@v1',
    'org/small@refs/pr/1',
    `org/small@${COMMIT}`,
    '{hub}/org/small',
    '{hub}/org/small/tree/v1',
    '{hub}/org/small/resolve/main/model.safetensors',
    '{hub}/org/small/blob/refs%2Fpr%2F1/model.safetensors?download=true',
  ])
    test(`opens as ${source}`, async () => {
      const model = await openModel(source.replace('{hub}', hub.endpoint), on())
      assert.deepEqual(
        [model.source, model.info.file],
        [`org/small@${COMMIT}`, 'model.safetensors'],
      )
    })

  test('of another Hub keeps its address, and gets no token', async () => {
    const settings = on({ endpoint: 'http://127.0.0.1:1', token: RIGHT_TOKEN })
    const source = `${hub.endpoint}/org/small/tree/main`
    const { result, made } = await since(() => openModel(source, settings))
    assert.equal(result.source, `${hub.endpoint}/org/small/tree/${COMMIT}`)
    assert.ok(made.length > 0 && made.every(({ authorization }) => authorization === undefined))
  })

  test('reads only the rows that are asked for, and says how many bytes came over the network', async () => {
    const { result: model, made } = await since(() => openModel('org/small', on()))
    const before = model.traffic()
    await model.embedding.rows([1, 2, 3])
    const now = model.traffic()
    assert.deepEqual([now.bytes - before.bytes, now.requests - before.requests], [3 * 64 * 4, 1])
    // A redirect that is followed is one request.
    assert.equal(before.requests, made.length - 1)
  })

  test('is the local folder where there is one of its name', async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'org', 'small'), { recursive: true })
    const { made } = await since(() =>
      assert.rejects(openModel(join(cwd, 'org/small'), on()), NotFound),
    )
    assert.equal(made.length, 0)
  })

  test('that is replayed by its source is the same', async () => {
    const model = await openModel('org/small', on())
    const { manifest } = await analyze(model, { set: 'letters' })
    const again = await openModel(manifest.source, on())
    assert.deepEqual(again.info, model.info)
  })
})

suite('what cannot be opened is told apart', () => {
  const cases: [string, string, HubOptions, new (...args: never[]) => Error, RegExp][] = [
    ['an unknown model', 'org/none', {}, NotFound, /without a token/],
    [
      'an unknown model, with a token',
      'org/none',
      { token: RIGHT_TOKEN },
      NotFound,
      /with the token/,
    ],
    ['a private model without a token', 'org/private', {}, NotFound, /HF_TOKEN/],
    ['a gated model without a token', 'org/gated', {}, AccessDenied, /terms/],
    ['a wrong token', 'org/small', { token: 'hf_wrong' }, AccessDenied, /valid token/],
    ['an unknown revision', 'org/small@v2', {}, NotFound, /v2/],
    ['a revision that leads elsewhere', 'org/small@../../x', {}, InvalidArgument, /branch/],
    [
      'a file that is not there',
      '{hub}/org/small/resolve/main/none.gguf',
      {},
      NotFound,
      /none\.gguf/,
    ],
    ['a file name that leads elsewhere', 'org/escaping', {}, UnsafeFile, /evil/],
    ['an index that leads elsewhere', 'org/escaping-index', {}, UnsafeFile, /\.\.\/model/],
    [
      'a token that no header can hold',
      'org/small',
      { token: 'a\nb' },
      InvalidArgument,
      /HF_TOKEN/,
    ],
    ['an endpoint that is none', 'org/small', { endpoint: 'hub' }, InvalidArgument, /HF_ENDPOINT/],
  ]
  for (const [name, source, options, type, message] of cases)
    test(name, async () => {
      const asked = openModel(source.replace('{hub}', hub.endpoint), on(options))
      await assert.rejects(asked, (error: Error) => {
        assert.ok(error instanceof type, String(error))
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /hf_wrong|hf_right|a\nb/)
        return true
      })
    })

  test('a server that is no Hub', async () => {
    hub.spoil('api', 'flips a bit', Infinity)
    await assert.rejects(openModel('org/small', on()), Malformed)
  })

  for (const access of ['private', 'gated'])
    test(`a ${access} model opens with the right token`, async () => {
      const { made } = await since(() => openModel(`org/${access}`, on({ token: RIGHT_TOKEN })))
      for (const { part, authorization } of made)
        assert.equal(authorization, part === 'cdn' ? undefined : `Bearer ${RIGHT_TOKEN}`)
    })
})

suite('the cache', () => {
  test('a second run needs one request for a branch, and none for a commit', async () => {
    const cache = newFolder()
    const first = await openModel('org/small', cached(cache))
    const rows = await first.embedding.rows([1, 5, 9])
    const branch = await since(async () =>
      (await openModel('org/small', cached(cache))).embedding.rows([1, 5, 9]),
    )
    assert.deepEqual([branch.made.map(({ part }) => part), branch.result], [['api'], rows])
    const commit = await since(async () =>
      (await openModel(first.source, cached(cache))).embedding.rows([1, 5, 9]),
    )
    assert.deepEqual([commit.made, commit.result], [[], rows])
  })

  test('without a server, the branch is what it last was, and the user is told', async () => {
    const cache = newFolder()
    const first = await openModel('org/small', cached(cache))
    const rows = await first.embedding.rows([1, 5, 9])
    const gone = await startHub({})
    await gone.close()
    const notices: Notice[] = []
    const model = await openModel('org/small', {
      ...cached(cache, { endpoint: gone.endpoint }),
      onNotice: (notice) => notices.push(notice),
    })
    assert.deepEqual(await model.embedding.rows([1, 5, 9]), rows)
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ['unreachable'],
    )
    assert.match(notices[0].text, new RegExp(COMMIT))
    assert.equal(model.traffic().bytes, 0)
  })

  test('offline, what is there is read and all else is Offline, without a socket', async () => {
    const cache = newFolder()
    const first = await openModel('org/small', cached(cache))
    const rows = await first.embedding.rows([1])
    const { made } = await since(async () => {
      const offline = cached(cache, { offline: true })
      const model = await openModel('org/small', offline)
      assert.deepEqual(await model.embedding.rows([1]), rows)
      await assert.rejects(model.embedding.rows([200]), Offline)
      await assert.rejects(openModel('org/small@v1', offline), Offline)
      await assert.rejects(openModel('org/other', offline), Offline)
      await assert.rejects(openModel(`${hub.endpoint}/x.safetensors`, offline), Offline)
    })
    assert.deepEqual(made, [])
  })

  test('is laid out as Python’s client has it', async () => {
    const cache = newFolder()
    await openModel('org/small@v1', cached(cache))
    const root = join(cache, 'models--org--small')
    assert.equal(readFileSync(join(root, 'refs', 'v1'), 'utf8'), COMMIT)
    const pointer = join(root, 'snapshots', COMMIT, 'tokenizer.json')
    assert.equal(readlinkSync(pointer), `../../blobs/${files['tokenizer.json'].digest}`)
    assert.deepEqual(
      readdirSync(join(root, 'blobs')).sort(),
      ['config.json', 'tokenizer.json', 'tokenizer_config.json']
        .map((name) => files[name].digest)
        .sort(),
    )
    const tree = JSON.parse(readFileSync(join(root, 'trees', `${COMMIT}.json`), 'utf8')) as {
      files: Record<string, object>
    }
    const { size, digest, oid } = files['model.safetensors']
    assert.deepEqual(tree.files['model.safetensors'], {
      size,
      blob_id: oid,
      lfs_sha256: digest,
      lfs_size: size,
      xet_hash: digest,
    })
    assert.ok(existsSync(join(cache, 'CACHEDIR.TAG')))
  })
})
