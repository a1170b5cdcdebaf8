import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { TokenprismError } from '../../../src/errors.js'
import { storedEmbedding } from '../../../src/model/embedding-matrix.js'
import { openTable } from '../../../src/model/embedding-tensor.js'
import { openWeights } from '../../../src/model/open-weights.js'
import { damage, damaged } from '../damage.js'
import { memoryFiles } from '../memory-files.js'
import { fixture, fixtureJson } from '../stored-values.js'

/** A TensorFlow.js model whose shard is any file of 144 bytes. */
const MANIFEST = {
  weightsManifest: [
    {
      paths: ['onnx/external.onnx_data'],
      weights: [{ name: 'a', shape: [6, 6], dtype: 'float32' }],
    },
  ],
}

/** Good files of every format, each with the files that it needs beside it. */
const SEEDS: Readonly<Record<string, readonly string[]>> = {
  'model.json': ['onnx/external.onnx_data'],
  'safetensors/dtypes.safetensors': [],
  'gguf/tiny.gguf': [],
  'pytorch/zipped.bin': [],
  'pytorch/legacy.bin': [],
  'onnx/inline.onnx': [],
  'onnx/external.onnx': ['onnx/external.onnx_data'],
  'numpy/c_f4.npy': [],
  'numpy/stored.npz': [],
  'numpy/deflated.npz': [],
  'word-vectors/word2vec.txt': [],
  'word-vectors/word2vec.bin': [],
  'word-vectors/glove.txt': [],
}

/** No small file may make a reader hold more than this. */
const MOST_BYTES = 256 * 1024 * 1024

/** Opens every tensor and reads of it; whatever is wrong has to be one of our errors. */
async function readAllOf(path: string, bytes: Uint8Array): Promise<void> {
  const beside = (SEEDS[path] ?? []).map((name) => [name, fixture(name)] as const)
  try {
    const weights = await openWeights(
      memoryFiles({ ...Object.fromEntries(beside), [path]: bytes }),
      path,
    )
    for (const name of weights.names.slice(0, 20)) {
      try {
        const { source, table } = await openTable('m', await weights.locate(name), undefined)
        const embedding = storedEmbedding(source, table)
        const ids = [table.vocabSize - 1, 0]
        assert.equal((await embedding.rows(ids)).data.length, 2 * table.dim)
        let rows = 0
        for await (const block of embedding.blocks()) {
          rows += block.rows.rows
          if (rows > 100_000) break
        }
        assert.ok(rows > 100_000 || rows === table.vocabSize)
      } catch (error) {
        if (!(error instanceof TokenprismError)) throw error
      }
    }
  } catch (error) {
    if (!(error instanceof TokenprismError)) throw error
  }
  const { arrayBuffers } = process.memoryUsage()
  assert.ok(arrayBuffers < MOST_BYTES, `${arrayBuffers} bytes held`)
}

suite('a damaged file is an error of ours or is read, and never more', () => {
  for (const path of Object.keys(SEEDS))
    test(path, { timeout: 60_000 }, async () => {
      const good =
        path === 'model.json' ? new TextEncoder().encode(JSON.stringify(MANIFEST)) : fixture(path)
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (list) => {
          await readAllOf(path, list.reduce(damaged, good))
        }),
        { numRuns: 250, seed: 7 },
      )
    })

  test('any bytes at all', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(
          'x.bin',
          'x.gguf',
          'x.npz',
          'x.onnx',
          'x.safetensors',
          'x.npy',
          'model.json',
        ),
        async (bytes, name) => {
          await readAllOf(name, bytes)
        },
      ),
      { numRuns: 500, seed: 7 },
    )
  })
})

suite('files that once went wrong', () => {
  const corpus = fixtureJson('corpus/files.json') as readonly {
    readonly file: string
    readonly went: string
    readonly base64: string
  }[]
  for (const { file, went, base64 } of corpus)
    test(`${file}: ${went}`, { timeout: 10_000 }, async () => {
      await readAllOf(file, Uint8Array.from(Buffer.from(base64, 'base64')))
    })
})
