import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import { Numerical } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { pValue } from '../../src/spectrum/p-value.js'
import { gaussian } from '../math/gaussian.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const folders: string[] = []
after(() => {
  folders.forEach(remove)
})

/** 60 ordinary tokens t1 … t60 in 8 dimensions, some of their rows replaced. */
function modelWith(rows: Readonly<Record<number, (dimension: number) => number>>) {
  const next = gaussian(21)
  const folder = writeTinyModel({
    tokens: ['[UNK]', ...Array.from({ length: 60 }, (_, i) => `t${i + 1}`)],
    special: ['[UNK]'],
    rows: Array.from({ length: 61 }, (_, id) =>
      Array.from({ length: 8 }, (_, j) => {
        const x = next()
        return rows[id]?.(j) ?? x
      }),
    ),
  })
  folders.push(folder)
  return openModel(folder)
}

suite('rows that are not finite, among those that could be drawn', async () => {
  const bad = { 7: () => NaN, 30: (j: number) => (j === 3 ? -Infinity : 0) }
  const model = await modelWith(bad)
  const set = 't1,t2,t3,t4'

  for (const options of [{}, { projection: false }, { controls: { match: ['norm'] } }] as const)
    test(`are left out and named by their ids, with ${JSON.stringify(options)}`, async () => {
      const { controls, findings, nullBand } = await analyze(model, { set, ...options })
      assert.equal(controls.eligible, 60 - 4 - 2)
      assert.deepEqual(controls.notFinite, [7, 30])
      assert.ok(!controls.ids.includes(7) && !controls.ids.includes(30))
      assert.ok(nullBand.raw.upper.every(Number.isFinite))
      assert.ok(
        findings.some(({ text }) => /\(id 7, 30\): left out of .*controls/.test(text)),
        JSON.stringify(findings),
      )
    })

  test('are drawn and left out the same way again', async () => {
    const first = await analyze(model, { set })
    const again = await analyze(model, first.manifest.options)
    assert.deepEqual(again.controls, first.controls)
  })

  test('in the set are an error that names token and id', async () => {
    await assert.rejects(analyze(model, { set: 't1,t2,t7' }), (error) => {
      assert.ok(error instanceof Numerical)
      assert.match(error.message, /t7 \(7\)/)
      return true
    })
  })
})

suite('rows of zeros, among those that could be drawn', () => {
  const zero = () => 0
  test('leave every number a number, and no draw of theirs helps to reject', async () => {
    // Two thirds of the pool: draws of two zeros are frequent.
    const ids = Array.from({ length: 40 }, (_, i) => i + 11)
    const model = await modelWith(Object.fromEntries(ids.map((id) => [id, zero])))
    const { nullBand, summaries, findings, controls } = await analyze(model, {
      set: 't1,t2,t3',
      controls: { draws: 199 },
    })
    const ratio = summaries.find(({ name }) => name === 'participationRatio')
    const without = 199 - (ratio?.chance.draws ?? 0)
    assert.ok(without > 20, `${without}`)
    assert.ok(ratio && ratio.p > (2 * without) / 200)
    for (const p of [...nullBand.share.p, ...nullBand.share.pLess, ...nullBand.share.adjusted])
      assert.ok(p > without / 200, `${p}`)
    for (const { adjusted, p, name } of summaries)
      assert.ok(adjusted >= p && (name === 'totalVariance' || p > without / 200))
    for (const edge of [nullBand.share.lower, nullBand.share.median, nullBand.share.upper])
      assert.ok(edge.every(Number.isFinite))
    for (const { chance } of summaries)
      for (const x of [chance.mean, chance.sd, chance.median, ...chance.within])
        assert.ok(Number.isFinite(x))
    for (const { text } of findings) assert.doesNotMatch(text, /NaN(?! or)/)
    assert.ok(findings.some(({ text }) => text.startsWith(`${without} of 199 controls consist`)))
    assert.equal(controls.draws, 199)
  })

  test('a draw without a value counts as extreme to either side', () => {
    const draws = Float64Array.of(NaN, 1, 2, 3)
    assert.equal(pValue(9, draws, 'greater'), 2 / 5)
    assert.equal(pValue(-9, draws, 'less'), 2 / 5)
  })
})

suite('a set of two', async () => {
  const { summaries, nullBand, findings } = await analyze(await openModel(), {
    set: 'cat,dog',
    controls: { draws: 199 },
  })

  test('has one direction, which holds everything, as that of every control does: no p is small', () => {
    assert.equal(nullBand.tested, 1)
    for (const { name, value, chance, p } of summaries) {
      if (name === 'totalVariance') continue
      assert.deepEqual([value, chance.mean, p], [1, 1, 1], name)
    }
  })

  test('is asked nothing about shape', () => {
    const topics = findings.filter(({ verdict }) => verdict !== 'remark').map(({ topic }) => topic)
    assert.deepEqual(topics, ['amount', 'values'])
    assert.ok(findings.some(({ text }) => text.includes('has one direction')))
  })
})

suite('a set that many of its draws are', async () => {
  const folder = writeTinyModel({
    tokens: ['[UNK]', 't1', 't2', 't3', 't4'],
    special: ['[UNK]'],
    rows: Array.from({ length: 5 }, (_, id) => [id, id * id, 1 / (id + 1)]),
  })
  folders.push(folder)
  const model = await openModel(folder)

  // Of six selections the set is one: two-sided, no p can be below a third.
  for (const set of ['t1,t2', 't3,t1', 't2,t4', 't4,t3'])
    test(`is not beyond chance for a rounding error: ${set}`, async () => {
      const { summaries, nullBand, controls, findings } = await analyze(model, {
        set,
        controls: { draws: 999 },
      })
      assert.equal(controls.shared, 2)
      for (const { p } of summaries) assert.ok(p > 0.25, `${p}`)
      for (const p of [...nullBand.raw.p, ...nullBand.raw.pLess, ...nullBand.raw.adjusted])
        assert.ok(p > 0.12, `${p}`)
      assert.ok(findings.every(({ verdict }) => verdict !== 'beyond chance'))
    })

  test('of tokens that are never drawn otherwise is drawn from all the same', async () => {
    const { controls } = await analyze(model, { set: 'id:0,t1', controls: { draws: 99 } })
    assert.equal(controls.shared, 2)
    assert.ok(controls.ids.includes(0))
  })
})

suite('rows that all lie in fewer dimensions than the set has tokens', async () => {
  const flat = await modelWith(
    Object.fromEntries(
      Array.from({ length: 61 }, (_, id) => [id, (j: number) => (j < 3 ? Math.sin(7 * id + j * j + id * j) : 0)]),
    ),
  ) // prettier-ignore

  test('have no values beyond these that could be tested: p is 1', async () => {
    const { nullBand } = await analyze(flat, {
      set: 't1,t2,t3,t4,t5,t6,t7',
      controls: { draws: 199 },
    })
    assert.equal(nullBand.tested, 6)
    for (const k of [3, 4, 5])
      for (const { p, pLess, adjusted } of [nullBand.raw, nullBand.share])
        assert.deepEqual([p[k], pLess[k], adjusted[k]], [1, 1, 1])
    assert.ok(nullBand.raw.upper.subarray(0, 3).every((x) => x > 0.1))
  })

  test('are compared by the directions that there are', async () => {
    const { directions } = await compare([flat], ['t1,t2,t3,t4,t5', 't6,t7,t8,t9,t10'], {
      directions: 4,
      controls: { draws: 39 },
    })
    assert.deepEqual(directions[0].directions, [3, 3])
  })
})
