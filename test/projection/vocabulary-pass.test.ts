import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type RowTable, matrixFrom } from '../../src/math/matrix.js'
import { vocabularyPass } from '../../src/projection/vocabulary-pass.js'

const ROWS = [[2, 1], [0, 3], [-4, 1], [0, -3], [2, 1], [0, 0]] // prettier-ignore

/** The rows in blocks of two. */
const table: RowTable = {
  shape: [6, 2],
  async *blocks() {
    for (let start = 0; start < 6; start += 2)
      yield { start, rows: matrixFrom(ROWS.slice(start, start + 2)) }
  },
}
const options = { mean: new Float64Array(2), count: 2, remove: 0 }
const axes = matrixFrom([
  [1, 0],
  [0, 1],
])

suite('vocabularyPass', () => {
  test('finds the ends across blocks; equal rows come in order of id, zero is at no end', async () => {
    const { ends } = await vocabularyPass(table, axes, options)
    assert.deepEqual(ends[0], {
      positive: [
        { row: 0, value: 2 },
        { row: 4, value: 2 },
      ],
      negative: [{ row: 2, value: -4 }],
    })
    assert.deepEqual(
      ends[1].positive.map(({ row }) => row),
      [1, 0],
    )
  })

  test('the mean cosine is that of all pairs, rows without a direction left out', async () => {
    const { cosines, directionless } = await vocabularyPass(table, axes, options)
    const units = ROWS.slice(0, 5).map(([x, y]) => [x / Math.hypot(x, y), y / Math.hypot(x, y)])
    let sum = 0
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < i; j++) sum += units[i][0] * units[j][0] + units[i][1] * units[j][1]
    assert.ok(Math.abs(cosines.raw - sum / 10) < 1e-14)
    assert.ok(Math.abs(cosines.without - cosines.raw) < 1e-14)
    assert.equal(directionless, 1)
  })

  test('without the first direction only the others count', async () => {
    const { cosines, directionless } = await vocabularyPass(table, axes, { ...options, remove: 1 })
    // What is left is ±1 on the second axis: four up, one down.
    assert.ok(Math.abs(cosines.without - (6 - 4) / 10) < 1e-14)
    assert.equal(directionless, 1)
  })

  test('a row that is no number is at no end and in no pair', async () => {
    const spoilt: RowTable = {
      shape: [3, 2],
      async *blocks() {
        yield { start: 0, rows: matrixFrom([[NaN, 1], [Infinity, 0], [1, 0]]) } // prettier-ignore
      },
    }
    const { ends, directionless } = await vocabularyPass(spoilt, axes, options)
    assert.deepEqual(
      ends[0].positive.map(({ row }) => row),
      [2],
    )
    assert.equal(directionless, 2)
  })
})
