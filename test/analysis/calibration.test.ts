import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { comparisonTests } from '../../src/analysis/comparison-tests.js'
import type { ComparedDirections, ComparedSpectrum } from '../../src/analysis/comparison.js'
import { LEVEL } from '../../src/spectrum/level.js'
import { spectrumFindings } from '../../src/analysis/findings/spectrum.js'
import { leadingVectors } from '../../src/compare/shared-directions.js'
import { centreColumns } from '../../src/math/centre.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { type Matrix, matrixFrom, rowOf } from '../../src/math/matrix.js'
import { sharedDimensions } from '../../src/math/principal-angles.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { svd } from '../../src/math/svd.js'
import { openModel } from '../../src/model/open-model.js'
import { type NullBand, nullBand } from '../../src/spectrum/null-band.js'
import { pValue } from '../../src/spectrum/p-value.js'
import { type Summary, spectrumSummaries } from '../../src/spectrum/summaries.js'
import { PLAIN } from '../../src/submatrix/transform.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import type { AnalyzeOptions } from '../../src/analysis/options.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

// Random 'sets' of the embedded model's own tokens are judged by random controls. 39 controls each, with which p ≤ 0.05 is
// exactly one case in twenty, one-sided or two-sided; of 2,000 sets the share of rejections has a standard deviation of 0.5 %.
const SETS = 2000
const CONTROLS = 39

const embedded = await openModel()
const ids = ordinaryIds(embedded.vocabulary)
const pool = await embedded.embedding.rows([...ids])

/** How often something was called beyond chance, by what it was. */
class Rejections {
  readonly counts = new Map<string, number>()

  count(name: string, rejected: boolean): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + Number(rejected))
  }

  /** All that an analysis tests of one spectrum. */
  judge({ raw, share }: NullBand, summaries: readonly Summary[]): void {
    for (const [scale, { p, pLess, adjusted, horn }] of Object.entries({ raw, share })) {
      this.count(`${scale}: index 1`, p[0] <= LEVEL)
      this.count(`${scale}: index 4`, p[3] <= LEVEL)
      this.count(`${scale}: index 1, smaller`, pLess[0] <= LEVEL)
      this.count(`${scale}: any index, by max-T`, Math.min(...adjusted) <= LEVEL)
      this.count(`${scale}: Horn keeps one or more`, horn > 0)
    }
    for (const { name, first, p } of summaries) this.count(`${name}${first ?? ''}`, p <= LEVEL)
    const [, ...shape] = summaries
    this.count('any measure of shape, by max-T', shape.some(({ adjusted }) => adjusted <= LEVEL)) // prettier-ignore
  }

  /** That each share of `sets` is 5 %, or what was said of it, within `tolerance`. */
  tests(sets: number, tolerance: number): void {
    for (const [name, count] of this.counts) {
      const nominal = name.includes('Horn') ? HORN : 0.05
      test(`${name}${nominal === 0.05 ? '' : `, with so few controls ${(100 * nominal).toFixed(2)} %`}`, (t) => {
        const rate = count / sets
        t.diagnostic(`${(100 * rate).toFixed(2)} %`)
        assert.ok(Math.abs(rate - nominal) <= tolerance, `${(100 * rate).toFixed(2)} %`)
      })
    }
  }
}

// The 95th percentile of m draws is interpolated at place 0.95·(m − 1) from the lowest, so that one more exceeds it a little
// more often: with 999 controls in 5.09 % of cases.
const HORN = 1 - (0.95 * (CONTROLS - 1) + 1) / (CONTROLS + 1)

for (const size of [8, 26])
  suite(
    `of 2,000 sets of ${size} random tokens, 5 % ± 1.5 % are called beyond chance`,
    async () => {
      const random = seededRandom(20 + size)
      const order = Uint32Array.from(ids.keys())
      const count = SETS * (CONTROLS + 1)
      const indices = new Uint32Array(count * size)
      for (let set = 0, at = 0; set < SETS; set++) {
        shuffleFirst(order, size, random)
        indices.set(order.subarray(0, size), at)
        at += size
        const others = order.subarray(size)
        for (let draw = 0; draw < CONTROLS; draw++, at += size) {
          shuffleFirst(others, size, random)
          indices.set(others.subarray(0, size), at)
        }
      }
      const spectra = await ensembleSpectra(pool, { count, size, indices })
      const rejections = new Rejections()
      let told = 0
      for (let set = 0; set < SETS; set++) {
        const first = set * (CONTROLS + 1)
        const values = rowOf(spectra, first)
        const draws = rowsFrom(spectra, first + 1, CONTROLS)
        const band = nullBand(values, draws, size - 1)
        const summaries = spectrumSummaries(values, draws, size - 1)
        rejections.judge(band, summaries)
        const found = spectrumFindings({
          matched: false,
          centre: 'set',
          label: '',
          draws: CONTROLS,
          nullBand: band,
          summaries,
        })
        told += Number(found.some(({ verdict }) => verdict === 'beyond chance'))
      }
      rejections.tests(SETS, 0.015)

      test('and more in one sentence or another, as four are each right in 95 % of cases', (t) => {
        t.diagnostic(`${(100 * told) / SETS} %`)
        assert.ok(told / SETS > 0.08 && told / SETS < 0.16, `${(100 * told) / SETS} %`)
      })
    },
  )

/** Some rows of a matrix, a view. */
function rowsFrom(
  { cols, data }: Matrix<Float64Array>,
  first: number,
  rows: number,
): Matrix<Float64Array> {
  return { rows, cols, data: data.subarray(first * cols, (first + rows) * cols) }
}

// Some of the tokens are in a model by themselves, so that each analysis takes milliseconds. Few of them, a small pool, and
// matching within small classes call for the set's own among the controls: without, 10 to 30 % would be beyond chance. Tolerance:
// three standard deviations of 1.1 % each, but a little less.
for (const [how, tokens, controls] of [
  ['with 800 tokens', 800, {}],
  ['with 40 tokens', 40, {}],
  ['with a pool of 24', 800, { pool: 24 }],
  ['matched, with about two dozen tokens to a class', 240, { match: ['rank'] }],
] as readonly (readonly [string, number, AnalyzeOptions['controls']])[])
  suite(
    `of 400 random sets, ${how}, the whole analysis calls 5 % ± 3 % beyond chance`,
    async () => {
      const [sets, size] = [400, 8]
      const random = seededRandom(20)
      const chosen = Uint32Array.from(ids.keys())
      shuffleFirst(chosen, tokens, random)
      const folder = writeTinyModel({
        tokens: ['[UNK]', ...Array.from({ length: tokens }, (_, i) => `t${i}`)],
        special: ['[UNK]'],
        rows: [0, ...chosen.subarray(0, tokens)].map((i) => [...rowOf(pool, i)]),
      })
      const model = await openModel(folder)
      const rejections = new Rejections()
      const order = Uint32Array.from({ length: tokens }, (_, i) => i)
      for (let i = 0; i < sets; i++) {
        shuffleFirst(order, size, random)
        const analysis = await analyze(model, {
          set: Array.from(order.subarray(0, size), (token) => `t${token}`),
          controls: { ...controls, draws: CONTROLS, seed: i },
          leading: 1,
        })
        assert.equal(analysis.controls.eligible, tokens - size)
        assert.equal(analysis.controls.shared, how === 'with 800 tokens' ? undefined : size)
        rejections.judge(analysis.nullBand, analysis.summaries)
      }
      remove(folder)
      rejections.tests(sets, 0.03)
    },
  )

suite('of random sets, judged by 999 controls', async () => {
  const [size, k, draws] = [8, 3, 999]
  const random = seededRandom(7)
  const order = Uint32Array.from(ids.keys())
  const drawOne = (): Uint32Array => {
    shuffleFirst(order, size, random)
    return order.slice(0, size)
  }
  const subspaceOf = async (of: Uint32Array): Promise<Matrix<Float64Array>> => {
    const rows = matrixFrom(Array.from(of, (i) => rowOf(pool, i)))
    return leadingVectors((await svd(centreColumns(rows).matrix)).vt, k)
  }
  const spectraOf = async (sets: readonly Uint32Array[]): Promise<Matrix<Float64Array>> => {
    const indices = Uint32Array.from(sets.flatMap((set) => [...set]))
    return ensembleSpectra(pool, { count: sets.length, size, indices })
  }
  const controls = Array.from({ length: draws }, drawOne)
  const chanceSpectra = await spectraOf(controls)
  const subspaces = await Promise.all(controls.map(subspaceOf))
  const chance = Float64Array.from(subspaces, (a, i) => sharedDimensions(a, subspaces[(i + 1) % draws])) // prettier-ignore
  // The two sets of a pair have no token in common.
  const pairs = Array.from({ length: SETS }, () => {
    shuffleFirst(order, 2 * size, random)
    return [order.slice(0, size), order.slice(size, 2 * size)] as const
  })
  const p: number[] = []
  for (const [a, b] of pairs)
    p.push(pValue(sharedDimensions(await subspaceOf(a), await subspaceOf(b)), chance, 'greater'))

  test('5 % ± 1.5 % of 2,000 pairs share more directions than chance allows', (t) => {
    const rate = p.filter((each) => each <= LEVEL).length / SETS
    t.diagnostic(`${100 * rate} %`)
    assert.ok(Math.abs(rate - 0.05) <= 0.015, `${100 * rate} %`)
  })

  test('at most 5 % + 1.5 % of 250 comparisons of two sets find anything, all nine tests adjusted', async (t) => {
    const some = pairs.slice(0, 250)
    const own = await spectraOf(some.flat())
    const spectrum = (i: number) => {
      const values = rowOf(own, i)
      return {
        name: '',
        controls: { draws },
        model: { dim: 384 },
        nullBand: nullBand(values, chanceSpectra, size - 1),
        summaries: spectrumSummaries(values, chanceSpectra, size - 1),
      } as ComparedSpectrum
    }
    let found = 0
    for (const i of some.keys()) {
      const shared = { first: 0, second: 1, directions: [k, k], p: p[i], draws } as unknown as ComparedDirections // prettier-ignore
      const all = comparisonTests([spectrum(2 * i), spectrum(2 * i + 1)], [shared], PLAIN)
      assert.equal(all.length, 9)
      found += Number(all.some(({ q }) => q <= LEVEL))
    }
    t.diagnostic(`${(100 * found) / some.length} %`)
    assert.ok(found > 0 && found / some.length <= 0.065, `${(100 * found) / some.length} %`)
  })
})
