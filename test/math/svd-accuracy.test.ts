import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Numerical } from '../../src/errors.js'
import { openModel } from '../../src/index.js'
import { centreColumns } from '../../src/math/centre.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { Engine } from '../../src/math/kernels/engine.js'
import { type Matrix, dot, rowOf, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { svd } from '../../src/math/svd.js'
import { expected, largestDifference, readNpy } from '../oracle/oracle.js'
import { FAMILIES, filled, turnRows, uniform } from './matrices.js'
import { ALGORITHMS, builds } from './proof.js'
import { ratiosOf } from './ratios.js'

/** D·Q with orthonormal rows in Q: its singular values are those of D, 1 to 1e-10. */
function graded(n: number, d: number): { a: Matrix<Float64Array>; values: Float64Array } {
  const a = zeros(n, d)
  for (let i = 0; i < n; i++) a.data[i * d + i] = 1
  turnRows(a, seededRandom(n))
  const values = Float64Array.from({ length: n }, (_, i) => 10 ** (-10 * (i / (n - 1))))
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) a.data[i * d + j] *= values[i]
  return { a, values }
}

for (const kernels of builds())
  for (const algorithm of ALGORITHMS)
    suite(`${algorithm} on ${kernels}`, () => {
      test('values graded from 1 to 1e-10 are right to 3e-15·σ₁', async () => {
        for (const [n, d] of [
          [11, 11],
          [26, 768],
          [90, 120],
        ] as const) {
          // prettier-ignore
          const { a, values } = graded(n, d)
          const { singularValues } = await svd(a, { kernels, algorithm })
          assert.ok(largestDifference(singularValues, values) < 3e-15)
        }
      })

      if (algorithm === 'lq-jacobi')
        test('and the smallest of them relative to themselves', async () => {
          const { a, values } = graded(26, 768)
          const { singularValues } = await svd(a, { kernels, algorithm })
          values.forEach((s, k) => {
            assert.ok(Math.abs(singularValues[k] / s - 1) < 1e-13, `σ${k + 1}`)
          })
        })

      test('centred 26 × 768 has a last value below 8.5e-12·σ₁, as no Gram matrix alone has', async () => {
        const a = FAMILIES.centred(26, 768, seededRandom(2))
        const { singularValues: s } = await svd(a, { kernels, algorithm })
        assert.ok(s[25] / s[0] < 8.5e-12, `${s[25] / s[0]}`)
        assert.ok(s[24] / s[0] > 0.1)
      })

      test('agrees with NumPy’s float64 on the embedded weights: σ 1e-12·σ₁, vectors 1e-10', async () => {
        const { embedding } = await openModel()
        for (const { ids, singular_values } of [
          ...Object.values(expected.sets),
          expected.control,
        ]) {
          const { matrix } = centreColumns(await embedding.rows(ids))
          const found = await svd(matrix, { kernels, algorithm })
          assert.ok(
            largestDifference(found.singularValues, singular_values) < 1e-12 * singular_values[0],
          )
          if (ids !== expected.sets.letters.ids) continue
          const vt = readNpy('letters-vt.npy')
          // The last vector belongs to the zero of centring and is arbitrary.
          for (let k = 0; k < ids.length - 1; k++) {
            const [v, w] = [rowOf(found.vt, k), vt.subarray(k * 384, (k + 1) * 384)]
            assert.ok(
              largestDifference(
                v.map((x) => x * Math.sign(dot(v, w))),
                w,
              ) < 1e-10,
            )
          }
        }
      })

      test('Kahan’s matrix has vectors that are orthogonal to 5 ulp·n, and that rebuild it', async () => {
        for (const n of [100, 256]) {
          const a = FAMILIES.Kahan(n, n, seededRandom(1))
          const found = await svd(a, { kernels, algorithm })
          const { residual, left, right } = ratiosOf(a, found, found.singularValues)
          assert.ok(Math.max(residual, left, right) < 5, `${residual} ${left} ${right}`)
        }
      })

      for (const bad of [NaN, Infinity, -Infinity])
        test(`${bad} is a typed error`, async () => {
          const a = filled(5, 7, () => 1)
          a.data[9] = bad
          await assert.rejects(svd(a, { kernels, algorithm }), Numerical)
        })

      test('the same input gives the same bits again, on one thread and on two', async () => {
        const random = seededRandom(8)
        const a = filled(90, 150, () => uniform(random))
        const first = await svd(a, { kernels, algorithm, threads: 1 })
        for (const threads of [1, 2, 2])
          assert.deepEqual(await svd(a, { kernels, algorithm, threads }), first)
      })
    })

for (const kernels of builds())
  suite(`what does not converge, on ${kernels}`, () => {
    test('Jacobi gives up after the sweeps it may take', () => {
      const { arena, kernels: inner } = new Engine(kernels)
      const n = 12
      const random = seededRandom(9)
      const [w, j, squares] = [arena.alloc(n * n * 8), arena.alloc(n * n * 8), arena.alloc(n * 8)]
      arena.f64(w, n * n).set(filled(n, n, () => uniform(random)).data)
      arena.f64(j, n * n).set(FAMILIES.identity(n, n, random).data)
      assert.equal(inner.orthogonaliseRows(w, j, n, n, squares, 1e-15, 1), -1)
    })

    test('neither Jacobi nor QL loops on what is no number', () => {
      const { arena, kernels: inner } = new Engine(kernels)
      const n = 6
      const [w, j, x] = [arena.alloc(n * n * 8), arena.alloc(n * n * 8), arena.alloc(4 * n * 8)]
      arena.f64(w, n * n).fill(NaN)
      arena.f64(j, n * n).fill(0)
      assert.equal(typeof inner.orthogonaliseRows(w, j, n, n, x, 1e-15, 60), 'number')
      arena.f64(w, n * n).fill(NaN)
      assert.equal(typeof inner.symmetricValues(w, n, x, 60, x + n * 8), 'number')
    })
  })

test('a table that holds NaN is a typed error', async () => {
  const rows = filled(8, 3, () => 1)
  rows.data[20] = NaN
  const table = {
    shape: [8, 3] as const,
    async *blocks() {
      yield { start: 0, rows }
    },
  }
  await assert.rejects(gramSpectrum(table), Numerical)
})
