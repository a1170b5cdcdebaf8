import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { pairNote } from '../../src/analysis/choose-pair.js'
import { analysisDifferences } from '../../src/analysis/difference.js'
import { InvalidArgument, NotOneToken } from '../../src/errors.js'
import { rowOf } from '../../src/math/matrix.js'
import { openModel } from '../../src/model/open-model.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { VERSION } from '../../src/version.js'
import { expected, largestDifference, readNpy } from '../oracle/oracle.js'

const model = await openModel()
const letters = await analyze(model)

suite('analyze agrees with NumPy in float64 on the embedded weights', () => {
  test('singular values of every preset and of the control, within 1e-12·σ₁', async () => {
    for (const [name, { singular_values: s }] of Object.entries(expected.sets)) {
      const { spectrum } = await analyze(model, { set: name })
      assert.ok(largestDifference(spectrum.singularValues, s) < 1e-12 * s[0], name)
    }
    const s = expected.control.singular_values
    assert.deepEqual([...letters.control.ids], expected.control.ids)
    assert.ok(largestDifference(letters.control.spectrum.singularValues, s) < 1e-12 * s[0])
  })

  test('right singular vectors, signs included, within 1e-10', () => {
    const vt = readNpy('letters-vt.npy')
    assert.ok(largestDifference(letters.spectrum.vt.data.subarray(0, vt.length), vt) < 1e-10)
  })

  test('the mean, and all 30,522 projections on the first vector, within 1e-9', () => {
    assert.ok(largestDifference(letters.mean, readNpy('letters-mean.npy')) < 1e-14)
    const projections = readNpy('letters-projections.npy')
    assert.ok(largestDifference(letters.projection.on(1), projections) < 1e-9)
  })

  test('correlations within 1e-12', () => {
    const r = readNpy('letters-correlation.npy')
    assert.ok(largestDifference(letters.correlation.data, r) < 1e-12)
  })

  test('the same 20 largest |projection| in the same order', () => {
    const found = letters.largest.map(({ id, token }) => ({ id, token }))
    assert.deepEqual(found, expected.top20)
  })
})

suite('analyze', () => {
  test('the shapes are the notebook’s, thin by default and full when asked', async () => {
    const { u, singularValues, vt } = letters.spectrum
    assert.deepEqual(
      [u.rows, u.cols, singularValues.length, vt.rows, vt.cols],
      [26, 26, 26, 26, 384],
    )
    const full = await analyze(model, { svd: 'full' })
    assert.deepEqual([full.spectrum.vt.rows, full.spectrum.vt.cols], [384, 384])
    assert.deepEqual(full.spectrum.singularValues, singularValues)
    assert.deepEqual(full.projection.on(1), letters.projection.on(1))
  })

  test('the vocabulary is centred by the set’s mean: members project as U·σ', () => {
    const { u, singularValues } = letters.spectrum
    letters.set.members.forEach(({ id }, i) => {
      const coordinate = u.data[i * 26] * singularValues[0]
      assert.ok(Math.abs(letters.projection.on(1)[id] - coordinate) < 1e-12)
    })
  })

  test('the set’s and the control’s submatrices have means of their own', () => {
    assert.ok(largestDifference(letters.mean, letters.control.mean) > 1e-3)
  })

  test('several vectors are projected on at once, each as if alone', async () => {
    const { projection } = await analyze(model, { vectors: [2, 1] })
    const [second] = [await analyze(model, { vectors: [2] })]
    assert.deepEqual(projection.on(2), second.projection.on(2))
    assert.deepEqual(projection.on(1), letters.projection.on(1))
    assert.deepEqual(second.poles, projection.poles(2))
  })

  test('members never appear in the lists', () => {
    const members = new Set(letters.set.members.map((m) => m.id))
    const { positive, negative } = letters.poles
    for (const { id } of [...letters.largest, ...positive, ...negative]) assert.ok(!members.has(id))
    assert.deepEqual([letters.largest.length, positive.length, negative.length], [20, 20, 20])
    for (const { projection } of negative) assert.ok(projection < 0)
  })

  test('a word that was averaged is one row, and none of its pieces is listed or drawn', async () => {
    const set = ['red', 'blue', 'tokenprism', 'green', 'pink']
    const mean = await analyze(model, { set, split: 'mean', pair: ['red', 'blue'] })
    assert.equal(mean.spectrum.u.rows, 5)
    const { ids } = mean.set.members[2]
    assert.equal(ids.length, 3)
    const { u, singularValues } = mean.spectrum
    const values = mean.projection.on(1)
    const projected = ids.reduce((sum, id) => sum + values[id], 0) / 3
    assert.ok(Math.abs(projected - u.data[2 * u.cols] * singularValues[0]) < 1e-12)
    const { positive, negative } = mean.projection.poles(1, { count: 30_000 })
    const listed = new Set([...positive, ...negative].map(({ id }) => id))
    assert.ok(ids.every((id) => !listed.has(id) && !mean.control.ids.includes(id)))
    assert.ok(mean.manifest.setIds.length === 7)
  })

  test('by default the pair is the lecture’s; with a set, its first two', async () => {
    assert.deepEqual(
      letters.pair.tokens.map((t) => t.word),
      ['1', '2'],
    )
    const days = await analyze(model, { set: 'weekdays' })
    assert.deepEqual(
      days.pair.tokens.map((t) => t.word),
      ['Monday', 'Tuesday'],
    )
    const named = await analyze(model, { set: 'weekdays', pair: ['cat', 'dog'] })
    assert.deepEqual(
      named.pair.tokens.map((t) => t.word),
      ['cat', 'dog'],
    )
  })

  test('a model without the lecture’s pair takes the set’s first two, says so, and replays', async () => {
    const tokens = [
      '[UNK]',
      ...'abcdefghijklmnopqrstuvwxyz',
      'one',
      'two',
      'six',
      'ten',
      'yes',
      'no',
    ]
    const rows = tokens.map((_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1), i % 7])
    const folder = writeTinyModel({ tokens, special: ['[UNK]'], rows })
    try {
      const tiny = await openModel(folder)
      const set = { set: [...'abc'], controls: { draws: 19 } }
      const found = await analyze(tiny, { ...set, pairIfTokens: ['1', '2'] })
      assert.deepEqual(
        found.pair.tokens.map((t) => t.word),
        ['a', 'b'],
      )
      assert.equal(found.manifest.options.pair, undefined)
      assert.match(pairNote(found) ?? '', /“1” and “2” are not both .*first two, “a” and “b”/)
      assert.deepEqual(analysisDifferences(found, await analyze(tiny, found.manifest.options)), [])
      assert.equal(pairNote(letters), undefined)
      assert.deepEqual(letters.manifest.options.pair, ['1', '2'])
      await assert.rejects(analyze(tiny, { ...set, pair: ['1', '2'] }), NotOneToken)
    } finally {
      remove(folder)
    }
  })

  test('asNotebook draws with replacement and lists as the notebook does', async () => {
    const notebook = await analyze(model, { asNotebook: true })
    assert.equal(notebook.controls.sampling, 'with replacement')
    assert.equal(notebook.controls.eligible, 30_522)
    assert.deepEqual(notebook.spectrum, letters.spectrum)
    const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
    for (const { token } of notebook.largest) assert.ok(token && !alphabet.includes(token))
    const split = await analyze(model, { set: 'red,tokenprism,blue', asNotebook: true })
    assert.equal(split.set.split.length, 1)
  })

  test('the manifest runs the same analysis again', async () => {
    const { manifest } = await analyze(model, {
      set: 'months',
      controls: { seed: 9 },
      vectors: [3],
    })
    const first = await analyze(model, manifest.options)
    const again = await analyze(await openModel(manifest.source), first.manifest.options)
    assert.deepEqual(again.projection, first.projection)
    assert.deepEqual(again.control, first.control)
    assert.deepEqual(again.manifest.options, manifest.options)
    assert.equal(manifest.tokenprism, VERSION)
    assert.deepEqual(manifest.shape, [30_522, 384])
    assert.deepEqual(manifest.controlIds, [...first.control.ids])
  })

  test('the bytes read are the whole table once, and the rows of set and controls', async () => {
    const fresh = await openModel()
    const { manifest } = await analyze(fresh, { controls: { draws: 1 } })
    const table = 30_522 * 384 * 2
    assert.ok(manifest.bytesRead > table && manifest.bytesRead < table + 6_000_000)
  })

  for (const k of [0, 26, -1, 1.5, NaN])
    test(`singular vector ${k} of 26 centred rows is refused`, async () => {
      await assert.rejects(analyze(model, { vectors: [k] }), InvalidArgument)
    })

  test('the last vector that can be asked for is n − 1', async () => {
    const { projection, spectrum } = await analyze(model, { vectors: [25] })
    assert.equal(projection.on(25).length, 30_522)
    assert.ok(rowOf(spectrum.vt, 24).some((x) => x !== 0))
  })

  test('without a projection there are no lists, and only rows of set, pool and pair are read', async () => {
    const fresh = await openModel()
    const before = fresh.bytesRead()
    const { projection, largest, poles, controls, membership, nullBand, manifest } = await analyze(
      fresh,
      { set: 'weekdays', projection: false },
    )
    assert.deepEqual([projection.vectors, largest, poles.positive], [[], [], []])
    assert.throws(() => projection.on(1), InvalidArgument)
    assert.equal(controls.pool, 512)
    assert.equal(nullBand.tested, 6)
    assert.ok(Number.isNaN(membership[0].separation.signed))
    assert.ok(membership[0].heldOut.every(Number.isFinite))
    assert.equal(manifest.options.controls.pool, 512)
    assert.ok(manifest.bytesRead >= before + 512 * 768)
  })

  test('the manifest names the algorithm that ran: another one from 65 rows on', async () => {
    for (const [set, name] of [
      ['weekdays', /Jacobi/],
      ['integers-99', /Gram matrix/],
    ] as const) {
      const { manifest } = await analyze(model, { set, controls: { draws: 1 }, projection: false })
      assert.match(manifest.algorithm, name)
    }
  })

  for (const [name, options] of Object.entries({
    'set: 5': { set: 5 },
    'set: [5]': { set: [5] },
    'svd: foo': { svd: 'foo' },
    'members: all': { members: 'all' },
    'projection: no': { projection: 'no' },
    'vectors: 1': { vectors: 1 },
    'vectors: 1, 1': { vectors: [1, 1] },
    'leading: 65': { leading: 65 },
    'leading: all': { leading: 'all' },
    'pair: a': { pair: ['a'] },
    'match: size': { controls: { match: ['size'] } },
    'draws: many': { controls: { draws: 'many' } },
    'seed: -1': { controls: { seed: -1 } },
    'vector, which is no option': { vector: 2 },
    'draw of controls, which is no option': { controls: { draw: 99 } },
    'center of transform, which is no option': { transform: { center: 'none' } },
  }))
    test(`${name} is refused`, async () => {
      await assert.rejects(analyze(model, options as never), InvalidArgument)
    })

  test('stops when it is aborted', async () => {
    await assert.rejects(analyze(model, { signal: AbortSignal.abort() }), { name: 'AbortError' })
  })
})
