import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { centreColumns } from '../../src/math/centre.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, dot, matrixFrom, rowOf, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { type Svd, svd } from '../../src/math/svd.js'
import { openModel } from '../../src/model/open-model.js'
import { nullBand } from '../../src/spectrum/null-band.js'
import { spectrumSummaries } from '../../src/spectrum/summaries.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'

const SIZE = 20
const CONTROLS = 199

const model = await openModel()
const ids = ordinaryIds(model.vocabulary)
shuffleFirst(ids, 2000, seededRandom(3))
const pool = await model.embedding.rows(ids.subarray(0, 2000))
const random = seededRandom(4)
const order = Uint32Array.from({ length: pool.rows }, (_, i) => i)
const indices = new Uint32Array(CONTROLS * SIZE)
for (let draw = 0; draw < CONTROLS; draw++) {
  shuffleFirst(order, SIZE, random)
  indices.set(order.subarray(0, SIZE), draw * SIZE)
}
shuffleFirst(order, SIZE, random)
const members = matrixFrom(Array.from(order.subarray(0, SIZE), (i) => rowOf(pool, i)))

async function judge(
  set: Matrix,
  from: Matrix,
): Promise<{ spectrum: Svd } & ReturnType<typeof judged>> {
  const draws = await ensembleSpectra(from, { count: CONTROLS, size: SIZE, indices })
  const spectrum = await svd(centreColumns(set).matrix)
  return { spectrum, ...judged(spectrum.singularValues, draws) }
}

function judged(own: Float64Array, draws: Matrix<Float64Array>) {
  return {
    band: nullBand(own, draws, SIZE - 1),
    summaries: spectrumSummaries(own, draws, SIZE - 1),
  }
}

suite('a direction planted into random tokens', () => {
  // One number a token, along one direction: variance of 16 times an average direction's.
  const next = gaussian(5)
  const direction = gaussianMatrix(1, 384, next).data
  const length = Math.sqrt(dot(direction, direction))
  const unit = direction.map((x) => x / length)
  const scores = centreColumns(gaussianMatrix(SIZE, 1, next)).matrix.data
  const planted = (strength: number): Matrix<Float64Array> => {
    const out = zeros(SIZE, 384)
    out.data.forEach((_, i) => {
      out.data[i] = members.data[i] + strength * scores[Math.floor(i / 384)] * unit[i % 384]
    })
    return out
  }

  test('is found: index 1 alone is beyond chance, and the vector is the direction', async () => {
    const { spectrum, band, summaries } = await judge(planted(0.8), pool)
    assert.ok(band.raw.adjusted[0] <= 0.01 && band.share.adjusted[0] <= 0.01)
    for (const p of band.share.adjusted.subarray(1)) assert.ok(p > 0.05)
    assert.equal(band.share.horn, 1)
    assert.ok(Math.abs(dot(rowOf(spectrum.vt, 0), unit)) > 0.95)
    const ratio = summaries.find(({ name }) => name === 'participationRatio')
    assert.ok(ratio && ratio.value < ratio.chance.median && ratio.p <= 0.01)
  })

  test('is recovered in its strength: σ₁² is its energy and that of the noise along it', async () => {
    for (const strength of [0.8, 1.6, 3.2]) {
      const { spectrum } = await judge(planted(strength), pool)
      const energy = strength ** 2 * dot(scores, scores)
      // Noise of variance s² an element adds s²·d to σ₁² (Benaych-Georges & Nadakuditi 2012, for n ≪ d).
      const own = await svd(centreColumns(members).matrix)
      const noise = dot(own.singularValues, own.singularValues) / (SIZE - 1)
      const found = spectrum.singularValues[0] ** 2 - noise
      assert.ok(Math.abs(found / energy - 1) < 0.12, `${found} of ${energy}`)
    }
  })

  test('without one, nothing is found', async () => {
    const { band } = await judge(planted(0), pool)
    assert.ok(Math.min(...band.raw.adjusted) > 0.05 && Math.min(...band.share.adjusted) > 0.05)
  })
})
