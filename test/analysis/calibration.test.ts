import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, rowOf, zeros } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { openModel } from '../../src/model/open-model.js'
import { nullBand } from '../../src/spectrum/null-band.js'
import { spectrumSummaries } from '../../src/spectrum/summaries.js'
import { ordinaryIds } from '../../src/tokens/classes.js'

// 2,000 random 'sets' of the embedded model's own tokens, in 20 blocks of 100 that share 199 controls: sharing keeps it
// quick, and with 199 controls p ≤ 0.05 is exactly one case in twenty. The share of rejections then has a standard
// deviation of about 0.6 %: √(0.05·0.95·(1/2000 + 1/(20·199))).
const BLOCKS = 20
const SETS = 100
const CONTROLS = 199
const SIZE = 12

const model = await openModel()
const pool = await model.embedding.rows(ordinaryIds(model.vocabulary))
const random = seededRandom(20)
const order = Uint32Array.from({ length: pool.rows }, (_, i) => i)
const rejections = new Map<string, number>()
const reject = (test: string, p: number): void => {
  rejections.set(test, (rejections.get(test) ?? 0) + (p <= 0.05 ? 1 : 0))
}

for (let block = 0; block < BLOCKS; block++) {
  const count = SETS + CONTROLS
  const indices = new Uint32Array(count * SIZE)
  for (let draw = 0; draw < count; draw++) {
    shuffleFirst(order, SIZE, random)
    indices.set(order.subarray(0, SIZE), draw * SIZE)
  }
  const spectra = await ensembleSpectra(pool, { count, size: SIZE, indices })
  const controls = part(spectra, SETS, CONTROLS)
  for (let set = 0; set < SETS; set++) {
    const own = rowOf(spectra, set)
    const { raw, share } = nullBand(own, controls, SIZE - 1)
    for (const [scale, band] of [
      ['raw', raw],
      ['share', share],
    ] as const) {
      reject(`${scale}: index 1`, band.p[0])
      reject(`${scale}: index 6`, band.p[5])
      reject(`${scale}: index 1, smaller`, band.pLess[0])
      reject(`${scale}: any index, by max-T`, Math.min(...band.adjusted))
      reject(`${scale}: Horn keeps one or more`, band.horn > 0 ? 0 : 1)
    }
    for (const { name, first, p } of spectrumSummaries(own, controls, SIZE - 1))
      reject(`${name}${first ?? ''}`, p)
  }
}

function part(m: Matrix<Float64Array>, first: number, count: number): Matrix<Float64Array> {
  const out = zeros(count, m.cols)
  out.data.set(m.data.subarray(first * m.cols, (first + count) * m.cols))
  return out
}

suite('over 2,000 random sets, 5 % ± 1.5 % are called beyond chance', () => {
  for (const [name, count] of rejections)
    test(name, () => {
      const rate = count / (BLOCKS * SETS)
      assert.ok(Math.abs(rate - 0.05) <= 0.015, `${(100 * rate).toFixed(2)} %`)
    })
})
