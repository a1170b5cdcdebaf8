import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import type { Analysis } from '../../src/analysis/analysis.js'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import type { AnalyzeOptions } from '../../src/analysis/options.js'
import { dot, rowOf } from '../../src/math/matrix.js'
import { seededRandom } from '../../src/math/random.js'
import { shuffleFirst } from '../../src/math/sample.js'
import { svd } from '../../src/math/svd.js'
import type { Model } from '../../src/model/model.js'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { idsOfDraw } from '../../src/tokens/control.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { largestDifference } from '../oracle/oracle.js'

// Everything goes the whole way of `analyze`: draws, splits and the vocabulary included.

/** Both are numbers that differ by rounding, or both are none. */
function assertClose(a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-9): void {
  assert.equal(a.length, b.length)
  for (let i = 0; i < a.length; i++)
    assert.ok(
      Number.isNaN(a[i]) ? Number.isNaN(b[i]) : Math.abs(a[i] - b[i]) <= tolerance,
      `${a[i]} against ${b[i]}`,
    )
}

/**
 * That two analyses found the same: spectra, band, tests, stability, and of each member and pole the same. p-values and
 * ranks are counts and have to be equal; angles of nearly free vectors lose digits.
 *
 * @param at where each member of `a` stands in `b`
 */
function assertSame(a: Analysis, b: Analysis, at: readonly number[]): void {
  const moved = <T>(values: ArrayLike<T>): T[] => at.map((i) => values[i])
  assertClose(a.spectrum.singularValues, b.spectrum.singularValues)
  for (const scale of ['raw', 'share'] as const) {
    const [x, y] = [a.nullBand[scale], b.nullBand[scale]]
    for (const key of ['lower', 'median', 'upper'] as const) assertClose(x[key], y[key])
    for (const key of ['p', 'pLess', 'adjusted'] as const) assert.deepEqual(x[key], y[key])
    assert.equal(x.horn, y.horn)
  }
  a.summaries.forEach(({ value, chance, p }, i) => {
    const other = b.summaries[i]
    assertClose([value, chance.mean, chance.sd], [other.value, other.chance.mean, other.chance.sd])
    assert.equal(p, other.p)
  })
  a.stability.vectors.forEach(({ heldOut, halves }, i) => {
    const other = b.stability.vectors[i]
    for (const [x, y] of [
      [heldOut, other.heldOut],
      [halves, other.halves],
    ])
      assertClose([x.median, x.largest], [y.median, y.largest], 1e-6)
  })
  a.stability.nearTies.forEach((tie, i) => {
    assertClose(Object.values(tie), Object.values(b.stability.nearTies[i]))
  })
  a.membership.forEach((own, i) => {
    const other = b.membership[i]
    assertClose(own.heldOut, moved(other.heldOut), 1e-8)
    assertClose(own.plain, moved(other.plain))
    assertClose(Object.values(own.separation), Object.values(other.separation))
    assertClose(Object.values(own.plainSeparation), Object.values(other.plainSeparation))
    assert.deepEqual([...own.ranks], moved(other.ranks))
    for (const end of ['positive', 'negative'] as const) {
      assert.deepEqual(
        own.poles[end].map(({ id }) => id),
        other.poles[end].map(({ id }) => id),
      )
      assertClose(
        own.poles[end].map((token) => token.projection),
        other.poles[end].map((token) => token.projection),
      )
    }
  })
  a.controls.balance.forEach(({ difference }) => {
    const found = b.controls.balance.map((other) => Math.abs(other.difference - difference))
    assert.ok(Math.min(...found) < 1e-9)
  })
  assertClose(a.references.tracyWidom ? [a.references.noise] : [], [b.references.noise])
}

/** Draw for draw, the same ids at the places of the same members. */
function assertSameDraws(a: Analysis, b: Analysis, at: readonly number[]): void {
  const starts = b.controls.pieces.map((_, i) =>
    b.controls.pieces.slice(0, i).reduce((sum, count) => sum + count, 0),
  )
  for (let draw = 0; draw < a.controls.draws; draw++) {
    const drawn = idsOfDraw(b.controls, draw)
    const expected = at.flatMap((i) => [
      ...drawn.subarray(starts[i], starts[i] + b.controls.pieces[i]),
    ])
    assert.deepEqual([...idsOfDraw(a.controls, draw)], expected)
  }
}

suite('what is found does not depend on the order in which the set is written', async () => {
  const model = await openModel()
  // 33 words of several lengths and ranks; three that split and are averaged; 80 numbers, which are left out by groups.
  const animals = ['cat', 'dog', 'horse', 'elephant', 'fish', 'butterfly', 'wolf', 'lion', 'bear', 'mouse'] // prettier-ignore
  const pieces = [...animals, 'tokenprism', 'zebrafish', 'hippopotamus']
  const numbers = Array.from({ length: 80 }, (_, i) => String(i + 1))
  for (const [name, words, options] of [
    ['drawn from all', animals, {}],
    ['matched', animals, { controls: { match: ['rank', 'length'] } }],
    ['matched and from a pool', animals, { controls: { match: ['length', 'norm'], pool: 400 } }],
    ['with words averaged of pieces', pieces, { split: 'mean' }],
    ['averaged and matched', pieces, { split: 'mean', controls: { match: ['space'] } }],
    ['of so many tokens that groups are left out', numbers, {}],
    ['as the notebook draws', animals, { asNotebook: true }],
  ] as readonly (readonly [string, readonly string[], AnalyzeOptions])[])
    test(name, async () => {
      const order = Uint32Array.from(words.keys())
      shuffleFirst(order, order.length, seededRandom(12))
      const shuffled = Array.from(order, (i) => words[i])
      assert.notDeepEqual(shuffled, words)
      const at = words.map((word) => shuffled.indexOf(word))
      const run = (set: readonly string[]): Promise<Analysis> =>
        analyze(model, { ...options, set, controls: { draws: 59, ...options.controls } })
      const [a, b] = [await run(words), await run(shuffled)]
      assertSameDraws(a, b, at)
      assertSame(a, b, at)
      const n = words.length
      assertClose(
        a.correlation.data,
        at.flatMap((i) => at.map((j) => b.correlation.data[i * n + j])),
      )
    })
})

suite('what is found does not depend on the embedding space', async () => {
  const folders: string[] = []
  after(() => {
    folders.forEach(remove)
  })
  // 700 of the embedded model's tokens, kept in float64 so that a rotation loses nothing.
  const embedded = await openModel()
  const ids = ordinaryIds(embedded.vocabulary)
  shuffleFirst(ids, 700, seededRandom(3))
  const chosen = ids.subarray(0, 700)
  const rows = await embedded.embedding.rows([0, ...chosen])
  const tokens = ['[UNK]', ...Array.from(chosen, (id) => embedded.vocabulary.tokens[id] ?? '')]
  const write = (names: readonly string[], mapped: readonly number[][]): Promise<Model> => {
    const folder = writeTinyModel({ tokens: names, special: ['[UNK]'], rows: mapped, dtype: 'F64' })
    folders.push(folder)
    return openModel(folder)
  }
  const modelOf = (map: (row: ArrayLike<number>) => number[]): Promise<Model> =>
    write(tokens, Array.from({ length: rows.rows }, (_, i) => map(rowOf(rows, i)))) // prettier-ignore
  const { vt: rotation } = await svd(gaussianMatrix(384, 384, gaussian(6)))
  const turn = (row: ArrayLike<number>): number[] =>
    Array.from({ length: 384 }, (_, j) => dot(Float64Array.from(row), rowOf(rotation, j)))
  const plain = await modelOf((row) => Array.from(row))
  const spaces = {
    'its sign': { model: await modelOf((row) => Array.from(row, (x) => -x)), map: negative },
    'a rotation of it': { model: await modelOf(turn), map: turn },
  }
  function negative(row: ArrayLike<number>): number[] {
    return Array.from(row, (x) => -x)
  }
  const set = tokens.slice(1).filter((token) => /^[a-z]{4,6}$/.test(token)).slice(0, 14) // prettier-ignore
  const at = set.map((_, i) => i)

  for (const [space, { model, map }] of Object.entries(spaces))
    for (const transform of [
      {},
      { centre: 'none' },
      { centre: 'vocabulary', normalise: 'rows', remove: 2 },
      { whiten: true },
    ] as const)
      test(`${space}, with ${JSON.stringify(transform)}: the vectors alone are turned`, async () => {
        const options = {
          set,
          transform,
          controls: { draws: 59, match: ['length', 'norm'] },
        } as const
        const [a, b] = [await analyze(plain, options), await analyze(model, options)] // prettier-ignore
        assertSameDraws(a, b, at)
        assertSame(a, b, at)
        assertClose(map(a.mean), b.mean)
        for (let k = 0; k < a.nullBand.tested; k++)
          assertClose(map(rowOf(a.spectrum.vt, k)), rowOf(b.spectrum.vt, k), 1e-7)
        assertClose([a.pair.cosine], [b.pair.cosine])
        // r is over dimensions, from each embedding less its own mean over them: another basis has other means.
        if (map === negative) assertClose(a.correlation.data, b.correlation.data)
        else assert.ok(largestDifference(a.correlation.data, b.correlation.data) > 1e-3)
      })

  // Without its odd members such a set has fewer directions, or none: what is found of those that are left must not be rounding.
  const doubled = Array.from({ length: 70 }, (_, i) => (i < 4 ? 1 : i + 1))
  const doubledIn = (map: (row: ArrayLike<number>) => number[]): Promise<Model> =>
    write(
      ['[UNK]', ...doubled.map((_, i) => `t${100 + i}`)],
      [0, ...doubled].map((i) => map(rowOf(rows, i))),
    )
  for (const [n, free] of [
    [5, 1],
    [6, 2],
    [10, 6],
  ])
    test(`a rotation of it, of ${n} tokens of which four are equal rows: nothing is made of rounding`, async () => {
      const options = {
        set: Array.from({ length: n }, (_, i) => `t${100 + i}`),
        controls: { draws: 39 },
      }
      const [a, b] = [
        await analyze(await doubledIn((row) => Array.from(row)), options),
        await analyze(await doubledIn(turn), options),
      ]
      assert.equal(a.stability.vectors.length, free)
      assertSame(a, b, Array.from({ length: n }, (_, i) => i)) // prettier-ignore
    })

  for (const [space, { model }] of Object.entries(spaces))
    test(`${space}: two sets share the same`, async () => {
      const sets = [{ set: set.slice(0, 7) }, { set: set.slice(7) }]
      const [a, b] = [
        await compare([plain], sets, { controls: { draws: 59 } }),
        await compare([model], sets, { controls: { draws: 59 } }),
      ]
      const [x, y] = [a.directions[0], b.directions[0]]
      assertClose(x.angles, y.angles)
      for (const key of ['lower', 'median', 'upper'] as const)
        assertClose(x.nullAngles[key], y.nullAngles[key])
      assertClose([x.shared, x.random, x.chance.mean], [y.shared, y.random, y.chance.mean])
      assert.deepEqual(
        a.tests.map(({ p, q }) => [p, q]),
        b.tests.map(({ p, q }) => [p, q]),
      )
    })
})
