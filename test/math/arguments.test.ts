import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument, Numerical, TokenprismError } from '../../src/errors.js'
import { pearson, rowCorrelations } from '../../src/math/correlation.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { residentMatrix } from '../../src/math/kernels/resident.js'
import { optimalLeafOrder } from '../../src/math/leaf-order.js'
import { averageLinkage } from '../../src/math/linkage.js'
import { type Matrix, matrixFrom, zeros } from '../../src/math/matrix.js'
import { principalAngles, sharedDimensions } from '../../src/math/principal-angles.js'
import { projectTop } from '../../src/math/project-top.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { filled, uniform } from './matrices.js'

const a = filled(6, 5, uniform.bind(undefined, seededRandom(1)))
const table = tableOfMatrix(a)
const one = { rows: 1, cols: 5, data: Float64Array.of(1, 0, 0, 0, 0) }
const draws = { count: 2, size: 2, indices: Uint32Array.of(0, 1, 2, 3) }

/** What a caller without types may give. */
const untyped = (options: object): never => options as never

function withNumber(m: Matrix<Float64Array>, bad: number): Matrix<Float64Array> {
  const data = m.data.slice()
  data[3] = bad
  return { ...m, data }
}

type Call = () => unknown

const invalid: Readonly<Record<string, Call>> = {
  'svd, an unknown algorithm': () => svd(a, untyped({ algorithm: 'jacobi' })),
  'svd, unknown vectors': () => svd(a, untyped({ vectors: 'some' })),
  'svd, a name that objects have': () => svd(a, untyped({ algorithm: 'toString' })),
  'svd, unknown kernels': () => svd(a, untyped({ kernels: 'fast' })),
  'svd, no thread': () => svd(a, { threads: 0 }),
  'svd, half a thread': () => svd(a, { threads: 1.5 }),
  'svd, no iteration': () => svd(a, { maxIterations: 0 }),
  'svd, a shape below zero': () => svd({ rows: 0, cols: -3, data: new Float64Array(0) }),
  'svd, a shape of fractions': () => svd({ rows: 1.5, cols: 2, data: new Float64Array(3) }),
  'svd, too few numbers': () => svd({ rows: 2, cols: 2, data: new Float64Array(3) }),
  'singularValues, an unknown algorithm': () => singularValues(a, untyped({ algorithm: '' })),
  'gramSpectrum, vectors below zero': () => gramSpectrum(table, { vectors: -1 }),
  'gramSpectrum, vectors in fractions': () => gramSpectrum(table, { vectors: 1.5 }),
  'gramSpectrum, no rows': () => gramSpectrum(tableOfMatrix(zeros(0, 3))),
  'ensembleSpectra, an unknown algorithm': () =>
    ensembleSpectra(a, draws, untyped({ algorithm: 'fast' })),
  'ensembleSpectra, a row beyond': () =>
    ensembleSpectra(a, { ...draws, indices: Uint32Array.of(0, 1, 2, 6) }),
  'ensembleSpectra, rows below zero': () =>
    ensembleSpectra(a, untyped({ ...draws, indices: Int32Array.of(0, 1, 2, -1) })),
  'ensembleSpectra, parts of rows': () =>
    ensembleSpectra(a, untyped({ ...draws, indices: Float64Array.of(0, 1, 2, 2.5) })),
  'ensembleSpectra, sizes below zero': () => ensembleSpectra(a, { ...draws, count: -2, size: -2 }),
  'ensembleSpectra, no draws': () => ensembleSpectra(a, null as never),
  'ensembleSpectra, no indices': () => ensembleSpectra(a, untyped({ ...draws, indices: null })),
  'project, vectors fewer than none': () => project(table, { ...one, rows: -1 }),
  'project, more vectors than can be': () => project(table, { ...one, rows: 1e12 }),
  'project, a mean that is a number': () => project(table, one, untyped({ mean: 0 })),
  'project, a mean of whole numbers': () =>
    project(table, one, untyped({ mean: new BigInt64Array(5) })),
  'projectTop, more vectors than can be': () => projectTop(table, { ...one, rows: 1e12 }),
  'project, an unknown precision': () => project(table, one, untyped({ precision: 'half' })),
  'project, another width': () => project(table, { ...one, cols: 4, data: new Float64Array(4) }),
  'project, a mean of another width': () => project(table, one, { mean: new Float64Array(4) }),
  'projectTop, a count below zero': () => projectTop(table, one, { count: -1 }),
  'projectTop, a count that is none': () => projectTop(table, one, { count: NaN }),
  'matrixFrom, nothing': () => matrixFrom(undefined as never),
  'matrixFrom, a text': () => matrixFrom('abc' as never),
  'matrixFrom, a row that is none': () => matrixFrom([null as never]),
  'tableOfMatrix, too few numbers': () => tableOfMatrix({ ...a, rows: 7 }),
  'residentMatrix, a shape below zero': () => residentMatrix(-1, 4),
  'rowCorrelations, too few numbers': () => rowCorrelations({ ...a, rows: 7 }),
  'averageLinkage, no square': () => averageLinkage(a),
  'optimalLeafOrder, merges of other items': () => optimalLeafOrder([], zeros(3, 3)),
  'principalAngles, other widths': () => principalAngles(one, zeros(1, 4)),
  'sharedDimensions, other widths': () => sharedDimensions(one, zeros(1, 4)),
  'seededRandom, a seed that is none': () => seededRandom(1.5),
  'below, a bound of nothing': () => seededRandom(1).below(0),
  'below, a bound that is none': () => seededRandom(1).below(NaN),
}

suite('what cannot mean anything is an InvalidArgument', () => {
  for (const [name, call] of Object.entries(invalid))
    test(name, () => assert.rejects(async () => await call(), InvalidArgument))

  for (const [name, blocks] of [
    ['fewer rows than its shape says', [[0, 3, 5]]],
    [
      'more rows than its shape says',
      [
        [0, 6, 5],
        [6, 1, 5],
      ],
    ],
    ['rows of another width', [[0, 6, 4]]],
    [
      'rows out of order',
      [
        [3, 3, 5],
        [0, 3, 5],
      ],
    ],
    [
      'rows twice',
      [
        [0, 3, 5],
        [0, 3, 5],
      ],
    ],
  ] as const)
    // prettier-ignore
    test(`a table that gives ${name}`, async () => {
      const wrong = {
        shape: [6, 5] as const,
        async *blocks() {
          for (const [start, rows, cols] of blocks) yield { start, rows: zeros(rows, cols) }
        },
      }
      await assert.rejects(gramSpectrum(wrong), InvalidArgument)
      await assert.rejects(project(wrong, one), InvalidArgument)
    })
})

suite('NaN and infinities are a Numerical error', () => {
  for (const bad of [NaN, Infinity, -Infinity])
    for (const [name, call] of Object.entries({
      svd: () => svd(withNumber(a, bad)),
      singularValues: () => singularValues(withNumber(a, bad)),
      gramSpectrum: () => gramSpectrum(tableOfMatrix(withNumber(a, bad))),
      ensembleSpectra: () => ensembleSpectra(withNumber(a, bad), draws),
      'project, in a vector': () => project(table, withNumber(one, bad)),
      'project, in the mean': () => project(table, one, { mean: withNumber(one, bad).data }),
      'projectTop, in a vector': () => projectTop(table, withNumber(one, bad)),
      rowCorrelations: () => rowCorrelations(withNumber(a, bad)),
      averageLinkage: () => averageLinkage(withNumber(zeros(3, 3), bad)),
      principalAngles: () => principalAngles(one, withNumber(one, bad)),
      sharedDimensions: () => sharedDimensions(one, withNumber(one, bad)),
    } satisfies Record<string, Call>))
      test(`${bad}: ${name}`, () => assert.rejects(async () => await call(), Numerical))

  test('and so is what is beyond float64 though everything given is finite', async () => {
    const huge = filled(6, 5, () => 1.5e308)
    await assert.rejects(svd(huge), Numerical)
    await assert.rejects(svd(huge, { algorithm: 'gram' }), Numerical)
    await assert.rejects(singularValues(huge, { algorithm: 'gram' }), Numerical)
    for (const algorithm of ['gram', 'exact'] as const)
      await assert.rejects(ensembleSpectra(huge, draws, { algorithm, centre: false }), Numerical)
    const mean = new Float64Array(5).fill(1e300)
    const long = { ...one, data: one.data.map((x) => x * 1e300) }
    await assert.rejects(project(table, long, { mean }), Numerical)
  })
})

suite('projections in float32', () => {
  const random = seededRandom(2)
  const [rows, d] = [150, 70]
  const ordinary = Float32Array.from({ length: rows * d }, () => uniform(random))

  for (const k of [1, 5])
    for (const [name, row, vector] of [
      ['long vectors', 1, 1e60],
      ['short vectors', 1, 1e-60],
      ['rows near the end of float32', 3e38, 1],
      ['long vectors on such rows', 3e38, 1e200],
      ['short rows on short vectors', 1e-30, 1e-30],
    ] as const)
      test(`are right for ${name}, ${k} of them`, async () => {
        const data = ordinary.map((x) => x * row)
        const vectors = filled(k, d, () => uniform(random) * vector)
        const mean = Float64Array.from({ length: d }, () => uniform(random) * row)
        const own = tableOfMatrix({ rows, cols: d, data })
        const expected = await project(own, vectors, { mean })
        const found = await project(own, vectors, { mean, precision: 'mixed' })
        const length = Math.max(...expected.data.map(Math.abs))
        expected.data.forEach((x, i) => {
          assert.ok(
            Math.abs(found.data[i] - x) <= 1e-6 * length,
            `${i}: ${found.data[i]}, not ${x}`,
          )
        })
      })
})

test('correlations do not depend on the size of numbers', () => {
  const expected = rowCorrelations(a)
  for (const factor of [1e-300, 1e-200, 1e200, 1e307]) {
    const found = rowCorrelations({ ...a, data: a.data.map((x) => x * factor) })
    found.data.forEach((r, i) => {
      assert.ok(Math.abs(r - expected.data[i]) < 1e-14)
    })
  }
  assert.ok(Math.abs(pearson(Float64Array.of(1e300, -1e300), Float64Array.of(2, 1)) - 1) < 1e-14)
})

suite('a decomposition that does not converge is a typed error', () => {
  const large = filled(100, 140, uniform.bind(undefined, seededRandom(3)))
  for (const kernels of ['relaxed-simd', 'simd', 'typescript'] as const)
    for (const [name, call] of Object.entries({
      'svd by Jacobi': (o) => svd(large, { ...o, algorithm: 'lq-jacobi' }),
      'svd by the Gram matrix': (o) => svd(large, { ...o, algorithm: 'gram' }),
      'values alone': (o) => singularValues(large, o),
      'the spectrum of a table': (o) => gramSpectrum(tableOfMatrix(large), o),
      'its first vectors': (o) => gramSpectrum(tableOfMatrix(large), { ...o, vectors: 2 }),
      'an ensemble': (o) => ensembleSpectra(large, { ...draws, count: 1, size: 4 }, o),
      'an ensemble on two threads': (o) => {
        const indices = Uint32Array.from({ length: 64 * 26 }, (_, i) => i % 100)
        return ensembleSpectra(large, { count: 64, size: 26, indices }, { ...o, threads: 2 })
      },
    } satisfies Record<string, (options: object) => unknown>))
      test(`${name}, on ${kernels}`, async () => {
        const options = { kernels, maxIterations: 1 }
        const failed = (error: Error): boolean => {
          assert.ok(error instanceof Numerical && error instanceof TokenprismError)
          assert.match(error.message, /expected convergence within/)
          return true
        }
        await assert.rejects(async () => await call(options), failed)
        // With as many as it wants, the same is found.
        await call({ kernels })
      })

  test('and a limit that is not reached changes no bit', async () => {
    for (const algorithm of ['lq-jacobi', 'gram'] as const)
      assert.deepEqual(
        await svd(large, { algorithm, maxIterations: 50 }),
        await svd(large, { algorithm }),
      )
  })
})
