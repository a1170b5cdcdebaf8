import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { Malformed } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { analysisFromJson, analysisToJson } from '../../src/report/json.js'

const analysis = await analyze(await openModel(), { set: 'weekdays' })

suite('analysis.json', () => {
  test('is lossless: what is read back is what was written', () => {
    assert.deepEqual(analysisFromJson(analysisToJson(analysis)), analysis)
  })

  test('keeps how it was drawn', () => {
    const drawn = {
      ...analysis,
      display: { theme: 'dark', order: 'given', fonts: ['a.ttf'] } as const,
    }
    assert.deepEqual(analysisFromJson(analysisToJson(drawn)), drawn)
  })

  test('keeps −0, NaN, infinities and the smallest number, and writes a missing token as null', () => {
    const odd = {
      ...analysis,
      mean: Float64Array.of(-0, 5e-324, 0.1 + 0.2, Infinity, -Infinity),
      correlation: { rows: 1, cols: 1, data: Float64Array.of(NaN) },
      control: { ...analysis.control, tokens: [undefined, '\ud800"'] },
    }
    const read = analysisFromJson(analysisToJson(odd))
    assert.ok(Object.is(read.mean[0], -0))
    assert.deepEqual(read, odd)
    // Beside ordinary numbers alone too, which take a shorter way.
    const mean = Float64Array.of(-0, 1.5)
    assert.ok(Object.is(analysisFromJson(analysisToJson({ ...analysis, mean })).mean[0], -0))
  })

  test('of a matrix whose numbers do not fill its shape is refused', () => {
    const short = { ...analysis.correlation, data: analysis.correlation.data.slice(1) }
    const json = analysisToJson({ ...analysis, correlation: short })
    assert.throws(() => analysisFromJson(json), /a 7 × 7 matrix has 48 numbers/)
  })

  test('is plain JSON with its format and version first', () => {
    const json = analysisToJson(analysis)
    assert.ok(json.startsWith('{\n"format": "tokenprism-analysis",\n"version": 2,\n'))
    const plain = JSON.parse(json) as { spectrum: { singularValues: number[] } }
    assert.deepEqual(plain.spectrum.singularValues, [...analysis.spectrum.singularValues])
  })

  test('is not what other commands write, and says so', () => {
    for (const command of ['comparison', 'pair', 'spectrum'])
      assert.throws(
        () => analysisFromJson(`{"format":"tokenprism-${command}","version":1}`),
        /"tokenprism-\w+", .*cannot be read as one, nor replayed/,
      )
  })

  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '{"format":"tokenprism-analysis","version":1}',
    '{"format":"tokenprism-analysis","version":2}',
  ])
    // prettier-ignore
    test(`${JSON.stringify(text)} is not an analysis`, () => {
      assert.throws(() => analysisFromJson(text), Malformed)
    })
})
