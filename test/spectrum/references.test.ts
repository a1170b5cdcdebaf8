import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import {
  gavishDonohoLambda,
  gavishDonohoOmega,
  knownNoiseCut,
  unknownNoiseCut,
} from '../../src/spectrum/gavish-donoho.js'
import { marchenkoPasturEdge, marchenkoPasturMedian } from '../../src/spectrum/marchenko-pastur.js'
import { references } from '../../src/spectrum/references.js'
import {
  TRACY_WIDOM_95,
  tracyWidomStatistic,
  tracyWidomThreshold,
} from '../../src/spectrum/tracy-widom.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'

const close = (a: number, b: number, tolerance: number): void => {
  assert.ok(Math.abs(a - b) <= tolerance, `${a} against ${b}`)
}

suite('Marchenko–Pastur', () => {
  test('the edge of 26 × 768 centred noise is 32.71', () => {
    close(marchenkoPasturEdge(25, 768, 1), 32.71, 0.005)
    assert.equal(marchenkoPasturEdge(25, 768, 2), 2 * marchenkoPasturEdge(25, 768, 1))
  })

  test('the largest singular value of such noise is 32.27 on average, just below the edge', async () => {
    const draws = 100
    const pool = gaussianMatrix(26 * draws, 768, gaussian(14))
    const indices = Uint32Array.from({ length: pool.rows }, (_, i) => i)
    const { data, cols } = await ensembleSpectra(pool, { count: draws, size: 26, indices })
    let sum = 0
    for (let draw = 0; draw < draws; draw++) sum += data[draw * cols]
    // One of them has a standard deviation of 0.3, and their mean a tenth of that.
    close(sum / draws, 32.27, 0.1)
  })

  test('the median lies within the law’s support and grows to 1 as β falls', () => {
    close(marchenkoPasturMedian(1e-9), 1, 1e-4)
    for (const beta of [0.01, 0.3, 1]) {
      const median = marchenkoPasturMedian(beta)
      assert.ok(median > (1 - Math.sqrt(beta)) ** 2 && median < (1 + Math.sqrt(beta)) ** 2)
    }
  })
})

suite('Gavish–Donoho', () => {
  test('λ*(1) = 4/√3', () => {
    close(gavishDonohoLambda(1), 4 / Math.sqrt(3), 1e-14)
    close(gavishDonohoLambda(1), 2.309401, 5e-7)
  })

  test('ω(β) has the digits of the paper’s tables', () => {
    close(gavishDonohoOmega(1), 2.858362, 5e-7)
    close(gavishDonohoOmega(0.5), 2.171185, 5e-7)
    close(gavishDonohoOmega(25 / 768), 1.485038, 5e-7)
  })

  test('cuts scale with the noise, and do not ask which side is longer', () => {
    const shape = { freedom: 25, dimensions: 768 }
    const turned = { freedom: 768, dimensions: 25 }
    assert.equal(knownNoiseCut(shape, 3), knownNoiseCut(turned, 3))
    close(knownNoiseCut(shape, 1), gavishDonohoLambda(25 / 768) * Math.sqrt(768), 1e-12)
    const values = Float64Array.of(5, 3, 1)
    close(unknownNoiseCut(shape, values), 3 * 1.485038, 2e-6)
  })
})

suite('Tracy–Widom', () => {
  test('the threshold is where the statistic is 0.9793', () => {
    const threshold = tracyWidomThreshold(25, 768, 0.7)
    close(tracyWidomStatistic(threshold, 25, 768, 0.7), TRACY_WIDOM_95, 1e-9)
  })

  test('rejects 5 % of Gaussian matrices', async () => {
    const draws = 2000
    const pool = gaussianMatrix(11 * draws, 80, gaussian(7))
    const indices = Uint32Array.from({ length: pool.rows }, (_, i) => i)
    const spectra = await ensembleSpectra(pool, { count: draws, size: 11, indices })
    let rejected = 0
    for (let i = 0; i < draws; i++)
      if (tracyWidomStatistic(spectra.data[i * 11], 10, 80, 1) > TRACY_WIDOM_95) rejected++
    // 5 %, give or take 0.5.
    close(rejected / draws, 0.05, 0.012)
  })
})

test('references takes the noise from the controls', async () => {
  const pool = gaussianMatrix(26 * 50, 100, gaussian(9))
  for (let i = 0; i < pool.data.length; i++) pool.data[i] *= 3
  const indices = Uint32Array.from({ length: pool.rows }, (_, i) => i)
  const draws = await ensembleSpectra(pool, { count: 50, size: 26, indices })
  const found = references(draws.data.subarray(0, 26), draws, { freedom: 25, dimensions: 100 })
  close(found.noise, 3, 0.03)
  close(found.marchenkoPastur, 3 * (5 + 10), 0.45)
})
