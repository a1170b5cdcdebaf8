import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { HttpClient } from '../../../src/bytes/http-client.js'
import { TokenprismError } from '../../../src/errors.js'
import { hubApi } from '../../../src/model/hub/hub-api.js'
import type { HubFile } from '../../../src/model/hub/hub-file.js'
import { parseTree, treeJson } from '../../../src/model/hub/tree-json.js'
import { COMMIT } from '../../hub-server/hub-server.js'
import { damage, damaged } from '../damage.js'

const DIGEST = 'b'.repeat(64)
const FILES: readonly HubFile[] = [
  { path: 'config.json', size: 20, digest: COMMIT },
  { path: 'onnx/model.onnx', size: 5000, digest: DIGEST, pointer: COMMIT, xetHash: DIGEST },
]
const REVISION = { _id: '0123456789abcdef01234567', id: 'org/m', sha: COMMIT, private: false, gated: false, downloads: 0, likes: 0, lastModified: '2026-01-02T03:04:05.000Z' } // prettier-ignore
const TREE = [
  { type: 'file', oid: COMMIT, size: 20, path: 'config.json' },
  { type: 'file', oid: COMMIT, size: 5000, path: 'onnx/model.onnx', lfs: { oid: DIGEST, size: 5000, pointerSize: 134 } },
] // prettier-ignore
const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value))

/** A Hub that answers with these bytes, whatever it is asked. */
function answering(body: Uint8Array<ArrayBuffer>): ReturnType<typeof hubApi> {
  const fetchIt: typeof fetch = async () =>
    new Response(body, { headers: { 'content-type': 'application/json' } })
  const client = new HttpClient({ fetch: fetchIt, tries: 1 })
  const id = { repo: 'org/m', revision: 'main', endpoint: 'http://127.0.0.1:1' }
  return hubApi(client, id, {})
}

function requireSafe(files: readonly HubFile[]): void {
  for (const { path, size, digest } of files) {
    assert.ok(!path.split('/').includes('..') && !path.startsWith('/'), path)
    assert.ok(Number.isSafeInteger(size) && size >= 0, `${size}`)
    assert.match(digest, /^[0-9a-f]{40,64}$/)
  }
}

async function ours(task: () => unknown): Promise<void> {
  try {
    await task()
  } catch (error) {
    if (!(error instanceof TokenprismError)) throw error
  }
}

suite('a damaged answer of a Hub is an error of ours or is understood, and never more', () => {
  const asked = async (body: Uint8Array): Promise<void> => {
    const copy = new Uint8Array(body)
    await ours(async () => {
      assert.match(await answering(copy).commit(), /^[0-9a-f]{40}$/)
    })
    await ours(async () => {
      requireSafe(await answering(copy).list(COMMIT))
    })
    await ours(() => {
      requireSafe(parseTree('cache', new TextDecoder().decode(copy)) ?? [])
    })
  }
  const good: Readonly<Record<string, Uint8Array>> = {
    'the commit of a revision': bytesOf(REVISION),
    'the list of files': bytesOf(TREE),
    'the list that the cache keeps': new TextEncoder().encode(treeJson(FILES)),
  }
  for (const [name, bytes] of Object.entries(good))
    test(name, { timeout: 60_000 }, async () => {
      await asked(bytes)
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (list) => {
          await asked(list.reduce(damaged, bytes))
        }),
        { numRuns: 200, seed: 7 },
      )
    })

  test('any JSON at all', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        await asked(bytesOf(value))
        await asked(bytesOf([{ ...TREE[0], path: value, size: value }]))
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})
