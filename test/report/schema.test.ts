import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { schemaOf } from '../../build/schema.js'
import { analysisToJson, analyze, openModel } from '../../src/index.js'

suite('the schema of analysis.json', async () => {
  const schema = schemaOf('src/report/json.ts', 'AnalysisFile', 'urn:tokenprism:test')
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
  const model = await openModel()
  const written = async (options: Parameters<typeof analyze>[1]): Promise<Stored> =>
    JSON.parse(analysisToJson(await analyze(model, options))) as Stored

  for (const [name, options] of Object.entries({
    'the main job': {},
    'a few words, several vectors, as the notebook does it': {
      set: ['red', 'green', 'Blue'],
      pair: ['cat', 'dog'] as const,
      vectors: [2, 1],
      asNotebook: true,
    },
    'words that split': { set: ['red', 'green', 'tokenprism'], split: 'mean' as const },
    'full matrices': { set: 'digits', svd: 'full' as const },
  }))
    // prettier-ignore
    test(`holds for ${name}`, async () => {
      validate(await written(options))
      assert.deepEqual(validate.errors ?? [], [])
    })

  test('holds with a look, and refuses one that there is not', async () => {
    const display = { theme: 'dark', scale: 'max', log: true, dpi: 96, formats: ['svg'] }
    const good = await written({ set: 'digits' })
    assert.ok(validate({ ...good, display }))
    assert.ok(!validate({ ...good, display: { ...display, theme: 'red' } }))
  })

  test('refuses a field more, a field less, another version and another type', async () => {
    const good = await written({ set: 'digits' })
    const { mean, ...less } = good
    for (const bad of [
      { ...good, more: 1 },
      less,
      { ...good, version: 0 },
      { ...good, mean: mean.map(String) },
      { ...good, set: { ...good.set, members: [{}] } },
    ])
      assert.equal(validate(bad), false)
  })

  test('has a description for every interface', () => {
    const { number, ...definitions } = schema.$defs as Record<string, { description?: string }>
    assert.ok(number && Object.keys(definitions).length > 10)
    for (const [name, { description }] of Object.entries(definitions)) assert.ok(description, name)
  })
})

interface Stored {
  readonly mean: readonly number[]
  readonly set: object
}
