import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { benjaminiHochberg } from '../../src/compare/benjamini-hochberg.js'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import { InvalidArgument } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import {
  anglesCsv,
  comparedSpectraCsv,
  comparisonCsv,
  directionsCsv,
  testsCsv,
} from '../../src/report/comparison-csv.js'
import { comparisonToJson } from '../../src/report/comparison-json.js'
import { comparisonFigures } from '../../src/figure/from-comparison.js'
import { gaussian } from '../math/gaussian.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const model = await openModel()
const controls = { draws: 99 }

test('random subspaces lie in the dimensions that are left when some were removed', async () => {
  const options = { controls: { draws: 19 }, transform: { remove: 200 } }
  const { directions } = await compare([model], ['weekdays', 'months'], options)
  assert.equal(directions[0].random, 9 / (384 - 200))
})

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
    // As in what is said of each by itself.
    for (const [i, { summaries }] of comparison.spectra.entries()) {
      const ratio = summaries.find(({ name }) => name === 'participationRatio')
      const test = comparison.tests.find(
        ({ kind, about: [at] }) => kind === 'participationRatio' && at === i,
      )
      assert.equal(test?.p, ratio?.adjusted)
    }
  })

  test('says how the controls of each set were drawn, and how like the set they are', async () => {
    const { spectra, findings } = await compare([model], ['weekdays', 'months'], {
      controls: { draws: 59, match: ['length'], pool: 300, seed: 4 },
    })
    for (const { controls: drawn } of spectra) {
      assert.deepEqual([drawn.draws, drawn.seed, drawn.match], [59, 4, ['length']])
      assert.ok(drawn.pool !== undefined && drawn.balance.some(({ key }) => key === 'length'))
      assert.ok(!('ids' in drawn) && !('singularValues' in drawn))
    }
    const told = findings.find(({ topic }) => topic === 'balance')
    assert.match(told?.text ?? '', /59 for each, .* sample of about 3\d\d tokens, matched on length, seed 4\. .*: weekdays \d.*, months \d/) // prettier-ignore
  })

  test('counts no test that cannot reject', async () => {
    // Two tokens have one direction, and it holds all variance in every draw.
    const { tests, findings } = await compare([model], ['weekdays', 'cat,dog'], { controls })
    const unable = tests.filter(({ q }) => Number.isNaN(q))
    assert.deepEqual(
      unable.map(({ kind, about, p, least }) => [kind, about, p, least]),
      [
        ['shares', [1], 1, 1],
        ['participationRatio', [1], 1, 1],
      ],
    )
    const able = tests.filter(({ q }) => !Number.isNaN(q))
    const q = benjaminiHochberg(able.map(({ p }) => p))
    assert.deepEqual(able.map((each) => each.q), [...q]) // prettier-ignore
    const told = findings.find(({ topic }) => topic === 'controls')?.text ?? ''
    assert.match(told, /^Of 7 tests, /)
    assert.match(told, /Not counted, as they could not reject .*: cat, dog: a share of variance is larger; cat, dog: participation ratio differs\./) // prettier-ignore
  })

  test('with 19 to 38 controls counts no two-sided test, with fewer none', async () => {
    const counted = async (draws: number): Promise<string[]> =>
      (await compare([model], ['weekdays', 'months'], { controls: { draws } })).tests
        .filter(({ q, least }) => {
          assert.equal(Number.isNaN(q), least > 0.05)
          return !Number.isNaN(q)
        })
        .map(({ kind }) => kind)
    assert.deepEqual(await counted(18), [])
    assert.deepEqual(await counted(38), ['values', 'shares', 'values', 'shares', 'directions'])
    assert.equal((await counted(39)).length, 9)
  })

  test('no subspace that is the whole space is tested against another', async () => {
    const next = gaussian(2)
    const folder = writeTinyModel({
      tokens: ['[UNK]', ...Array.from({ length: 60 }, (_, i) => `t${i}`)],
      special: ['[UNK]'],
      rows: Array.from({ length: 61 }, () => [next(), next(), next()]),
    })
    try {
      const sets = ['t1,t2,t3,t4,t5', 't6,t7,t8,t9,t10']
      const tiny = await openModel(folder)
      const least = async (directions: number, dimensions: number): Promise<number | undefined> => {
        const transform = { remove: 3 - dimensions }
        const { tests } = await compare([tiny], sets, { controls, directions, transform })
        return tests.find(({ kind }) => kind === 'directions')?.least
      }
      assert.deepEqual([await least(3, 3), await least(2, 3), await least(2, 2)], [1, 1 / 100, 1])
    } finally {
      remove(folder)
    }
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
    const [heads, ...values] = comparedSpectraCsv(comparison).trimEnd().split('\n')
    assert.equal(heads, 'name,index,singular_value,of_largest,share,zero_by_centring')
    const [{ singularValues, nullBand }] = comparison.spectra
    values.slice(0, singularValues.length).forEach((line, i) => {
      const [name, index, value, part, , zero] = line.split(',')
      assert.deepEqual([name, Number(index), Number(value)], ['weekdays', i + 1, singularValues[i]])
      assert.equal(Number(part), singularValues[i] / singularValues[0])
      assert.equal(zero, i < nullBand.tested ? '0' : '1')
    })
    assert.equal(nullBand.tested, singularValues.length - 1)
    const [head, first, ...rest] = anglesCsv(comparison).trimEnd().split('\n')
    assert.equal(head, 'first,second,index,angle,control_lower,control_median,control_upper')
    assert.equal(rest.length, 3 * 3 - 1)
    const { angles, nullAngles } = comparison.directions[0]
    const { lower, median, upper } = nullAngles
    const numbers = [1, ...[angles, lower, median, upper].map(([smallest]) => smallest)]
    assert.equal(first, `weekdays,months,${numbers.join(',')}`)
    assert.match(
      testsCsv(comparison),
      /^test,first,second,p,least_p,q\nvalues,weekdays,,[\d.]+,0\.01,/,
    )
    assert.equal(testsCsv(comparison).trimEnd().split('\n').length, 1 + 15)
    assert.match(directionsCsv(comparison), /^first,second,.*\nweekdays,months,3,3,0\.\d+/)
  })
})

test('figures have a logarithmic axis where one is asked for, and refuse options that there are not', async () => {
  const few = { controls: { draws: 2 }, projection: false }
  const comparison = await compare([model], ['weekdays', 'months'], few)
  const { spectra } = comparisonFigures(comparison, { log: true })
  assert.match(spectra, />share of variance \(log scale\)</)
  assert.doesNotMatch(comparisonFigures(comparison, {}).spectra, /log scale/)
  for (const [options, message] of [
    [
      { logarithmic: true },
      /^comparisonFigures: expected options of these names: .* log, found logarithmic/,
    ],
    [{ log: 'no' }, /^log: expected one of true, false, found "no"/],
  ] as const)
    assert.throws(
      () => comparisonFigures(comparison, options as object),
      (error) => error instanceof InvalidArgument && message.test(error.message),
    )
})

test('titles say how many sets and models are side by side', async () => {
  const titleOf = async (models: number, sets: readonly string[]): Promise<string> => {
    const options = { controls: { draws: 2 }, projection: false }
    const found = await compare(Array<typeof model>(models).fill(model), sets, options)
    return /<title>([^<]*)/.exec(comparisonFigures(found).spectra)?.[1] ?? ''
  }
  assert.match(await titleOf(1, ['weekdays', 'months']), /of 2 sets side by side/)
  assert.match(await titleOf(2, ['weekdays']), /of weekdays in 2 models/)
  assert.match(await titleOf(3, ['weekdays', 'months']), /of 2 sets in 3 models/)
})

suite('compare one set in several models', async () => {
  const comparison = await compare([model, model], ['weekdays'], { controls: { draws: 19 } })
  const { spectra, directions, poles, findings } = comparison

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
