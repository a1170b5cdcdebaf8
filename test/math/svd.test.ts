import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Numerical } from '../../src/errors.js'
import { type Matrix, matrixFrom, rowOf, transpose, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { FAMILIES, filled, uniform } from './matrices.js'
import { ratiosOf } from './ratios.js'

const ULP = Number.EPSILON

suite('svd', () => {
  test('full vectors complete U and Vᵀ to orthogonal matrices, after the thin ones', async () => {
    for (const [rows, cols] of [
      [3, 7],
      [7, 3],
      [26, 60],
      [4, 4],
      [0, 3],
    ] as const) {
      const a = filled(rows, cols, () => uniform(seededRandom(rows + cols)))
      const b = rows > 2 ? filled(rows, cols, uniform.bind(undefined, seededRandom(5))) : a
      const full = await svd(b, { vectors: 'full' })
      const thin = await svd(b)
      assert.deepEqual([full.u.rows, full.u.cols], [rows, rows])
      assert.deepEqual([full.vt.rows, full.vt.cols], [cols, cols])
      const { residual, left, right } = ratiosOf(b, full, thin.singularValues)
      assert.ok(Math.max(residual, left, right) < 30)
      assert.deepEqual(full.singularValues, thin.singularValues)
      for (let k = 0; k < Math.min(rows, cols); k++)
        assert.deepEqual(rowOf(full.vt, k), rowOf(thin.vt, k))
    }
  })

  test('of a row of nine million numbers, and of a column of them, takes some times their memory', async () => {
    const data = new Float64Array(9e6).fill(2)
    for (const [rows, cols] of [
      [1, 9e6],
      [9e6, 1],
    ] as const)
      for (const algorithm of ['lq-jacobi', 'gram'] as const) {
        const { singularValues: s } = await svd({ rows, cols, data }, { algorithm })
        assert.equal(s.length, 1)
        assert.ok(Math.abs(s[0] / 6000 - 1) < 1e-12)
      }
  })

  test('known values come out: diag(3, 4) with a zero column, and a matrix of ones', async () => {
    const diagonal = await svd(
      matrixFrom([
        [3, 0, 0],
        [0, 4, 0],
      ]),
    )
    assert.deepEqual([...diagonal.singularValues], [4, 3])
    const [first, ...others] = await singularValues(filled(6, 5, () => 1))
    assert.ok(Math.abs(first - Math.sqrt(30)) < 10 * ULP)
    for (const s of others) assert.ok(s < 30 * ULP)
  })

  test('graded singular values are right relative to themselves, from 1 to 1e-10', async () => {
    const n = 11
    const { u } = await svd(filled(n, n, uniform.bind(undefined, seededRandom(1))))
    const rows = matrixFrom(Array.from({ length: n }, (_, i) => rowOf(u, i).map((x) => x)))
    const expected = Array.from({ length: n }, (_, k) => 10 ** -k)
    // Rows orthonormal, then scaled: A = D·Q has the singular values of D.
    const a = { ...rows, data: rows.data.map((x, at) => x * expected[Math.floor(at / n)]) }
    const found = await singularValues(a)
    expected.forEach((s, k) => {
      assert.ok(Math.abs(found[k] / s - 1) < 1e-14, `σ${k + 1} = ${found[k]}`)
    })
  })

  test('the last value of a centred 26 × 768 matrix is a numerical zero', async () => {
    const s = await singularValues(FAMILIES.centred(26, 768, seededRandom(2)))
    assert.ok(s[25] / s[0] < 8.5e-12, `${s[25] / s[0]}`)
    assert.ok(s[24] / s[0] > 0.1)
  })

  test('transposing swaps U and V and keeps the values', async () => {
    const a = filled(9, 14, uniform.bind(undefined, seededRandom(3)))
    const s = await singularValues(a)
    assert.deepEqual(await singularValues(transpose(a)), s)
  })

  test('row order changes nothing but the order of U', async () => {
    const a = filled(8, 20, uniform.bind(undefined, seededRandom(4)))
    const reversed = matrixFrom(Array.from({ length: 8 }, (_, i) => rowOf(a, 7 - i)))
    const [x, y] = [await svd(a), await svd(reversed)]
    for (let k = 0; k < 8; k++) {
      assert.ok(Math.abs(x.singularValues[k] - y.singularValues[k]) < 1e-14)
      rowOf(x.vt, k).forEach((value, j) => {
        assert.ok(Math.abs(value - rowOf(y.vt, k)[j]) < 1e-12)
      })
    }
  })

  test('signs: most energy of the rows lies on the positive side, and −A gives −V', async () => {
    const a = filled(9, 12, uniform.bind(undefined, seededRandom(6)))
    const negative = { ...a, data: a.data.map((x) => -x) }
    const [x, y] = [await svd(a), await svd(negative)]
    for (let k = 0; k < 9; k++) {
      let vote = 0
      for (let i = 0; i < 9; i++) {
        const value = x.u.data[i * 9 + k]
        vote += Math.sign(value) * value * value
      }
      assert.ok(vote > 0)
      rowOf(x.vt, k).forEach((value, j) => {
        assert.ok(Math.abs(value + rowOf(y.vt, k)[j]) < 1e-12)
      })
    }
  })

  test('signs: in a tie the largest element of v is positive', async () => {
    const { vt } = await svd(
      matrixFrom([
        [-3, 1],
        [3, -1],
      ]),
    )
    assert.ok(vt.data[0] > 0.9)
  })

  test('repeated runs give the same bits', async () => {
    const a = filled(12, 30, uniform.bind(undefined, seededRandom(7)))
    assert.deepEqual(await svd(a), await svd(a))
  })

  test('float32 input is decomposed in float64', async () => {
    const a = filled(5, 8, () => 0.1)
    const single: Matrix = { ...a, data: Float32Array.from(a.data) }
    const [s] = await singularValues(single)
    assert.ok(Math.abs(s - Math.fround(0.1) * Math.sqrt(40)) < 1e-15)
  })

  for (const bad of [NaN, Infinity, -Infinity])
    test(`${bad} is refused with its place`, async () => {
      const a = zeros(4, 6)
      a.data[2 * 6 + 5] = bad
      await assert.rejects(svd(a), (error: Numerical) => {
        assert.ok(error instanceof Numerical)
        assert.match(error.found, /row 2, column 5/)
        return true
      })
    })
})
