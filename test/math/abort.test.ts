import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { factorLq } from '../../src/math/decompose/factor-lq.js'
import { orthogonalise } from '../../src/math/decompose/orthogonalise.js'
import { bidiagonalValues } from '../../src/math/decompose/bidiagonal-values.js'
import { inverseIteration } from '../../src/math/eigen/inverse-iteration.js'
import { tridiagonalise } from '../../src/math/eigen/tridiagonalise.js'
import type { Engine } from '../../src/math/kernels/engine.js'
import { withEngine } from '../../src/math/kernels/pool.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { filled, uniform } from './matrices.js'
import { builds } from './proof.js'

/** A signal that is aborted as soon as whatever is computed lets others have their turn. */
function soon(): AbortSignal {
  const abort = new AbortController()
  setTimeout(() => {
    abort.abort()
  }, 0)
  return abort.signal
}

/** Puts random numbers into an arena. */
function place({ arena }: Engine, count: number): number {
  const at = arena.alloc(count * 8)
  arena.f64(at, count).set(filled(1, count, uniform.bind(undefined, seededRandom(count))).data)
  return at
}

const aborted = { name: 'AbortError' }

suite('an abort is seen within one decomposition', () => {
  for (const kernels of builds()) {
    test(`between the sweeps and rows of Jacobi, ${kernels}`, async () => {
      const a = filled(600, 600, uniform.bind(undefined, seededRandom(1)))
      // Three sweeps are not enough: whoever does not listen meanwhile meets that end.
      const options = { kernels, algorithm: 'lq-jacobi', maxIterations: 3 } as const
      await assert.rejects(svd(a, { ...options, signal: soon() }), aborted)
    })

    test(`between the reflections of a factorisation, ${kernels}`, async () => {
      const [n, d] = [500, 10_000]
      const run = withEngine({ kernels, signal: soon() }, 0, async (engine) => {
        await factorLq(engine, place(engine, n * d), n, d, engine.arena.alloc(n * 8))
      })
      await assert.rejects(run, aborted)
    })

    test(`between the reflections to a band, ${kernels}`, async () => {
      const a = filled(500, 500, uniform.bind(undefined, seededRandom(2)))
      const options = { kernels, algorithm: 'two-stage', maxIterations: 1 } as const
      await assert.rejects(singularValues(a, { ...options, signal: soon() }), aborted)
    })

    test(`which changes no bit of them, ${kernels}`, async () => {
      await withEngine({ kernels }, 0, async (engine) => {
        const { arena } = engine
        const [n, d] = [120, 20_000]
        const [a, b] = [place(engine, n * d), place(engine, n * d)]
        const [onA, onB] = [arena.alloc(n * 8), arena.alloc(n * 8)]
        await factorLq(engine, a, n, d, onA)
        engine.kernels.householderLq(b, n, d, onB, 0, n)
        assert.deepEqual(arena.f64(a, n * d), arena.f64(b, n * d))
        assert.deepEqual(arena.f64(onA, n), arena.f64(onB, n))
      })
      await withEngine({ kernels }, 0, (engine) => {
        const { arena } = engine
        const [n, b] = [100, 32]
        const [a, other] = [place(engine, n * n), place(engine, n * n)]
        const room = [0, 1].map(() => [
          arena.alloc(3 * b * n * 8),
          arena.alloc(n * 8),
          arena.alloc(n * 8),
        ])
        const reduce = (at: number, [panel, d, e]: number[], from: number, to: number): void => {
          engine.kernels.tridiagonalPanel(at, n, 32, b, from, to, panel, d, e)
        }
        for (const at of room.flat()) arena.f64(at, n).fill(0)
        for (const [from, to] of [
          [0, 1],
          [1, 20],
          [20, 32],
        ] as const)
          reduce(a, room[0], from, to)
        reduce(other, room[1], 0, 32)
        assert.deepEqual(arena.f64(a, n * n), arena.f64(other, n * n))
        for (const k of [1, 2]) assert.deepEqual(arena.f64(room[0][k], n), arena.f64(room[1][k], n))
        return Promise.resolve()
      })
      await withEngine({ kernels }, 0, async (engine) => {
        const { arena } = engine
        const n = 150
        const tolerance = Math.sqrt(n) * Number.EPSILON
        const [v, w] = [place(engine, n * n), place(engine, n * n)]
        const turns = [arena.alloc(n * n * 8), arena.alloc(n * n * 8)]
        const squares = arena.alloc(n * 8)
        for (const turn of turns) arena.f64(turn, n * n).fill(0)
        for (const turn of turns) for (let i = 0; i < n; i++) arena.f64(turn, n * n)[i * n + i] = 1
        assert.ok(await orthogonalise(engine, v, turns[0], n, squares, 60))
        engine.kernels.squareRows(w, n, n, squares)
        while (engine.kernels.orthogonaliseRows(w, turns[1], n, n, squares, tolerance, 0, n) !== 0);
        assert.deepEqual(arena.f64(v, n * n), arena.f64(w, n * n))
        assert.deepEqual(arena.f64(turns[0], n * n), arena.f64(turns[1], n * n))
      })
    })
  }

  test('between the columns of a panel of a tridiagonalisation', async () => {
    const n = 4000
    // The last column of the first panel: its reflector goes into its row.
    const last = 31 * n + 32
    let left: number | undefined
    const run = withEngine({ signal: soon() }, 0, async (engine) => {
      const { arena } = engine
      const at = arena.alloc(n * n * 8)
      const a = arena.f64(at, n * n)
      for (let i = 0; i < a.length; i++) a[i] = (i % 1009) / 1009
      const before = a[last]
      try {
        await tridiagonalise(engine, at, n)
      } finally {
        left = arena.f64(at, n * n)[last] - before
      }
    })
    await assert.rejects(run, aborted)
    assert.equal(left, 0)
  })

  test('between the steps of QR on a bidiagonal matrix', async () => {
    const n = 4000
    const [d, e] = [n, n - 1].map((length) =>
      filled(1, length, uniform.bind(undefined, seededRandom(length))),
    )
    const run = withEngine({ signal: soon(), maxIterations: 1 }, 0, (engine) =>
      bidiagonalValues(engine, d.data, e.data, ''),
    )
    await assert.rejects(run, aborted)
  })

  test('between the vectors of inverse iteration', async () => {
    const [n, k] = [3000, 375]
    const run = withEngine({ signal: soon() }, 0, async (engine) => {
      const diagonal = Float64Array.from({ length: n }, (_, i) => i)
      const beside = new Float64Array(n).fill(0.1)
      await inverseIteration(engine, diagonal, beside, diagonal.slice(-k), new Float64Array(k * n))
    })
    await assert.rejects(run, aborted)
  })
})
