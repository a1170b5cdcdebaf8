import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { rowOf } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

// 2,000 random 'sets' go the whole way that a user's set goes. Their tokens are 800 of the embedded model's own, in a model
// by themselves, so that each analysis takes milliseconds; 39 controls each, with which p ≤ 0.05 is exactly one case in twenty,
// one-sided or two-sided. The share of rejections then has a standard deviation of 0.5 %.
const SETS = 2000
const TOKENS = 800
const SIZE = 8
const CONTROLS = 39

const embedded = await openModel()
const random = seededRandom(20)
const chosen = ordinaryIds(embedded.vocabulary)
shuffleFirst(chosen, TOKENS, random)
const rows = await embedded.embedding.rows(chosen.subarray(0, TOKENS))
const folder = writeTinyModel({
  tokens: ['[UNK]', ...Array.from({ length: TOKENS }, (_, i) => `t${i}`)],
  special: ['[UNK]'],
  rows: [[...rowOf(rows, 0)], ...Array.from({ length: TOKENS }, (_, i) => [...rowOf(rows, i)])],
})
after(() => {
  remove(folder)
})
const model = await openModel(folder)

const rejections = new Map<string, number>()
const reject = (name: string, p: number): void => {
  rejections.set(name, (rejections.get(name) ?? 0) + (p <= 0.05 ? 1 : 0))
}

const order = Uint32Array.from({ length: TOKENS }, (_, i) => i)
for (let i = 0; i < SETS; i++) {
  shuffleFirst(order, SIZE, random)
  const { nullBand, summaries, controls } = await analyze(model, {
    set: Array.from(order.subarray(0, SIZE), (token) => `t${token}`),
    controls: { draws: CONTROLS, seed: i },
    leading: 1,
  })
  assert.equal(controls.eligible, TOKENS - SIZE)
  for (const scale of ['raw', 'share'] as const) {
    const { p, pLess, adjusted, horn } = nullBand[scale]
    reject(`${scale}: index 1`, p[0])
    reject(`${scale}: index 4`, p[3])
    reject(`${scale}: index 1, smaller`, pLess[0])
    reject(`${scale}: any index, by max-T`, Math.min(...adjusted))
    reject(`${scale}: Horn keeps one or more`, horn > 0 ? 0 : 1)
  }
  for (const { name, first, p } of summaries) reject(`${name}${first ?? ''}`, p)
}

// The 95th percentile of m draws is interpolated at place 0.95·(m − 1) from the lowest, so that one more exceeds it a little
// more often: with 999 controls in 5.09 % of cases.
const HORN = 1 - (0.95 * (CONTROLS - 1) + 1) / (CONTROLS + 1)

suite('of 2,000 random sets, 5 % ± 1.5 % are called beyond chance', () => {
  for (const [name, count] of rejections) {
    const nominal = name.includes('Horn') ? HORN : 0.05
    test(`${name}${nominal === 0.05 ? '' : `, with so few controls ${(100 * nominal).toFixed(2)} %`}`, () => {
      const rate = count / SETS
      assert.ok(Math.abs(rate - nominal) <= 0.015, `${(100 * rate).toFixed(2)} %`)
    })
  }
})
