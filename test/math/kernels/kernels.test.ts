import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { symmetricEigen } from '../../../src/math/eigen/symmetric-eigen.js'
import { ensembleSpectra } from '../../../src/math/ensemble.js'
import { gramSpectrum } from '../../../src/math/gram-spectrum.js'
import type { KernelName } from '../../../src/math/kernels/kernels.js'
import { withEngine } from '../../../src/math/kernels/pool.js'
import { residentMatrix } from '../../../src/math/kernels/resident.js'
import { compileKernels, fastestKernels } from '../../../src/math/kernels/wasm.js'
import { type Matrix, type RowTable, zeros } from '../../../src/math/matrix.js'
import { project } from '../../../src/math/project.js'
import { seededRandom } from '../../../src/math/random.js'
import { svd } from '../../../src/math/svd.js'
import { tableOfMatrix } from '../../../src/math/table.js'
import { filled, uniform } from '../matrices.js'

const SETS = (['relaxed-simd', 'simd', 'typescript'] as const).filter(
  (name) => name === 'typescript' || compileKernels(name),
)

function random(rows: number, cols: number, seed: number): Matrix<Float64Array> {
  return filled(rows, cols, uniform.bind(undefined, seededRandom(seed)))
}

function single({ rows, cols, data }: Matrix): Matrix<Float32Array> {
  return { rows, cols, data: Float32Array.from(data) }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]))
  return most
}

suite('the sets of kernels', () => {
  test('both SIMD builds run here, and the fastest is the relaxed one', () => {
    assert.deepEqual(SETS, ['relaxed-simd', 'simd', 'typescript'])
    assert.equal(fastestKernels()?.name, 'relaxed-simd')
  })

  for (const kernels of SETS) {
    test(`${kernels}: widening all 65,536 halves and bfloat16 is exact`, async () => {
      const codes = Uint16Array.from({ length: 65536 }, (_, i) => i)
      for (const dtype of ['F16', 'BF16']) {
        const table: RowTable = {
          shape: [65536, 1],
          dtype,
          async *blocks() {
            // Never asked for where there are encoded blocks.
          },
          async *encodedBlocks() {
            yield { start: 0, count: 65535, bytes: new Uint8Array(codes.buffer, 0, 2 * 65535) }
            yield { start: 65535, count: 1, bytes: new Uint8Array(codes.buffer, 2 * 65535) }
          },
        }
        const one = { rows: 1, cols: 1, data: Float64Array.of(1) }
        const { data } = await project(table, one, { kernels })
        // A sum that begins with 0 has no −0.
        const expected = Float64Array.from(codes, dtype === 'F16' ? half : brain).map((x) => x + 0)
        assert.equal(
          data.findIndex((x, i) => !Object.is(x, expected[i])),
          -1,
          'code of the first that differs',
        )
      }
    })

    test(`${kernels}: projections are right for every way through the kernel`, async () => {
      const cases = [
        [1, 1, 1], [5, 7, 2], [130, 19, 3], [65, 300, 9], [70, 513, 26], [3, 64, 64], [77, 40, 150],
      ] as const // prettier-ignore
      for (const [rows, cols, k] of cases) {
        const [table, vectors] = [single(random(rows, cols, 1)), random(k, cols, 2)]
        const mean = random(1, cols, 3).data
        const expected = zeros(k, rows)
        for (let j = 0; j < k; j++)
          for (let i = 0; i < rows; i++)
            for (let p = 0; p < cols; p++)
              expected.data[j * rows + i] +=
                (table.data[i * cols + p] - mean[p]) * vectors.data[j * cols + p]
        for (const [precision, wide, limit] of [
          ['float64', false, 1e-13],
          ['float64', true, 1e-13],
          ['mixed', false, 2e-6],
        ] as const) {
          const own = wide ? { ...table, data: Float64Array.from(table.data) } : table
          const options = { mean, precision, kernels }
          const { data } = await project(tableOfMatrix(own), vectors, options)
          const error = largestDifference(data, expected.data)
          assert.ok(error < limit * Math.sqrt(cols), `${rows}×${cols}×${k} ${precision}: ${error}`)
        }
      }
    })

    test(`${kernels}: eigenvectors of a symmetric matrix are orthonormal and belong to their values`, async () => {
      for (const n of [1, 2, 31, 33, 65, 130]) {
        const a = random(n, n, n)
        for (let i = 0; i < n; i++)
          for (let j = 0; j < i; j++) a.data[j * n + i] = a.data[i * n + j]
        await withEngine({ kernels }, 0, async (engine) => {
          const [at, z] = [engine.arena.alloc(n * n * 8), engine.arena.alloc(n * n * 8)]
          engine.arena.f64(at, n * n).set(a.data)
          const values = await symmetricEigen(engine, at, z, n)
          const v = engine.arena.f64(z, n * n)
          for (let i = 0; i < n; i++) {
            assert.ok(i === 0 || values[i] >= values[i - 1])
            for (let r = 0; r < n; r++) {
              let residual = -values[i] * v[i * n + r]
              let product = r === i ? -1 : 0
              for (let k = 0; k < n; k++) {
                residual += a.data[r * n + k] * v[i * n + k]
                product += v[r * n + k] * v[i * n + k]
              }
              assert.ok(Math.abs(residual) < 1e-13 * n && Math.abs(product) < 1e-13)
            }
          }
        })
      }
    })
  }

  test('agree with each other within rounding on an SVD, and on an ensemble', async () => {
    const a = random(90, 140, 5)
    const pool = single(random(200, 48, 6))
    const indices = Uint32Array.from({ length: 40 * 12 }, (_, i) => (i * 7) % 200)
    const run = async (kernels: KernelName) => [
      (await svd(a, { kernels })).vt.data,
      (await ensembleSpectra(pool, { count: 40, size: 12, indices }, { kernels })).data,
    ]
    const [first, ...others] = await Promise.all(SETS.map(run))
    for (const other of others)
      other.forEach((data, i) => {
        assert.ok(largestDifference(data, first[i]) < 1e-11)
      })
  })
})

suite('threads', () => {
  test('their number changes no bit', async () => {
    const a = random(150, 200, 7)
    const table = tableOfMatrix(single(random(3000, 80, 8)))
    const run = async (threads: number) => [
      (await svd(a, { threads })).vt.data,
      (await gramSpectrum(table, { threads })).vt.data,
      (await project(table, random(5, 80, 9), { threads })).data,
    ]
    assert.deepEqual(await run(2), await run(1))
    assert.deepEqual(await run(3), await run(1))
  })

  test('idle ones keep no process alive', () => {
    const source = join(import.meta.dirname, '..', '..', '..', 'src', 'index.ts')
    const program = `
      import { svd } from ${JSON.stringify(source)}
      const data = Float64Array.from({ length: 40000 }, (_, i) => Math.sin(i * i))
      const { singularValues } = await svd({ rows: 200, cols: 200, data }, { threads: 2 })
      console.log(singularValues.length)`
    const run = spawnSync(
      process.execPath,
      [...process.execArgv, '--input-type=module', '-e', program],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    )
    assert.deepEqual([run.status, run.signal, run.stdout.trim()], [0, null, '200'])
  })

  test('an abort ends a run on several threads, and the next run is right', async () => {
    // Large enough to give the thread back once at least, whatever the machine.
    const a = random(800, 800, 10)
    const abort = new AbortController()
    const run = svd(a, { threads: 2, signal: abort.signal })
    setTimeout(() => {
      abort.abort()
    }, 0)
    await assert.rejects(run, { name: 'AbortError' })
    const b = random(70, 70, 11)
    assert.deepEqual(await svd(b, { threads: 2 }), await svd(b, { threads: 1 }))
  })

  test('computations at the same time do not disturb each other', async () => {
    const matrices = Array.from({ length: 6 }, (_, i) => random(70 + i, 90, 20 + i))
    const alone: Float64Array[] = []
    for (const a of matrices) alone.push((await svd(a)).vt.data)
    const together = await Promise.all(matrices.map((a) => svd(a, { threads: 2 })))
    assert.deepEqual(
      together.map(({ vt }) => vt.data),
      alone,
    )
  })
})

suite('residentMatrix', () => {
  test('is an ordinary matrix, and what is computed from it is the same', async () => {
    const m = single(random(2000, 60, 12))
    const resident = residentMatrix(2000, 60)
    resident.data.set(m.data)
    const [a, b] = [tableOfMatrix(m), tableOfMatrix(resident)]
    const vectors = random(4, 60, 13)
    assert.deepEqual(await project(b, vectors), await project(a, vectors))
    assert.deepEqual((await gramSpectrum(b)).singularValues.length, 60)
    assert.deepEqual(resident.data, m.data)
  })
})

/** IEEE half by its definition. */
function half(code: number): number {
  const sign = code >> 15 ? -1 : 1
  const exponent = (code >> 10) & 31
  const fraction = (code & 1023) / 1024
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return exponent === 0 ? sign * 2 ** -14 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction)
}

/** bfloat16 by its definition. */
function brain(code: number): number {
  const sign = code >> 15 ? -1 : 1
  const exponent = (code >> 7) & 255
  const fraction = (code & 127) / 128
  if (exponent === 255) return fraction ? NaN : sign * Infinity
  return exponent === 0
    ? sign * 2 ** -126 * fraction
    : sign * 2 ** (exponent - 127) * (1 + fraction)
}
