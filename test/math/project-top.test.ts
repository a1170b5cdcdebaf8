import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { project } from '../../src/math/project.js'
import { projectTop } from '../../src/math/project-top.js'
import { seededRandom } from '../../src/math/random.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { topK } from '../../src/math/top-k.js'
import { filled, uniform } from './matrices.js'

suite('projectTop', () => {
  test('gives what sorting all projections gives, across blocks, without rows that are left out', async () => {
    const table = tableOfMatrix(filled(5000, 16, uniform.bind(undefined, seededRandom(14))))
    const vectors = filled(3, 16, uniform.bind(undefined, seededRandom(15)))
    const values = await project(table, vectors)
    const accept = (row: number): boolean => row % 3 !== 0
    const ends = await projectTop(table, vectors, { count: 7, accept })
    ends.forEach(({ positive, negative, largest }, j) => {
      const own = values.data.subarray(j * 5000, (j + 1) * 5000)
      const ranked = (keys: Float64Array) =>
        topK(keys, 7, accept).map((row) => ({ row, value: own[row] }))
      assert.deepEqual(positive, ranked(own))
      assert.deepEqual(negative, ranked(own.map((x) => -x)))
      assert.deepEqual(largest, ranked(own.map(Math.abs)))
    })
  })

  test('lists equal values in order of row, across blocks, and keeps the first of them', async () => {
    const data = Float64Array.from({ length: 5000 }, (_, row) => [2, -1, 1, -2][row % 4])
    const one = { rows: 1, cols: 1, data: Float64Array.of(1) }
    const [ends] = await projectTop(tableOfMatrix({ rows: 5000, cols: 1, data }), one, { count: 3 })
    assert.deepEqual(ends.positive, [0, 4, 8].map((row) => ({ row, value: 2 }))) // prettier-ignore
    assert.deepEqual(ends.negative, [3, 7, 11].map((row) => ({ row, value: -2 }))) // prettier-ignore
    assert.deepEqual(ends.largest.map(({ row }) => row), [0, 3, 4]) // prettier-ignore
  })

  test('lists all rows when it is asked for all, in n·log n steps, equal ones in order of row', async () => {
    // Each row is further out than those before it, which would be n² steps of insertion into a sorted list.
    const rows = 400_000
    const data = Float64Array.from({ length: rows }, (_, row) => Math.floor(row / 2) * (-1) ** row)
    const one = { rows: 1, cols: 1, data: Float64Array.of(1) }
    const [ends] = await projectTop(tableOfMatrix({ rows, cols: 1, data }), one, { count: rows })
    const sorted = (sign: number) =>
      Array.from(data, (value, row) => ({ row, value }))
        .filter(({ value }) => value * sign > 0)
        .sort((a, b) => sign * (b.value - a.value))
    assert.deepEqual(ends.positive, sorted(1))
    assert.deepEqual(ends.negative, sorted(-1))
    assert.deepEqual(
      topK(data, rows),
      Array.from(data.keys()).sort((a, b) => data[b] - data[a]),
    )
  })

  test('never lists NaN, nor zero, and a count of 0 lists nothing', async () => {
    const table = tableOfMatrix({ rows: 3, cols: 1, data: Float64Array.of(NaN, 0, -2) })
    const one = { rows: 1, cols: 1, data: Float64Array.of(1) }
    const [{ positive, negative }] = await projectTop(table, one)
    assert.deepEqual([positive, negative], [[], [{ row: 2, value: -2 }]])
    assert.deepEqual((await projectTop(table, one, { count: 0 }))[0].largest, [])
  })
})
