import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument, Numerical } from '../../src/errors.js'
import { centreColumns } from '../../src/math/centre.js'
import { type Draws, ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, rowOf, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { sampleWithoutReplacement } from '../../src/math/sample.js'
import { singularValues } from '../../src/math/svd.js'
import { filled, uniform } from './matrices.js'

function drawsOf(poolRows: number, count: number, size: number): Draws {
  const random = seededRandom(3)
  const all = Uint32Array.from({ length: poolRows }, (_, i) => i)
  const indices = new Uint32Array(count * size)
  for (let k = 0; k < count; k++) indices.set(sampleWithoutReplacement(all, size, random), k * size)
  return { count, size, indices }
}

function subset(pool: Matrix, { size, indices }: Draws, k: number): Matrix<Float64Array> {
  const rows = zeros(size, pool.cols)
  for (let i = 0; i < size; i++) rows.data.set(rowOf(pool, indices[k * size + i]), i * pool.cols)
  return rows
}

/** Each draw's spectrum against `singularValues` of the same rows, as a multiple of σ₁. */
async function assertAgrees(pool: Matrix, draws: Draws, centre: boolean): Promise<void> {
  const spectra = await ensembleSpectra(pool, draws, { centre })
  assert.deepEqual([spectra.rows, spectra.cols], [draws.count, Math.min(draws.size, pool.cols)])
  for (let k = 0; k < draws.count; k++) {
    const rows = subset(pool, draws, k)
    const expected = await singularValues(centre ? centreColumns(rows).matrix : rows)
    rowOf(spectra, k).forEach((s, i) => {
      assert.ok(Math.abs(s - expected[i]) <= 1e-12 * expected[0], `draw ${k}, σ${i + 1} = ${s}`)
    })
  }
}

suite('ensembleSpectra', () => {
  for (const [size, cols] of [
    [2, 5],
    [26, 64],
    [40, 12],
    [12, 12],
  ] as const)
    test(`gives the singular values of each draw of ${size} × ${cols}, centred or not`, async () => {
      const pool = filled(60, cols, uniform.bind(undefined, seededRandom(size)))
      await assertAgrees(pool, drawsOf(60, 20, size), true)
      await assertAgrees(pool, drawsOf(60, 20, size), false)
    })

  test('the zero that centring makes is written as zero', async () => {
    const pool = filled(60, 64, uniform.bind(undefined, seededRandom(1)))
    const spectra = await ensembleSpectra(pool, drawsOf(60, 5, 26))
    for (let k = 0; k < 5; k++) {
      assert.equal(spectra.data[k * 26 + 25], 0)
      assert.ok(spectra.data[k * 26 + 24] > 0.1)
    }
    assert.equal(spectra.exactDraws, 0)
  })

  test('draws with duplicate rows, or graded ones, take the exact path and are right', async () => {
    const pool = filled(30, 64, uniform.bind(undefined, seededRandom(2)))
    const indices = Uint32Array.of(0, 1, 2, 3, 4, 4, 5, 6)
    const spectra = await ensembleSpectra(pool, { count: 2, size: 4, indices })
    assert.equal(spectra.exactDraws, 1)
    await assertAgrees(pool, { count: 2, size: 4, indices }, true)
    for (let i = 0; i < 64; i++) pool.data[4 * 64 + i] *= 1e-7
    await assertAgrees(pool, { count: 2, size: 4, indices }, false)
  })

  for (const factor of [1e300, 1e-300])
    test(`scales with the pool, at ${factor} too`, async () => {
      const pool = filled(20, 30, () => 1)
      const random = seededRandom(4)
      for (let i = 0; i < pool.data.length; i++) pool.data[i] = uniform(random) * factor
      await assertAgrees(pool, drawsOf(20, 3, 8), true)
    })

  test('a pool of zeros has spectra of zeros', async () => {
    const spectra = await ensembleSpectra(zeros(9, 7), drawsOf(9, 3, 4))
    assert.deepEqual([...spectra.data], Array<number>(12).fill(0))
  })

  test('an empty ensemble, and draws of nothing, are empty', async () => {
    const nothing = { count: 0, size: 4, indices: new Uint32Array(0) }
    assert.equal((await ensembleSpectra(zeros(9, 7), nothing)).rows, 0)
    const empty = { count: 3, size: 0, indices: new Uint32Array(0) }
    assert.deepEqual((await ensembleSpectra(zeros(9, 7), empty)).cols, 0)
  })

  test('repeated runs give the same bits', async () => {
    const pool = filled(60, 64, uniform.bind(undefined, seededRandom(5)))
    const draws = drawsOf(60, 30, 26)
    assert.deepEqual(
      (await ensembleSpectra(pool, draws)).data,
      (await ensembleSpectra(pool, draws)).data,
    )
  })

  test('an index outside of the pool, and a pool with NaN, are refused', async () => {
    const outside = { count: 1, size: 2, indices: Uint32Array.of(0, 9) }
    await assert.rejects(ensembleSpectra(zeros(9, 7), outside), InvalidArgument)
    const pool = zeros(9, 7)
    pool.data[8] = NaN
    await assert.rejects(ensembleSpectra(pool, drawsOf(9, 1, 2)), Numerical)
    for (const bad of [NaN, Infinity]) {
      const single = { rows: 9, cols: 7, data: new Float32Array(63).fill(bad) }
      await assert.rejects(ensembleSpectra(single, drawsOf(9, 1, 2)), Numerical)
    }
  })

  test('stops when it is aborted, and tells its progress', async () => {
    const pool = filled(60, 64, uniform.bind(undefined, seededRandom(6)))
    const abort = new AbortController()
    const told: number[] = []
    const onProgress = (done: number): void => {
      told.push(done)
      if (done > 0) abort.abort()
    }
    const run = ensembleSpectra(pool, drawsOf(60, 500, 8), { signal: abort.signal, onProgress })
    await assert.rejects(run, { name: 'AbortError' })
    assert.ok(told.length >= 1 && told.every((done) => done < 500))
  })
})

test('an ensemble without draws stops when it is aborted', async () => {
  const draws = { count: 0, size: 3, indices: new Uint32Array(0) }
  const signal = AbortSignal.abort()
  for (const algorithm of ['gram', 'exact'] as const)
    await assert.rejects(
      ensembleSpectra(
        filled(4, 5, () => 1),
        draws,
        { algorithm, signal },
      ),
      {
        name: 'AbortError',
      },
    )
})

test('draws that are decomposed one by one tell how far they are, and stop when asked', async () => {
  const random = seededRandom(8)
  const pool = filled(400, 96, () => uniform(random))
  const draws = drawsOf(400, 4000, 26)
  const stop = new AbortController()
  let calls = 0
  const onProgress = (): void => {
    calls++
    // From the loop of events, as a signal of the user's comes: it has its turn only if the draws let it.
    setTimeout(() => {
      stop.abort()
    }, 0)
  }
  await assert.rejects(
    ensembleSpectra(pool, draws, { algorithm: 'exact', signal: stop.signal, onProgress }),
    { name: 'AbortError' },
  )
  assert.ok(calls > 0 && calls < 20, `${calls}`)
})
