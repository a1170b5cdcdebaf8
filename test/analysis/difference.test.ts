import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analysisDifferences, withinTolerance } from '../../src/analysis/difference.js'
import { InvalidArgument } from '../../src/errors.js'
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

  test('a tolerance covers rounding of numbers, and 0 covers not a bit', () => {
    const mean = analysis.mean.map((x) => x * (1 + 1e-12))
    const [found] = analysisDifferences(analysis, but({ mean }))
    assert.ok(withinTolerance(found))
    assert.ok(!withinTolerance(found, 1e-13))
    assert.ok(!withinTolerance(found, 0))
    for (const tolerance of [-1, NaN, Infinity])
      assert.throws(() => withinTolerance(found, tolerance), InvalidArgument)
  })

  test('a tolerance is of the largest number of the field: small ones beside it may differ more', () => {
    const singularValues = Float64Array.of(1, 1e-12)
    const of = (values: Float64Array) => ({
      ...analysis,
      spectrum: { ...analysis.spectrum, singularValues: values },
    })
    const [found] = analysisDifferences(of(singularValues), of(Float64Array.of(1, 3e-12)))
    assert.ok(withinTolerance(found))
    const [alone] = analysisDifferences(of(Float64Array.of(1e-12)), of(Float64Array.of(3e-12)))
    assert.ok(!withinTolerance(alone))
  })

  test('what has a name is measured by itself: a large variance excuses no other number', () => {
    const summaries = analysis.summaries.map((s) =>
      s.name === 'totalVariance' ? { ...s, value: 1e12 } : s,
    )
    const other = summaries.map((s) =>
      s.name === 'effectiveRank' ? { ...s, value: s.value + 0.5 } : s,
    )
    const [found, ...more] = analysisDifferences(but({ summaries }), but({ summaries: other }))
    assert.deepEqual([found.field, more], ['summaries[effectiveRank].value', []])
    assert.ok(!withinTolerance(found))
  })

  test('no tolerance covers ids, text, NaN, or what is missing', () => {
    const [first, ...others] = analysis.largest
    const large = { ...first, id: 3_000_000_000 }
    const parts = [
      [{ largest: [large, ...others] }, { largest: [{ ...large, id: large.id + 1 }, ...others] }],
      [{}, { set: { ...analysis.set, label: 'other' } }],
      [{}, { mean: analysis.mean.map((x, i) => (i === 3 ? NaN : x)) }],
      [{}, { mean: [...analysis.mean].map((x, i) => (i === 3 ? undefined : x)) }],
      [{}, { mean: analysis.mean.subarray(1) }],
    ]
    for (const [a, b] of parts)
      assert.ok(
        analysisDifferences(but(a), but(b)).some((d) => !withinTolerance(d, 1e9)),
        JSON.stringify(Object.keys(b)),
      )
  })

  test('passes over timings and bytes read', () => {
    const manifest = { ...analysis.manifest, timings: { svd: 1e9 }, bytesRead: 0 }
    assert.deepEqual(analysisDifferences(analysis, but({ manifest })), [])
  })
})
