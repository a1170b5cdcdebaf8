import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readConfig } from '../../src/model/config.js'
import { storedEmbedding } from '../../src/model/embedding-matrix.js'
import { findTensor, openTable } from '../../src/model/embedding-tensor.js'
import { openWeights } from '../../src/model/open-weights.js'
import { type MatrixRole, fitsVocabulary, likelyNames } from '../../src/model/tensor-names.js'
import { memoryFiles } from './memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats } from './stored-values.js'

interface Matrix {
  readonly names: readonly string[]
  readonly shape: readonly number[]
  readonly first_row: string
}

const families = Object.entries(
  fixtureJson('families/expected.json') as Readonly<
    Record<string, { config: object; input: Matrix; output: Matrix | null }>
  >,
)

const filesOf = (family: string, config: object) =>
  memoryFiles({
    'model.safetensors': new Uint8Array(gunzipSync(fixture(`families/${family}.safetensors.gz`))),
    'config.json': config,
  })

/** The matrix that is found, and its first row. */
async function find(family: string, config: object, role: MatrixRole) {
  const files = filesOf(family, config)
  const weights = await openWeights(files)
  const choice = { role, tokenCount: undefined, config: await readConfig(files) }
  const { tensor, tied } = await findTensor(family, weights, choice)
  const { source, table, transposed } = await openTable(family, tensor, choice.config.vocabSize)
  const { data } = await storedEmbedding(source, table).rows([0])
  return { name: tensor.name, shape: [table.vocabSize, table.dim], data, tied, transposed }
}

suite('in a model that transformers saved', () => {
  for (const [family, { config, input, output }] of families) {
    test(`${family}: the token embedding is what get_input_embeddings() says`, async () => {
      const found = await find(family, config, 'input')
      assert.ok(input.names.includes(found.name), found.name)
      assert.deepEqual([found.shape, found.transposed], [input.shape, false])
      if (output !== null)
        assert.equal(
          found.tied,
          output.names.some((name) => input.names.includes(name)),
        )
      assertSameNumbers(found.data, floats(input.first_row))
    })

    if (output !== null)
      test(`${family}: the unembedding is what get_output_embeddings() says, tied or not`, async () => {
        const found = await find(family, config, 'output')
        assert.equal(
          found.tied,
          output.names.some((name) => input.names.includes(name)),
        )
        assert.ok(output.names.includes(found.name), found.name)
        assertSameNumbers(found.data, floats(output.first_row))
      })

    test(`${family}: the embedding is also found by its shape alone`, async () => {
      const weights = await openWeights(filesOf(family, config))
      const fitting: string[] = []
      for (const name of likelyNames(weights.names))
        if (fitsVocabulary((await weights.locate(name)).shape, 61)) fitting.push(name)
      assert.ok(input.names.includes(fitting[0]), fitting.join(', '))
    })
  }

  test('every family of the table is among them', () => {
    assert.ok(families.length >= 45, `${families.length}`)
  })
})
