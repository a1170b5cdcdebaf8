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

  test('refuses ids, counts, ranks and indices that are no whole numbers from 0 up', async () => {
    const good = await written({ set: 'digits', split: 'mean' })
    const places: (readonly (string | number)[])[] = [
      ['vector'],
      ['model', 'vocabSize'],
      ['set', 'members', 0, 'id'],
      ['set', 'members', 0, 'ids', 0],
      ['controls', 'draws'],
      ['controls', 'ids', 5],
      ['control', 'ids', 0],
      ['nullBand', 'share', 'horn'],
      ['summaries', 0, 'chance', 'draws'],
      ['stability', 'vectors', 0, 'vector'],
      ['membership', 0, 'ranks', 0],
      ['membership', 0, 'poles', 'positive', 0, 'id'],
      ['projection', 'vectors', 0],
      ['projection', 'memberIds', 0],
      ['spectrum', 'u', 'rows'],
      ['manifest', 'shape', 1],
      ['manifest', 'setIds', 0],
      ['manifest', 'options', 'controls', 'seed'],
      ['manifest', 'options', 'vectors', 0],
      ['manifest', 'bytesRead'],
    ]
    for (const place of places)
      for (const value of [-1, 0.5, null]) {
        const bad = structuredClone(good)
        const name = place[place.length - 1]
        const holder = place
          .slice(0, -1)
          .reduce((part, key) => part[key] as Part, bad as unknown as Part)
        assert.ok(Number.isInteger(holder[name]), place.join('.'))
        holder[name] = value
        assert.equal(validate(bad), false, `${place.join('.')} ${value}`)
      }
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

type Part = Record<string | number, unknown>
