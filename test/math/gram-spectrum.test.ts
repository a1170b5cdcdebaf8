import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Numerical } from '../../src/errors.js'
import { centreColumns, columnMeans } from '../../src/math/centre.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { type Matrix, type RowTable, dot, rowOf, zeros } from '../../src/math/matrix.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { svd } from '../../src/math/svd.js'
import { filled, uniform } from './matrices.js'

/** A matrix as a table of blocks of 7 rows. */
function tableOf(m: Matrix): RowTable {
  return {
    shape: [m.rows, m.cols],
    async *blocks() {
      for (let start = 0; start < m.rows; start += 7) {
        const rows = Math.min(7, m.rows - start)
        const data = m.data.subarray(start * m.cols, (start + rows) * m.cols)
        yield { start, rows: { rows, cols: m.cols, data } }
      }
    },
  }
}

suite('gramSpectrum', () => {
  for (const [rows, cols] of [
    [60, 9],
    [400, 33],
    [5, 12],
  ] as const)
    test(`gives σ, V and mean of a table of ${rows} × ${cols} as svd does of the centred matrix`, async () => {
      const random = seededRandom(rows)
      const m = filled(rows, cols, () => uniform(random) + 0.3)
      const { matrix, mean } = centreColumns(m)
      const expected = await svd(matrix)
      const found = await gramSpectrum(tableOf(m))
      assert.equal(found.singularValues.length, Math.min(rows, cols))
      const top = expected.singularValues[0]
      expected.singularValues.forEach((s, k) => {
        // Beyond the rank that centring leaves, a Gram matrix has no digits.
        const tolerance = rows <= cols && k === rows - 1 ? 1e-7 : 1e-12
        assert.ok(Math.abs(found.singularValues[k] - s) <= tolerance * top, `σ${k + 1}`)
        if (tolerance === 1e-12)
          assert.ok(Math.abs(Math.abs(dot(rowOf(found.vt, k), rowOf(expected.vt, k))) - 1) < 1e-9)
      })
      mean.forEach((x, j) => {
        assert.ok(Math.abs(x - found.mean[j]) < 1e-15 * rows)
      })
    })

  test('a few vectors are those among all, by another way; equal values have orthonormal ones', async () => {
    const random = seededRandom(7)
    const [rows, d, k] = [300, 96, 12]
    const families: readonly (readonly [string, (i: number) => number])[] = [
      ['spread', (i) => 0.9 ** i],
      ['equal in threes', (i) => 0.7 ** Math.floor(i / 3)],
      ['all but one equal', (i) => (i === 0 ? 2 : 1)],
      ['of rank 2', (i) => (i < 2 ? 1 : 0)],
      ['zero', () => 0],
    ]
    for (const [name, size] of families) {
      const m = filled(rows, d, () => uniform(random))
      const { u, vt } = await svd(m)
      const values = Float64Array.from({ length: d }, (_, i) => size(i))
      const scaled = zeros(rows, d)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < d; j++)
          for (let l = 0; l < d; l++)
            scaled.data[i * d + j] += u.data[i * d + l] * values[l] * vt.data[l * d + j]
      const table = tableOf(scaled)
      const few = await gramSpectrum(table, { centre: false, vectors: k })
      assert.match(few.algorithm, /inverse iteration/)
      assert.deepEqual([few.vt.rows, few.singularValues.length], [k, d])
      few.singularValues.forEach((s, i) => {
        // A Gram matrix loses small values: see gramSpectrum.
        const tolerance = Math.min(1e-7, 1e-13 + 1e-15 / values[i])
        assert.ok(Math.abs(s - values[i]) < tolerance, `${name}: σ${i + 1} ${s}`)
      })
      for (let i = 0; i < k; i++) {
        for (let j = 0; j <= i; j++) {
          const product = dot(rowOf(few.vt, i), rowOf(few.vt, j))
          assert.ok(Math.abs(product - Number(i === j)) < 1e-13, `${name}: v${i + 1}·v${j + 1}`)
        }
        // ‖A·v‖ is σ for a vector of the subspace, however it lies in it.
        const { data } = await project(table, { rows: 1, cols: d, data: rowOf(few.vt, i).slice() })
        const length = Math.sqrt(dot(data, data))
        assert.ok(Math.abs(length - values[i]) < 1e-8, `${name}: ‖A·v${i + 1}‖ ${length}`)
      }
    }
  })

  test('without centring it is the spectrum of the table as it is', async () => {
    const random = seededRandom(1)
    const m = filled(50, 6, () => uniform(random) + 1)
    const { mean, singularValues } = await gramSpectrum(tableOf(m), { centre: false })
    assert.deepEqual([...mean], [0, 0, 0, 0, 0, 0])
    const expected = (await svd(m)).singularValues
    expected.forEach((s, k) => {
      assert.ok(Math.abs(s - singularValues[k]) < 1e-12 * expected[0])
    })
    assert.notDeepEqual([...columnMeans(m)], [...mean])
  })

  test('the element of largest magnitude of each vector is positive', async () => {
    const random = seededRandom(2)
    const { vt } = await gramSpectrum(tableOf(filled(80, 11, () => uniform(random))))
    for (let k = 0; k < 11; k++) {
      const v = rowOf(vt, k)
      assert.ok(Math.max(...v) >= Math.max(...v.map((x) => -x)))
    }
  })

  test('NaN in the table is an error', async () => {
    const m = zeros(20, 3)
    m.data[40] = NaN
    await assert.rejects(gramSpectrum(tableOf(m)), Numerical)
  })

  test('stops when it is aborted, and tells its progress', async () => {
    const told: number[] = []
    await gramSpectrum(tableOf(zeros(20, 3)), { onProgress: (done) => told.push(done) })
    assert.equal(told.at(-1), 20)
    const signal = AbortSignal.abort()
    await assert.rejects(gramSpectrum(tableOf(zeros(20, 3)), { signal }), { name: 'AbortError' })
  })
})
