import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { orthogonalise } from '../../src/math/decompose/orthogonalise.js'
import { Engine } from '../../src/math/kernels/engine.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { unlikeNumpy, unrefused, wrongGraded, wrongKahan } from './demands.js'
import { FAMILIES, filled, turnRows, uniform } from './matrices.js'
import { oracleCases } from './oracle-cases.js'
import { ALGORITHMS, aloneBy, builds } from './proof.js'

for (const kernels of builds())
  for (const algorithm of ALGORITHMS)
    suite(`${algorithm} on ${kernels}`, () => {
      const options = { kernels, algorithm }

      test('values graded from 1 to 1e-10 are right to 3e-15·σ₁, by Jacobi relative to themselves', async () => {
        assert.deepEqual(await wrongGraded(options), [])
      })

      test('centred 26 × 768 has a last value below 8.5e-12·σ₁, as no Gram matrix alone has', async () => {
        const a = FAMILIES.centred(26, 768, seededRandom(2))
        const { singularValues: s } = await svd(a, options)
        assert.ok(s[25] / s[0] < 8.5e-12, `${s[25] / s[0]}`)
        assert.ok(s[24] / s[0] > 0.1)
      })

      test('agrees with NumPy’s float64 on the embedded weights: σ 1e-12·σ₁, vectors 1e-10', async () => {
        assert.deepEqual(await unlikeNumpy(await oracleCases(), options), [])
      })

      test('Kahan’s matrix has vectors that are orthogonal to 5 ulp·n, and that rebuild it', async () => {
        assert.deepEqual(await wrongKahan(options), [])
      })

      test('NaN, infinities and what does not converge are typed errors', async () => {
        assert.deepEqual(await unrefused(options), [])
      })

      test('the same input gives the same bits again, on one thread and on two', async () => {
        const random = seededRandom(8)
        const a = filled(90, 150, () => uniform(random))
        const first = await svd(a, { kernels, algorithm, threads: 1 })
        for (const threads of [1, 2, 2])
          assert.deepEqual(await svd(a, { kernels, algorithm, threads }), first)
        const alone = aloneBy(options)
        const values = await singularValues(a, { ...alone, threads: 1 })
        for (const threads of [1, 2, 2])
          assert.deepEqual(await singularValues(a, { ...alone, threads }), values)
      })
    })

test('values alone have the same bits on one thread and on two where the chase has calls for both', async () => {
  const random = seededRandom(11)
  const a = filled(700, 720, () => uniform(random))
  const one = await singularValues(a, { threads: 1 })
  for (const threads of [2, 2]) assert.deepEqual(await singularValues(a, { threads }), one)
})

for (const kernels of builds())
  test(`no value is taken for rounding where rows are graded from 1 to 1e-30, gram on ${kernels}`, async () => {
    for (const [n, d] of [[90, 120], [70, 80]] as const)
      for (let seed = 1; seed <= 5; seed++) {
        const a = FAMILIES.identity(n, d, seededRandom(seed))
        turnRows(a, seededRandom(seed))
        const values = Float64Array.from({ length: n }, (_, i) => 10 ** (-30 * (i / (n - 1))))
        for (let at = 0; at < n * d; at++) a.data[at] *= values[Math.floor(at / d)]
        const found = await singularValues(a, { algorithm: 'gram', kernels })
        // Of the smallest only the magnitude is found: they lie 1e-14 below an ulp of the largest.
        values.forEach((s, k) => {
          assert.ok(found[k] > s / 10, `${n} × ${d}, seed ${seed}: σ${k + 1} is ${found[k]}, not ${s}`)
        })
      } // prettier-ignore
  })

for (const kernels of builds())
  suite(`what does not converge, on ${kernels}`, () => {
    test('Jacobi gives up after the sweeps it may take', async () => {
      const engine = new Engine(kernels)
      const { arena } = engine
      const n = 12
      const random = seededRandom(9)
      const [w, j, squares] = [arena.alloc(n * n * 8), arena.alloc(n * n * 8), arena.alloc(n * 8)]
      arena.f64(w, n * n).set(filled(n, n, () => uniform(random)).data)
      arena.f64(j, n * n).set(FAMILIES.identity(n, n, random).data)
      assert.equal(await orthogonalise(engine, w, j, n, squares, 1), false)
    })

    test('neither Jacobi nor QL loops on what is no number', async () => {
      const engine = new Engine(kernels)
      const { arena, kernels: inner } = engine
      const n = 6
      const [w, j, x] = [arena.alloc(n * n * 8), arena.alloc(n * n * 8), arena.alloc(4 * n * 8)]
      arena.f64(w, n * n).fill(NaN)
      arena.f64(j, n * n).fill(0)
      assert.equal(await orthogonalise(engine, w, j, n, x, 60), false)
      arena.f64(w, n * n).fill(NaN)
      assert.equal(typeof inner.symmetricValues(w, n, x, 60, x + n * 8), 'number')
    })
  })
