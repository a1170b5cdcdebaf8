import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { centreColumns } from '../../src/math/centre.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import type { Matrix, RowTable } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues } from '../../src/math/svd.js'
import { filled, uniform } from './matrices.js'
import { builds } from './proof.js'

/** A matrix as a table whose blocks have so many rows: the first, and all others. */
function tableOf(
  { rows, cols, data }: Matrix<Float64Array> | Matrix<Float32Array>,
  first: number,
  others: number,
): RowTable {
  return {
    shape: [rows, cols],
    async *blocks() {
      for (let start = 0, height = first; start < rows; start += height, height = others) {
        const own = data.subarray(start * cols, Math.min(rows, start + height) * cols)
        yield { start, rows: { rows: own.length / cols, cols, data: own } }
      }
    },
  }
}

/** Where rows lie before others that are uniform around 0. */
const AWAY: Readonly<Record<string, (row: number) => number>> = {
  'one row': (row) => (row === 0 ? 300 : 0),
  'a block': (row) => (row < 512 ? 300 : 0),
  'rows that come nearer': (row) => 300 / (row + 1),
  'rows that go away': (row) => row / 10,
}

for (const kernels of builds())
  suite(`sums of a table whose rows begin far from their mean, ${kernels}`, () => {
    for (const [name, away] of Object.entries(AWAY))
      for (const [first, others] of [[1, 1], [1, 3000], [3000, 3000], [100, 700]] as const)
        test(`lose no digits: ${name}, blocks of ${first} and ${others} rows`, async () => {
          const random = seededRandom(1)
          const [rows, cols] = [3000, 9]
          const m = filled(rows, cols, () => uniform(random))
          for (let i = 0; i < m.data.length; i++) m.data[i] += away(Math.floor(i / cols))
          const expected = await singularValues(centreColumns(m).matrix, { kernels })
          const found = await gramSpectrum(tableOf(m, first, others), { kernels })
          // What is promised: see gramSpectrum.
          expected.forEach((s, k) => {
            const ulps = (Math.abs(found.singularValues[k] - s) * s) / expected[0] ** 2 / Number.EPSILON
            assert.ok(ulps < 64, `σ${k + 1} is ${ulps} ulp·σ₁²/σ off`)
          })
        }) // prettier-ignore
  })

test('a row that is not finite is named, wherever its block begins, in float32 and in float64', async () => {
  for (const bad of [NaN, Infinity, -Infinity])
    for (const row of [0, 1, 999, 1733]) {
      const m = filled(2000, 6, uniform.bind(undefined, seededRandom(row)))
      m.data[row * 6 + 4] = bad
      m.data[1900 * 6] = NaN
      const found = `${bad} at row ${row}, column 4`
      const single = { ...m, data: Float32Array.from(m.data) }
      // Rows that are scaled are looked at on their way.
      const large = { ...m, data: m.data.map((x) => x * 1e200) }
      for (const table of [m, single, large])
        for (const others of [1, 70, 1500])
          await assert.rejects(gramSpectrum(tableOf(table, 5, others)), {
            name: 'Numerical',
            found,
          })
    }
})
