import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { InvalidArgument, Numerical } from '../../src/errors.js'
import { type Matrix, dot, rowOf } from '../../src/math/matrix.js'
import { svd } from '../../src/math/svd.js'
import { openModel } from '../../src/model/open-model.js'
import { prepare } from '../../src/submatrix/prepare.js'
import { PLAIN, type Transform, describeTransform } from '../../src/submatrix/transform.js'
import { gaussian } from '../math/gaussian.js'
import { remove as removeFolder, writeTinyModel } from '../model/tiny-model.js'
import { largestDifference } from '../oracle/oracle.js'

const next = gaussian(2)
const folder = writeTinyModel({
  tokens: ['[UNK]', ...Array.from({ length: 120 }, (_, i) => `t${i}`)],
  // Spread 1, 2, … 6 along six dimensions, and a mean of 3 in the first.
  rows: Array.from({ length: 121 }, () =>
    Array.from({ length: 6 }, (_, j) => (j + 1) * next() + (j === 0 ? 3 : 0)),
  ),
})
after(() => {
  removeFolder(folder)
})
const model = await openModel(folder)
const all = await model.embedding.rows(Uint32Array.from({ length: 121 }, (_, i) => i))
const set = ['t1', 't2', 't3', 't4', 't5']

/** Mean and covariance of rows, two passes. */
function momentsOf(rows: Matrix): { mean: Float64Array; covariance: Float64Array } {
  const d = rows.cols
  const mean = new Float64Array(d)
  for (let i = 0; i < rows.rows; i++) rowOf(rows, i).forEach((x, j) => (mean[j] += x / rows.rows))
  const covariance = new Float64Array(d * d)
  for (let i = 0; i < rows.rows; i++)
    for (let j = 0; j < d; j++)
      for (let k = 0; k < d; k++)
        covariance[j * d + k] +=
          ((rows.data[i * d + j] - mean[j]) * (rows.data[i * d + k] - mean[k])) / rows.rows
  return { mean, covariance }
}

suite('prepare', () => {
  test('plain leaves rows as they are, and reads nothing', async () => {
    const fresh = await openModel(folder)
    const before = fresh.bytesRead()
    const { map } = await prepare(fresh.embedding, PLAIN)
    assert.equal(map(all), all)
    assert.equal(fresh.bytesRead(), before)
  })

  test('whiten gives the vocabulary unit variance in every direction', async () => {
    const { map } = await prepare(model.embedding, { ...PLAIN, whiten: true })
    const { covariance } = momentsOf(map(all))
    const identity = Float64Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 1 : 0))
    assert.ok(largestDifference(covariance, identity) < 1e-10)
  })

  test('remove leaves nothing along the vocabulary’s strongest directions, and the rest as it is', async () => {
    const { map } = await prepare(model.embedding, { ...PLAIN, remove: 2 })
    const { covariance } = momentsOf(all)
    const { singularValues, vt } = await svd({ rows: 6, cols: 6, data: covariance })
    const left = await svd({ rows: 6, cols: 6, data: momentsOf(map(all)).covariance })
    for (let i = 0; i < 121; i++)
      for (const k of [0, 1]) assert.ok(Math.abs(dot(rowOf(map(all), i), rowOf(vt, k))) < 1e-12)
    const expected = Float64Array.of(...singularValues.subarray(2), 0, 0)
    assert.ok(largestDifference(left.singularValues, expected) < 1e-12)
  })

  test('normalise gives rows unit length; zeros stay', async () => {
    const { map } = await prepare(model.embedding, { ...PLAIN, normalise: 'rows' })
    const rows = map({
      rows: 2,
      cols: 6,
      data: Float64Array.of(3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    })
    assert.deepEqual([...rows.data], [0.6, 0.8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })
})

suite('analyze with a transform', () => {
  const transforms: readonly Partial<Transform>[] = [
    { centre: 'vocabulary' },
    { centre: 'none' },
    { normalise: 'rows' },
    { remove: 1 },
    { whiten: true },
    { centre: 'vocabulary', normalise: 'rows', remove: 2, whiten: true },
  ]
  for (const transform of transforms)
    test(`${JSON.stringify(transform)} does the same to set, controls and vocabulary`, async () => {
      const analysis = await analyze(model, { set, transform, controls: { draws: 5 } })
      // Members project where U·σ says: the vocabulary went through the very map that the set did.
      const { u, singularValues } = analysis.spectrum
      analysis.set.members.forEach(({ id }, i) => {
        const coordinate = u.data[i * u.cols] * singularValues[0]
        assert.ok(Math.abs(analysis.projection.on(1)[id] - coordinate) < 1e-10)
      })
      // And the first control’s spectrum comes out the same one by one and in the ensemble.
      const own = analysis.control.spectrum.singularValues
      const ensemble = rowOf(analysis.controls.singularValues, 0)
      assert.ok(largestDifference(own, ensemble) < 1e-9 * own[0])
      const again = await analyze(model, analysis.manifest.options)
      assert.deepEqual(again.nullBand, analysis.nullBand)
      assert.deepEqual(again.transform, { ...PLAIN, ...transform })
    })

  test('without a set’s own mean, n rows have n directions', async () => {
    const { projection, nullBand } = await analyze(model, {
      set,
      vectors: [5],
      transform: { centre: 'none' },
    })
    assert.equal(projection.on(5).length, 121)
    assert.equal(nullBand.tested, 5)
    await assert.rejects(analyze(model, { set, vectors: [5] }), InvalidArgument)
  })

  for (const transform of [
    { remove: 6 },
    { remove: -1 },
    { remove: 1.5 },
    { centre: 'mean' as never },
    { normalise: true as never },
  ])
    test(`${JSON.stringify(transform)} is refused`, async () => {
      await assert.rejects(analyze(model, { set, transform }), InvalidArgument)
    })

  test('is said in words', () => {
    assert.equal(describeTransform(PLAIN), 'each centred by its own mean')
    assert.equal(
      describeTransform({ centre: 'vocabulary', normalise: 'rows', remove: 1, whiten: true }),
      'rows of unit length, without the vocabulary’s 1 strongest direction, whitened by the vocabulary, centred by the vocabulary’s mean',
    )
  })
})

suite('what cannot be computed', () => {
  test('a set of equal rows is an error, not a spectrum of rounding errors', async () => {
    const flat = writeTinyModel({
      tokens: ['[UNK]', 'a', 'b', 'c', 'd', 'e', 'f'],
      rows: [[1, 2], [0.1, 0.7], [0.1, 0.7], [0.1, 0.7], [3, 1], [1, 5], [2, 2]],
    }) // prettier-ignore
    try {
      await assert.rejects(analyze(await openModel(flat), { set: 'a,b,c' }), Numerical)
    } finally {
      removeFolder(flat)
    }
  })

  test('a vector that belongs to a numerical zero is refused', async () => {
    const folder = writeTinyModel({
      tokens: ['[UNK]', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      rows: [[0, 0, 1], [1, 2, 0], [1, 2, 0], [3, 1, 0], [0, 1, 4], [2, 5, 1], [7, 2, 0], [1, 1, 0], [0, 3, 0]],
    }) // prettier-ignore
    try {
      const model = await openModel(folder)
      await assert.rejects(analyze(model, { set: 'a,b,c', vectors: [2] }), {
        name: 'InvalidArgument',
        expected: 'a whole number from 1 to 1, as the 3 rows of a, b, c depend on each other',
      })
    } finally {
      removeFolder(folder)
    }
  })

  test('rows of the vocabulary with NaN or an infinity are in no list, and are counted', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 7])
    rows[0] = [NaN, 0, 0]
    rows[1] = [Infinity, 0, 0]
    const folder = writeTinyModel({
      tokens: ['[UNK]', '[BAD]', ...Array.from({ length: 38 }, (_, i) => `t${i}`)],
      special: ['[UNK]', '[BAD]'],
      rows,
    })
    try {
      const { largest, poles, findings } = await analyze(await openModel(folder), {
        set: 't1,t2,t3,t4',
        controls: { draws: 19 },
      })
      for (const { id, projection } of [...largest, ...poles.positive, ...poles.negative])
        assert.ok(id > 1 && Number.isFinite(projection))
      assert.ok(
        findings.some(({ text }) =>
          text.startsWith(
            '2 rows of the vocabulary hold NaN or an infinity (id 0, 1): left out of lists',
          ),
        ),
      )
    } finally {
      removeFolder(folder)
    }
  })
})
