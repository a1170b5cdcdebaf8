import assert from 'node:assert/strict'
import { cpSync, existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { fetchModel } from '../../../src/model/fetch-model.js'
import type { HubOptions } from '../../../src/model/hub/hub-settings.js'
import { openModel } from '../../../src/model/open-model.js'
import { newFolder } from '../../cli/run.js'
import { COMMIT, startHub } from '../../hub-server/hub-server.js'
import { smallModel } from '../../hub-server/models.js'
import { needsPython, pythonEnvironment, runPython } from './python.js'

const files = smallModel()
const hub = await startHub({ 'org/small': { files, revisions: ['main', 'v1'] } })
after(() => hub.close())

const on = (cache: string, more: HubOptions = {}): { hub: HubOptions } => ({
  hub: { endpoint: hub.endpoint, token: false, cache, offline: false, ...more },
})

/** What Python's client says of a cache, without the network. */
const LOOK = `
import json, huggingface_hub as h
found = h.scan_cache_dir()
paths = [h.hf_hub_download('org/small', f, local_files_only=True) for f in NAMES]
print(json.dumps({'warnings': [str(w) for w in found.warnings],
  'repos': [[r.repo_id, sorted(x.commit_hash for x in r.revisions), sorted(r.refs)] for r in found.repos],
  'paths': paths}))
`

suite('Python’s huggingface_hub', needsPython, () => {
  const look = async (cache: string, names: readonly string[]) => {
    const code = LOOK.replace('NAMES', JSON.stringify(names))
    const env = { ...pythonEnvironment(hub.endpoint, cache), HF_HUB_OFFLINE: '1' }
    return (await runPython(code, env)) as Record<'warnings' | 'repos' | 'paths', unknown[]>
  }

  test('finds what tokenprism fetched, without the network and without a warning', async () => {
    const cache = newFolder()
    await fetchModel('org/small', { ...on(cache), all: true })
    const { warnings, repos, paths } = await look(cache, Object.keys(files))
    assert.deepEqual([warnings, repos], [[], [['org/small', [COMMIT], ['main']]]])
    Object.values(files).forEach((file, i) => {
      const kept = new Uint8Array(readFileSync(paths[i] as string))
      assert.deepEqual(kept, new Uint8Array(file.read(0, file.size)))
    })
  })

  test('minds neither ranges beside its blobs nor a commit of which it has no file', async () => {
    const cache = newFolder()
    const model = await openModel('org/small', on(cache))
    await model.embedding.rows([1, 2])
    assert.ok(existsSync(join(cache, 'models--org--small', 'ranges')))
    const { warnings } = await look(cache, ['tokenizer.json'])
    assert.deepEqual(warnings, [])
  })

  test('goes on in a cache that tokenprism began, and the other way round', async () => {
    const cache = newFolder()
    await openModel('org/small', on(cache))
    const code = `import json, huggingface_hub as h\nprint(json.dumps(h.snapshot_download('org/small')))`
    const before = hub.requests.length
    await runPython(code, pythonEnvironment(hub.endpoint, cache))
    const asked = hub.requests.slice(before).map(({ method, url }) => `${method} ${url}`)
    assert.ok(!asked.some((request) => /GET .*tokenizer\.json/.test(request)), asked.join('\n'))
    await opensWithoutNetwork(cache)
  })

  test('has downloaded what tokenprism opens without the network', async () => {
    const cache = newFolder()
    const code = `import json, huggingface_hub as h\nprint(json.dumps(h.snapshot_download('org/small', revision='v1')))`
    await runPython(code, pythonEnvironment(hub.endpoint, cache))
    await opensWithoutNetwork(cache, 'org/small@v1')
  })
})

test('a cache that Python’s client wrote (a fixture) opens without the network', async () => {
  const cache = newFolder()
  const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'hub-cache')
  cpSync(join(fixture, 'cache'), cache, { recursive: true, verbatimSymlinks: true })
  assert.ok(
    lstatSync(
      join(cache, 'models--org--small', 'snapshots', COMMIT, 'config.json'),
    ).isSymbolicLink(),
  )
  await opensWithoutNetwork(cache)
})

async function opensWithoutNetwork(cache: string, source = 'org/small'): Promise<void> {
  const before = hub.requests.length
  const model = await openModel(source, on(cache, { offline: true }))
  const [first] = (await model.embedding.rows([2])).data
  assert.equal(first, Math.fround(Math.sin(128 * 128)))
  assert.deepEqual([model.info.commit, hub.requests.length], [COMMIT, before])
}
