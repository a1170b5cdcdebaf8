import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { centreColumns } from '../../src/math/centre.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, dot, matrixFrom, rowOf, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { type Svd, svd } from '../../src/math/svd.js'
import { openModel } from '../../src/model/open-model.js'
import { memberCoordinates } from '../../src/spectrum/coordinates.js'
import { heldOutSpectra } from '../../src/spectrum/held-out.js'
import { nullBand } from '../../src/spectrum/null-band.js'
import { spectrumStability } from '../../src/spectrum/stability.js'
import { spectrumSummaries } from '../../src/spectrum/summaries.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { largestDifference } from '../oracle/oracle.js'

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

suite('what is found does not depend on', async () => {
  const plain = await judge(members, pool)
  const stabilityOf = async ({ singularValues, u, vt }: Svd, centre = true) => {
    const coordinates = memberCoordinates({ singularValues, u, vt })
    return spectrumStability(
      singularValues,
      coordinates,
      await heldOutSpectra(coordinates, centre),
      {
        centre,
        seed: 1,
        tested: SIZE - 1,
      },
    )
  }
  const same = (a: typeof plain, b: typeof plain): void => {
    assert.ok(largestDifference(a.spectrum.singularValues, b.spectrum.singularValues) < 1e-12)
    for (const key of ['p', 'pLess', 'adjusted'] as const) {
      assert.deepEqual(a.band.raw[key], b.band.raw[key])
      assert.deepEqual(a.band.share[key], b.band.share[key])
    }
    a.summaries.forEach(({ value, p }, i) => {
      assert.ok(Math.abs(value / b.summaries[i].value - 1) < 1e-12)
      assert.equal(p, b.summaries[i].p)
    })
  }

  test('the order of the members', async () => {
    const reversed = matrixFrom(
      Array.from({ length: SIZE }, (_, i) => rowOf(members, SIZE - 1 - i)),
    )
    same(await judge(reversed, pool), plain)
  })

  test('the sign of the embedding space', async () => {
    const minus = (m: Matrix): Matrix => ({ ...m, data: m.data.map((x) => -x) })
    same(await judge(minus(members), minus(pool)), plain)
  })

  test('a rotation of the embedding space, which turns the vectors alone', async () => {
    const { vt: rotation } = await svd(gaussianMatrix(384, 384, gaussian(6)))
    const turned = (m: Matrix): Matrix<Float64Array> => {
      const out = zeros(m.rows, 384)
      for (let i = 0; i < m.rows; i++)
        for (let j = 0; j < 384; j++) out.data[i * 384 + j] = dot(rowOf(m, i), rowOf(rotation, j))
      return out
    }
    const rotated = await judge(turned(members), turned(pool))
    same(rotated, plain)
    const first = turned(plain.spectrum.vt)
    assert.ok(largestDifference(rowOf(first, 0), rowOf(rotated.spectrum.vt, 0)) < 1e-10)
    const [before, after] = [await stabilityOf(plain.spectrum), await stabilityOf(rotated.spectrum)]
    before.vectors.forEach(({ heldOut, halves }, k) => {
      for (const [x, y] of [
        [heldOut.median, after.vectors[k].heldOut.median],
        [halves.median, after.vectors[k].halves.median],
      ])
        assert.ok(Number.isNaN(x) ? Number.isNaN(y) : Math.abs(x - y) < 1e-6)
    })
  })
})
