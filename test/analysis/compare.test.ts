import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import { InvalidArgument } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { anglesCsv, comparisonCsv, directionsCsv } from '../../src/report/comparison-csv.js'
import { comparisonToJson } from '../../src/report/comparison-json.js'

const model = await openModel()
const controls = { draws: 99 }

suite('compare several sets of one model', async () => {
  const comparison = await compare([model], ['weekdays', 'months', 'digits'], { controls })

  test('gives each spectrum as its own analysis does', async () => {
    const { spectrum, nullBand, summaries } = await analyze(model, { set: 'months', controls })
    const months = comparison.spectra[1]
    assert.equal(months.name, 'months')
    assert.deepEqual(months.singularValues, spectrum.singularValues)
    assert.deepEqual(months.nullBand, nullBand)
    assert.deepEqual(months.summaries, summaries)
  })

  test('compares every two of them once, by their first three directions', () => {
    const pairs = comparison.directions.map(({ first, second }) => [first, second])
    assert.deepEqual(pairs, [[0, 1], [0, 2], [1, 2]]) // prettier-ignore
    for (const { directions, angles, random, sharedTokens } of comparison.directions) {
      assert.deepEqual(directions, [3, 3])
      assert.equal(angles.length, 3)
      assert.equal(random, 9 / 384)
      assert.equal(sharedTokens, 0)
    }
    assert.deepEqual(comparison.poles, [])
  })

  test('tests shared directions by every control, however many there are', async () => {
    const { directions } = await compare([model], ['weekdays', 'digits'], {
      controls: { draws: 250 },
      projection: false,
    })
    assert.equal(directions[0].draws, 250)
    const [{ p }] = directions
    assert.ok(Math.abs(p * 251 - Math.round(p * 251)) < 1e-9)
  })

  test('adjusts all p-values together', () => {
    assert.equal(comparison.tests.length, 3 * 4 + 3)
    for (const { p, q } of comparison.tests) assert.ok(q >= p)
  })

  test('counts the tokens that are in both', async () => {
    const { directions, findings } = await compare([model], ['1,2,3,4', '3,4,5,6'], { controls })
    assert.equal(directions[0].sharedTokens, 2)
    assert.ok(findings.some(({ text }) => text.includes('2 tokens in common')))
  })

  test('is written as JSON and as tables', () => {
    const read = JSON.parse(comparisonToJson(comparison)) as { spectra: unknown[]; format: string }
    assert.equal(read.format, 'tokenprism-comparison')
    assert.equal(read.spectra.length, 3)
    assert.equal(comparisonCsv(comparison).trimEnd().split('\n').length, 4)
    const [head, first, ...rest] = anglesCsv(comparison).trimEnd().split('\n')
    assert.equal(head, 'first,second,index,angle,control_lower,control_median,control_upper')
    assert.equal(rest.length, 3 * 3 - 1)
    const { angles, nullAngles } = comparison.directions[0]
    const { lower, median, upper } = nullAngles
    const numbers = [1, ...[angles, lower, median, upper].map(([smallest]) => smallest)]
    assert.equal(first, `weekdays,months,${numbers.join(',')}`)
    assert.match(directionsCsv(comparison), /^first,second,.*\nweekdays,months,3,3,0\.\d+/)
  })
})

suite('compare one set in several models', async () => {
  const { spectra, directions, poles, findings } = await compare([model, model], ['weekdays'], {
    controls: { draws: 19 },
  })

  test('sets the poles side by side, all alike for a model and itself', () => {
    assert.equal(spectra.length, 2)
    assert.deepEqual(directions, [])
    const [{ shared, turned }] = poles
    assert.ok(shared.length >= 38 && !turned, `${shared.length}`)
    assert.ok(findings.some(({ text }) => text.includes('at the same end of singular vector 1')))
  })
})

for (const [name, run] of Object.entries({
  'one set in one model': () => compare([model], ['letters']),
  'no model': () => compare([], ['letters', 'digits']),
  'no directions': () => compare([model], ['letters', 'digits'], { directions: 0 }),
  'one control': () => compare([model], ['letters', 'digits'], { controls: { draws: 1 } }),
}))
  test(`compare refuses ${name}`, async () => {
    await assert.rejects(run, InvalidArgument)
  })
