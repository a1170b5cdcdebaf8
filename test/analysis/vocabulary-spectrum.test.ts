import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, suite, test } from 'node:test'
import {
  InvalidArgument,
  Numerical,
  type Model,
  type VocabularySpectrum,
  openModel,
  vocabularySpectrum,
} from '../../src/index.js'
import { seededRandom } from '../../src/math/random.js'
import { unlikeNumpyTable } from '../math/demands.js'
import { uniform } from '../math/matrices.js'
import { builds } from '../math/proof.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { largestDifference } from '../oracle/oracle.js'

interface Expected {
  readonly singular_values: number[]
  readonly mean: number[]
  readonly vectors: number[][]
  readonly ends: { readonly positive: number[]; readonly negative: number[] }[]
  readonly effective_rank: number
  readonly participation_ratio: number
  readonly stable_rank: number
  readonly share_of_first_10: number
  readonly removed: {
    readonly count: number
    readonly share: number
    readonly effective_rank: number
  }
  readonly mean_cosine: Readonly<Record<'raw' | 'centred' | 'without', number>>
}

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../oracle/vocabulary.json'), 'utf8'),
) as Expected

function assertNear(found: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(found - wanted) <= tolerance * Math.abs(wanted), `${found}, not ${wanted}`)
}

suite('vocabularySpectrum of the embedded model', () => {
  let model: Model
  let found: VocabularySpectrum
  const told: number[] = []
  before(async () => {
    model = await openModel()
    found = await vocabularySpectrum(model, {
      top: 3,
      remove: expected.removed.count,
      onProgress: (done, total) => told.push(done / total),
    })
  })

  test('singular values and mean agree with NumPy’s SVD of the centred table', () => {
    const [largest] = expected.singular_values
    assert.ok(largestDifference(found.singularValues, expected.singular_values) < 1e-12 * largest)
    assert.ok(largestDifference(found.mean, expected.mean) < 1e-15)
  })

  for (const kernels of builds())
    test(`values, mean and vectors agree on ${kernels}, whichever way the vectors are found`, async () => {
      assert.deepEqual(await unlikeNumpyTable(model.embedding, expected, kernels), [])
    })

  test('the leading vectors agree, and the tokens at their ends are the same in the same order', () => {
    expected.vectors.forEach((v, k) => {
      const own = found.vectors.data.subarray(k * v.length, (k + 1) * v.length)
      assert.ok(largestDifference(own, v) < 1e-10)
      const { positive, negative } = found.poles[k]
      assert.deepEqual(
        [positive.map(({ id }) => id), negative.map(({ id }) => id)],
        [expected.ends[k].positive, expected.ends[k].negative],
      )
      assert.equal(positive[0].token, model.vocabulary.tokens[positive[0].id])
      assert.ok(positive[0].projection > 0 && negative[0].projection < 0)
    })
  })

  test('summaries agree', () => {
    const { summaries } = found
    assertNear(summaries.effectiveRank, expected.effective_rank, 1e-12)
    assertNear(summaries.participationRatio, expected.participation_ratio, 1e-12)
    assertNear(summaries.stableRank, expected.stable_rank, 1e-12)
    const ten = summaries.shareOfFirst.find(({ first }) => first === 10)
    assertNear(ten?.share ?? 0, expected.share_of_first_10, 1e-12)
  })

  test('all-but-the-top agrees, the mean cosine with a sum over all pairs', () => {
    const { share, effectiveRank, meanCosine } = found.allButTheTop
    assertNear(share, expected.removed.share, 1e-12)
    assertNear(effectiveRank, expected.removed.effective_rank, 1e-12)
    for (const kind of ['raw', 'centred', 'without'] as const)
      assertNear(meanCosine[kind], expected.mean_cosine[kind], 1e-6)
    assert.equal(found.directionless, 0)
  })

  test('progress goes from nothing to all', () => {
    assert.ok(told.every((part, i) => i === 0 || part >= told[i - 1]))
    assert.equal(told.at(-1), 1)
  })

  for (const [options, where] of [
    [{ top: 0 }, 'top'],
    [{ top: 385 }, 'top'],
    [{ top: 1.5 }, 'top'],
    [{ tokens: -1 }, 'tokens'],
    [{ remove: 384 }, 'remove'],
  ] as const)
    test(`${JSON.stringify(options)} is refused before anything is read`, async () => {
      await assert.rejects(vocabularySpectrum(model, options), (error: InvalidArgument) => {
        assert.ok(error instanceof InvalidArgument)
        assert.equal(error.where, where)
        return true
      })
    })

  test('stops when it is aborted', async () => {
    const signal = AbortSignal.abort()
    await assert.rejects(vocabularySpectrum(model, { signal }), { name: 'AbortError' })
  })
})

/** The spectrum of a model of random float64 embeddings times a factor. */
async function scaledSpectrum(factor: number): Promise<VocabularySpectrum> {
  const random = seededRandom(3)
  const tokens = Array.from({ length: 40 }, (_, i) => `t${i}`)
  const rows = tokens.map(() => Array.from({ length: 12 }, () => (uniform(random) + 0.3) * factor))
  const folder = writeTinyModel({ tokens, rows, dtype: 'F64' })
  try {
    return await vocabularySpectrum(await openModel(folder), { top: 2, tokens: 3 })
  } finally {
    remove(folder)
  }
}

suite('vocabularySpectrum of float64 embeddings', () => {
  for (const factor of [1e-130, 1e-77, 1e77, 1e140])
    test(`summaries and tokens are the same at ${factor}`, async () => {
      const [one, scaled] = [await scaledSpectrum(1), await scaledSpectrum(factor)]
      one.singularValues.forEach((s, k) => {
        assertNear(scaled.singularValues[k] / factor, s, 1e-12)
      })
      const { totalVariance, shareOfFirst, ...ratios } = one.summaries
      for (const [name, value] of Object.entries(ratios))
        assertNear(scaled.summaries[name as keyof typeof ratios], value, 1e-12)
      assertNear(scaled.summaries.totalVariance / factor / factor, totalVariance, 1e-12)
      assertNear(scaled.summaries.shareOfFirst[0].share, shareOfFirst[0].share, 1e-12)
      const tokens = (found: VocabularySpectrum) =>
        found.poles.flatMap(({ positive, negative }) =>
          [...positive, ...negative].map(({ token }) => token),
        )
      assert.deepEqual(tokens(scaled), tokens(one))
    })

  for (const factor of [1e-200, 1e200])
    test(`squares beyond float64, at ${factor}, are a typed error`, async () => {
      await assert.rejects(scaledSpectrum(factor), Numerical)
    })
})

suite('vocabularySpectrum of few directions', () => {
  const spectrumOf = async (
    rows: readonly number[][],
    options = {},
  ): Promise<VocabularySpectrum> => {
    const folder = writeTinyModel({ tokens: rows.map((_, i) => `t${i}`), rows: rows.map((row) => [...row]), dtype: 'F64' }) // prettier-ignore
    try {
      return await vocabularySpectrum(await openModel(folder), options)
    } finally {
      remove(folder)
    }
  }
  const line = Array.from({ length: 20 }, (_, i) => [i, 0, 2 * i, 1])

  for (const [name, rows, top] of [
    [
      'of two rows',
      [
        [1, 2],
        [3, 5],
      ],
      1,
    ],
    ['of rows along a line', line, 1],
    ['of a plane', line.map(([i], k) => [i, k * k, 0, 1]), 2],
  ] as const)
    // prettier-ignore
    test(`${name} gives those that there are, and no NaN`, async () => {
      const found = await spectrumOf(rows as unknown as number[][])
      assert.equal(found.poles.length, top)
      assert.equal(found.manifest.options.top, top)
      assert.ok(found.allButTheTop.removed < top || top === 1)
      assert.doesNotMatch(JSON.stringify(found.poles), /null/)
      assert.ok(Object.values(found.summaries).flat().every((x) => typeof x === 'object' || Number.isFinite(x))) // prettier-ignore
    })

  test('refuses more than these where they are asked for', async () => {
    await assert.rejects(spectrumOf(line, { top: 2 }), InvalidArgument)
    await assert.rejects(spectrumOf(line, { remove: 1 }), InvalidArgument)
  })

  for (const [name, row] of [
    ['equal', [1, 2, 3]],
    ['zero', [0, 0, 0]],
  ] as const)
    // prettier-ignore
    test(`of rows that are ${name} is a typed error`, async () => {
      await assert.rejects(spectrumOf(Array.from({ length: 9 }, () => [...row])), (error) => {
        assert.ok(error instanceof Numerical)
        assert.match(error.message, /rows that are equal, or zero/)
        return true
      })
    })
})
