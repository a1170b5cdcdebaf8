import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { type RowTable, matrixFrom, rowOf } from '../../src/math/matrix.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { filled, uniform } from './matrices.js'
import { builds } from './proof.js'

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

for (const kernels of builds())
  test(`long rows of one sign lose no digits in float32, as sums are taken on in float64, ${kernels}`, async () => {
    const random = seededRandom(1)
    const [rows, d] = [200, 4096]
    const data = Float32Array.from({ length: rows * d }, () => 1 + uniform(random) / 2)
    const own = tableOfMatrix({ rows, cols: d, data })
    const lengths = Array.from({ length: rows }, (_, i) =>
      Math.hypot(...data.subarray(i * d, (i + 1) * d)),
    )
    for (const [k, most, usual] of [
      [1, 3e-8, 1e-8],
      [4, 1.2e-7, 4e-8],
    ] as const) {
      // Float32 has these vectors exactly, so that the errors are those of sums alone.
      const vectors = filled(k, d, () => Math.fround((1 + uniform(random) / 2) / 64))
      const expected = await project(own, vectors)
      const found = await project(own, vectors, { precision: 'mixed', kernels })
      const errors = found.data.map((x, i) => {
        const length = Math.hypot(...rowOf(vectors, Math.floor(i / rows)))
        return Math.abs(x - expected.data[i]) / (lengths[i % rows] * length)
      })
      const [largest, rms] = [Math.max(...errors), Math.hypot(...errors) / Math.sqrt(rows * k)]
      assert.ok(largest < most && rms < usual, `${k} vectors: ${largest}, rms ${rms}`)
    }
  })

test('project stops when it is aborted', async () => {
  const signal = AbortSignal.abort()
  await assert.rejects(project(table, matrixFrom([[1, 0, 0]]), { signal }), { name: 'AbortError' })
})
