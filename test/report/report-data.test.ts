import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze, openModel, renderReport } from '../../src/index.js'
import {
  correlationBetween,
  packReportData,
  packTriangle,
  unpackReportData,
} from '../../src/report/report-data.js'
import { reportDataOf } from './report-data-of.js'

suite('the data of a report', () => {
  const r = {
    rows: 3,
    cols: 3,
    data: Float64Array.of(1, -0.49871, NaN, -0.49871, 1, 0.0004, NaN, 0.0004, NaN),
  }
  const data = {
    tokens: ['the', '日本', '"\\\u2028</script>', ''],
    values: Float32Array.of(0.25, -1e30, NaN, 0),
    classes: Uint8Array.of(0, 3, 2, 4),
    members: ['a', 'bé', 'c'],
    memberIds: ['7', '20 21', '9'],
    correlation: packTriangle(r),
  }

  test('is unpacked as it was packed', () => {
    assert.deepEqual(unpackReportData(packReportData(data).buffer), data)
  })

  test('is unpacked as it was packed where there is nothing but members', () => {
    const bare = {
      tokens: [],
      values: new Float32Array(0),
      classes: new Uint8Array(0),
      members: ['a', 'b'],
      memberIds: ['1', '2'],
      correlation: new Int16Array(0),
    }
    const unpacked = unpackReportData(packReportData(bare).buffer)
    assert.deepEqual(unpacked, bare)
    assert.equal(correlationBetween(unpacked, 0, 1), undefined)
  })

  test('gives r of any two members, whichever is named first, to three decimals; NaN where it is none', () => {
    const [a, b, c] = [0, 1, 2].map((i) => [0, 1, 2].map((j) => correlationBetween(data, i, j)))
    assert.deepEqual(
      [a, b, c],
      [
        [1, -0.499, NaN],
        [-0.499, 1, 0],
        [NaN, 0, NaN],
      ],
    )
  })

  test('has every r of a larger set where it belongs', () => {
    const n = 58
    const at = (i: number, j: number): number => Math.round(1000 * Math.cos(i * j + i + j)) / 1000
    const data64 = Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n))
    const triangle = packTriangle({ rows: n, cols: n, data: data64 })
    const members = Array.from({ length: n }, (_, i) => `m${i}`)
    const large = { ...data, members, correlation: triangle }
    assert.equal(large.correlation.length, (n * (n + 1)) / 2)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) assert.equal(correlationBetween(large, i, j), at(i, j) + 0)
  })
})

suite('a report carries each token where its figure draws it', () => {
  test('members at what was found without them, or at what is fitted to them if that was asked for', async () => {
    const model = await openModel()
    for (const members of ['held-out', 'plain'] as const) {
      const months = await analyze(model, { set: 'months', members, controls: { draws: 19 } })
      const { values } = reportDataOf(await renderReport(months))
      const own = months.membership[0][members === 'plain' ? 'plain' : 'heldOut']
      months.set.members.forEach(({ id }, i) => {
        assert.equal(values[id], Math.fround(own[i]))
      })
      const [other] = months.control.ids
      assert.equal(values[other], Math.fround(months.projection.on(1)[other]))
    }
  })

  test('pieces of an averaged word as the tokens that they are', async () => {
    const set = ['red', 'green', 'teal', 'chartreuse']
    const colours = await analyze(await openModel(), {
      set,
      split: 'mean',
      controls: { draws: 19 },
    })
    const averaged = colours.set.members.find(({ ids }) => ids.length > 1)
    assert.ok(averaged)
    const { values } = reportDataOf(await renderReport(colours))
    for (const id of averaged.ids)
      assert.equal(values[id], Math.fround(colours.projection.on(1)[id]))
  })
})
