import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analysisDifferences } from '../../src/analysis/difference.js'
import { analysisFromJson, analysisToJson, analyze, openModel } from '../../src/index.js'

suite('analysisDifferences', async () => {
  const model = await openModel()
  const analysis = await analyze(model, { set: 'digits' })
  /** With one part replaced. */
  const but = (part: object) => ({ ...analysisFromJson(analysisToJson(analysis)), ...part })

  test('finds none between an analysis, itself read back, and the same run again', async () => {
    assert.deepEqual(analysisDifferences(analysis, but({})), [])
    assert.deepEqual(analysisDifferences(analysis, await analyze(model, { set: 'digits' })), [])
  })

  test('finds one number in its last bit, and says how far it is off', () => {
    const mean = analysis.mean.slice()
    mean[7] += Math.abs(mean[7]) * 2 ** -52
    const [found, ...more] = analysisDifferences(analysis, but({ mean }))
    assert.deepEqual(more, [])
    assert.equal(found.field, 'mean')
    assert.deepEqual([found.count, found.of], [1, 384])
    assert.equal(found.largest, Math.abs(mean[7] - analysis.mean[7]))
    assert.ok(found.relative !== undefined && found.relative < 1e-15)
  })

  test('takes the largest of many, and counts the fields of a list as one', () => {
    const largest = analysis.largest.map((t, i) => ({ ...t, projection: t.projection + i }))
    const [found, ...more] = analysisDifferences(analysis, but({ largest }))
    assert.deepEqual(more, [])
    assert.equal(found.field, 'largest[].projection')
    assert.deepEqual([found.count, found.of], [19, 20])
    assert.ok(Math.abs((found.largest ?? 0) - 19) < 1e-12)
  })

  test('tells 0 from −0, text from text, NaN from a number, and a list that is longer', () => {
    const zero = { ...analysis, mean: Float64Array.of(0, NaN, NaN) }
    const found = analysisDifferences(zero, {
      ...zero,
      mean: Float64Array.of(-0, NaN, 1, 2),
      set: { ...analysis.set, label: 'other' },
    })
    assert.deepEqual(
      found.map(({ field, example }) => [field, ...example]),
      [
        ['set.label', '"digits"', '"other"'],
        ['mean (length)', '3', '4'],
        ['mean', '0', '-0'],
      ],
    )
    assert.ok(Number.isNaN(found[2].largest))
  })

  test('passes over timings and bytes read', () => {
    const manifest = { ...analysis.manifest, timings: { svd: 1e9 }, bytesRead: 0 }
    assert.deepEqual(analysisDifferences(analysis, but({ manifest })), [])
  })
})
