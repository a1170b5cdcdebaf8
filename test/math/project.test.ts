import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { type RowTable, matrixFrom } from '../../src/math/matrix.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { tableOfMatrix } from '../../src/math/table-rows.js'
import { filled, uniform } from './matrices.js'

/** A table of 5 rows that comes in blocks of 2. */
const table: RowTable = {
  shape: [5, 3],
  async *blocks() {
    for (let start = 0; start < 5; start += 2) {
      const rows = Array.from({ length: Math.min(2, 5 - start) }, (_, i) => [start + i, 1, 2])
      yield { start, rows: matrixFrom(rows) }
    }
  },
}

test('project gives (e − mean)·v for every row and vector, across blocks', async () => {
  const vectors = matrixFrom([
    [1, 0, 0],
    [0, 2, -1],
  ])
  const mean = Float64Array.of(2, 0, 1)
  const values = await project(table, vectors, { mean })
  assert.deepEqual([values.rows, values.cols], [2, 5])
  assert.deepEqual([...values.data], [-2, -1, 0, 1, 2, 1, 1, 1, 1, 1])
})

test('project without a mean projects the rows as they are', async () => {
  assert.deepEqual([...(await project(table, matrixFrom([[1, 1, 1]]))).data], [3, 4, 5, 6, 7])
})

test('project refuses vectors or a mean of another width', async () => {
  await assert.rejects(project(table, matrixFrom([[1, 0]])), InvalidArgument)
  const mean = Float64Array.of(1, 2)
  await assert.rejects(project(table, matrixFrom([[1, 0, 0]]), { mean }), InvalidArgument)
})

test('project tells its progress, block by block', async () => {
  const told: number[][] = []
  const onProgress = (done: number, total: number) => told.push([done, total])
  await project(table, matrixFrom([[1, 0, 0]]), { onProgress })
  assert.deepEqual(told, [
    [2, 5],
    [4, 5],
    [5, 5],
  ])
})

test('projections in float32 of rows among its subnormals lose no more than d·1e-45', async () => {
  const random = seededRandom(1)
  const [rows, d] = [40, 300]
  for (const k of [1, 2, 5])
    for (const size of [1e-30, 1e-37, 1e-39, 1e-43]) {
      const data = Float32Array.from({ length: rows * d }, () => uniform(random) * size)
      const own = tableOfMatrix({ rows, cols: d, data })
      const vectors = filled(k, d, () => uniform(random) * Math.sqrt(3 / d))
      const expected = await project(own, vectors)
      const found = await project(own, vectors, { precision: 'mixed' })
      const limit = 1e-7 * size * Math.sqrt(d) + d * 1e-45
      found.data.forEach((x, i) => {
        assert.ok(Math.abs(x - expected.data[i]) < limit, `${x}, not ${expected.data[i]}`)
      })
    }
})

test('project stops when it is aborted', async () => {
  const signal = AbortSignal.abort()
  await assert.rejects(project(table, matrixFrom([[1, 0, 0]]), { signal }), { name: 'AbortError' })
})
