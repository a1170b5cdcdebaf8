import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, suite, test } from 'node:test'
import { NotFound, UnsafeFile } from '../../src/errors.js'
import { folderFiles } from '../../src/model/folder.js'
import { openWeights } from '../../src/model/open-weights.js'
import type { Weights } from '../../src/model/weights.js'
import { externalData, onnxBytes, tensorMessage } from './formats/onnx/onnx-bytes.js'
import { safetensorsBytes } from './safetensors-bytes.js'
import { remove } from './tiny-model.js'

const INDEX = 'model.safetensors.index.json'
const shard = safetensorsBytes(
  { t: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } },
  new Uint8Array(4),
)
const manifest = {
  weightsManifest: [
    { paths: ['deep/er/s'], weights: [{ name: 't', shape: [1], dtype: 'float32' }] },
  ],
}
const onnx = onnxBytes(tensorMessage({ data: externalData([['location', 'deep/er/d']]) }))

suite('files of a local folder in folders below it', () => {
  const folders: string[] = []
  after(() => {
    folders.forEach(remove)
  })

  const written = (contents: Readonly<Record<string, Uint8Array | object>>): string => {
    const root = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
    folders.push(root)
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      const bytes = content instanceof Uint8Array ? content : JSON.stringify(content)
      writeFileSync(join(root, name), bytes)
    }
    return root
  }
  const weightsIn = async (root: string): Promise<Weights> =>
    openWeights(await folderFiles(root, root))

  test('are found where an index, a manifest, or external data name them', async () => {
    const bytes = new Uint8Array(16)
    for (const contents of [
      { [INDEX]: { weight_map: { t: 'deep/er/x.safetensors' } }, 'deep/er/x.safetensors': shard },
      { 'model.json': manifest, 'deep/er/s': bytes },
      { 'model.onnx': onnx, 'deep/er/d': bytes },
    ]) {
      const weights = await weightsIn(written(contents))
      const { source } = await (await weights.locate('t')).open(false)
      assert.ok(source.size >= 4)
    }
  })

  test('count into the size of the model, those that are not opened too', async () => {
    const root = written({
      [INDEX]: { weight_map: { t: 'shards/x.safetensors', u: 'shards/y.safetensors' } },
      'shards/x.safetensors': shard,
      'shards/y.safetensors': shard,
    })
    const files = await folderFiles(root, root)
    const weights = await openWeights(files)
    assert.deepEqual(
      weights.files.map((file) => files.sizes.get(file)),
      [shard.length, shard.length],
    )
  })

  test('that are not there, or are folders, are NotFound', async () => {
    const weights = await weightsIn(
      written({
        [INDEX]: { weight_map: { a: 'shards/none', b: 'shards/sub' } },
        'shards/sub/file': shard,
      }),
    )
    await assert.rejects(weights.locate('a'), NotFound)
    await assert.rejects(weights.locate('b'), NotFound)
  })

  test('may be shards behind a link that leads out of the folder, but not external data', async () => {
    const elsewhere = written({ 'x.safetensors': shard, 'er/d': new Uint8Array(16) })
    const root = written({
      [INDEX]: { weight_map: { t: 'deep/x.safetensors' } },
      'other.onnx': onnx,
    })
    symlinkSync(elsewhere, join(root, 'deep'))
    assert.equal((await (await weightsIn(root)).locate('t')).name, 't')
    const external = await openWeights(await folderFiles(root, root), 'other.onnx')
    await assert.rejects((await external.locate('t')).open(false), UnsafeFile)
  })
})
