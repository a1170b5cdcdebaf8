import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument, Numerical } from '../../src/errors.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { type Matrix, type RowTable, rowOf } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { filled, uniform } from './matrices.js'
import { builds } from './proof.js'

/** A matrix as a table of blocks of so many rows. */
function tableOf(m: Matrix, height = 30): RowTable {
  return {
    shape: [m.rows, m.cols],
    async *blocks() {
      for (let start = 0; start < m.rows; start += height) {
        const rows = Math.min(height, m.rows - start)
        const data = m.data.subarray(start * m.cols, (start + rows) * m.cols)
        yield { start, rows: { rows, cols: m.cols, data } }
      }
    },
  }
}

const ordinary = filled(100, 24, uniform.bind(undefined, seededRandom(1)))

function times(m: Matrix<Float64Array>, factor: (row: number) => number): Matrix<Float64Array> {
  return { ...m, data: m.data.map((x, at) => x * factor(Math.floor(at / m.cols))) }
}

function assertClose(
  found: Float64Array,
  expected: Float64Array,
  factor: number,
  tolerance = 1e-12,
): void {
  assert.equal(found.length, expected.length)
  const largest = Math.max(...expected.map(Math.abs))
  expected.forEach((x, k) => {
    const apart = Math.abs(found[k] / factor - x)
    assert.ok(apart < tolerance * largest, `${k}: ${found[k]}, not ${x} × ${factor}`)
  })
}

for (const kernels of builds())
  suite(`the spectrum of a table of float64, ${kernels}`, () => {
    for (const vectors of [3, 24])
      for (const factor of [1e-300, 1e-77, 1e-46, 1e46, 1e77, 1e154, 1e300])
        test(`scales with the table, at ${factor}, ${vectors} vectors`, async () => {
          const options = { kernels, vectors }
          const expected = await gramSpectrum(tableOf(ordinary), options)
          const found = await gramSpectrum(tableOf(times(ordinary, () => factor)), options)
          assertClose(found.singularValues, expected.singularValues, factor)
          assertClose(found.mean, expected.mean, factor)
          for (let k = 0; k < vectors; k++)
            assertClose(rowOf(found.vt, k), rowOf(expected.vt, k), 1, 1e-10)
        })

    test('times a power of two, it is the same to the last bit', async () => {
      const expected = await gramSpectrum(tableOf(ordinary), { kernels })
      for (const power of [-1000, -160, -149, 149, 160, 1000]) {
        const scaled = times(ordinary, () => 2 ** power)
        const found = await gramSpectrum(tableOf(scaled), { kernels })
        assert.deepEqual(found.vt, expected.vt)
        assert.deepEqual(
          found.singularValues,
          expected.singularValues.map((s) => s * 2 ** power),
        )
      }
    })

    for (const [name, factor] of [
      ['begins with zeros', (row) => (row < 45 ? 0 : 1e-90)],
      ['grows from block to block', (row) => [1e-200, 1, 1e200][Math.floor(row / 34)]],
      ['shrinks from block to block', (row) => [1e200, 1, 1e-200][Math.floor(row / 34)]],
    ] satisfies [string, (row: number) => number][])
      test(`of a table that ${name}, is that of its largest rows`, async () => {
        const table = times(ordinary, factor)
        const largest = Math.max(...Array.from({ length: 100 }, (_, row) => factor(row)))
        // What is smaller by 1e200 counts as nothing.
        const near = times(ordinary, (row) => factor(row) / largest)
        const options = { kernels, vectors: 24 }
        const found = await gramSpectrum(tableOf(table), options)
        const expected = await gramSpectrum(tableOf(near, 100), options)
        assertClose(found.singularValues, expected.singularValues, largest)
        assertClose(found.mean, expected.mean, largest)
      })

    for (const [name, factors] of [
      ['huge, then float32', [1e200, 1]],
      ['tiny, then float32', [1e-200, 1]],
      ['tiny, then float32 zeros', [1e-200, 0]],
      ['float32 zeros, then tiny', [0, 1e-200]],
      ['float32, then huge', [1, 1e200]],
    ] satisfies [string, [number, number]][])
      test(`of blocks of both types, ${name}, is that of its largest rows`, async () => {
        const single = name.startsWith('float32') ? 0 : 1
        const rows = times(ordinary, (row) => factors[Math.floor(row / 50)])
        const table: RowTable = {
          shape: [100, 24],
          async *blocks() {
            for (const block of [0, 1]) {
              const own = rows.data.subarray(block * 1200, (block + 1) * 1200)
              const data = block === single ? Float32Array.from(own) : own
              yield { start: block * 50, rows: { rows: 50, cols: 24, data } }
            }
          },
        }
        const largest = Math.max(...factors)
        const near = times(ordinary, (row) => factors[Math.floor(row / 50)] / largest)
        const options = { kernels, vectors: 24 }
        const found = await gramSpectrum(table, options)
        const expected = await gramSpectrum(tableOf(near, 100), options)
        // Rows that are all that is left have been float32.
        const tolerance = largest === 1 ? 1e-6 : 1e-12
        assertClose(found.singularValues, expected.singularValues, largest, tolerance)
        assertClose(found.mean, expected.mean, largest, tolerance)
      })

    test('is a typed error when a singular value is beyond float64, and when there is no finite number', async () => {
      const huge = filled(30, 4, () => 1.5e308)
      await assert.rejects(gramSpectrum(tableOf(huge), { kernels, centre: false }), Numerical)
      const mean = (await gramSpectrum(tableOf(huge), { kernels })).mean
      assert.ok(mean.every((x) => Math.abs(x / 1.5e308 - 1) < 1e-14))
      for (const bad of [NaN, Infinity, -Infinity]) {
        const table = times(ordinary, () => 1e200)
        table.data[1500] = bad
        await assert.rejects(gramSpectrum(tableOf(table), { kernels }), Numerical)
      }
    })
  })

test('a number of vectors that is none is refused', async () => {
  for (const vectors of [-1, 1.5, NaN, Infinity])
    await assert.rejects(gramSpectrum(tableOf(ordinary), { vectors }), InvalidArgument)
})
