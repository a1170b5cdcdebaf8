import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { svd } from '../../src/math/svd.js'
import { effectiveRank } from '../../src/spectrum/effective-rank.js'
import {
  gaussianParticipationRatio,
  participationRatio,
} from '../../src/spectrum/participation-ratio.js'
import { shareOfFirst } from '../../src/spectrum/share-of-first.js'
import { stableRank } from '../../src/spectrum/stable-rank.js'
import { totalVariance } from '../../src/spectrum/total-variance.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { centreColumns } from '../../src/math/centre.js'
import { statistics } from '../oracle/statistics.js'

const close = (a: number, b: number, tolerance = 1e-12): void => {
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} against ${b}`)
}

suite('effective rank, participation ratio and stable rank', () => {
  for (const k of [1, 2, 7, 25])
    test(`of ${k} equal singular values are ${k}, zeros beside them or not`, () => {
      const values = Float64Array.from({ length: 30 }, (_, i) => (i < k ? 3.5 : 0))
      close(effectiveRank(values), k)
      close(participationRatio(values), k)
      close(stableRank(values), k)
    })

  test('agree with NumPy and SciPy', () => {
    const own = Float64Array.from(statistics.ensemble.singularValues)
    const expected = statistics.summaries
    close(totalVariance(own), expected.totalVariance)
    close(effectiveRank(own), expected.effectiveRank)
    close(participationRatio(own), expected.participationRatio)
    close(stableRank(own), expected.stableRank)
    close(shareOfFirst(own, 2), expected.shareOfFirst2)
  })

  test('of zeros are no numbers', () => {
    const zeros = new Float64Array(3)
    for (const of of [effectiveRank, participationRatio, stableRank])
      assert.ok(Number.isNaN(of(zeros)))
  })
})

test('the participation ratio of Gaussian noise is near (n′d + 2)/(n′ + d + 1)', async () => {
  close(gaussianParticipationRatio(25, 768), 24.184, 1e-4)
  const next = gaussian(3)
  let sum = 0
  for (let i = 0; i < 40; i++) {
    const { singularValues } = await svd(centreColumns(gaussianMatrix(26, 768, next)).matrix)
    sum += participationRatio(singularValues)
  }
  close(sum / 40, 24.184, 1e-3)
})
