import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds, tokenClass } from '../../src/tokens/classes.js'
import { drawControls, idsOfDraw, rowGroupsOfDraw } from '../../src/tokens/control.js'
import { idsOf } from '../../src/tokens/member.js'
import { rowNorms } from '../../src/tokens/row-norms.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'
import { expected } from '../oracle/oracle.js'

const model = await openModel()
const letters = resolveTokenSet(model, 'letters')
const ELIGIBLE = 30_522 - 994 - 5 - 26

suite('drawControls', () => {
  test('tells the norm of few draws too, whose rows were not looked at', async () => {
    const pair = resolveTokenSet(model, ['red', 'rouge'])
    for (const seed of [1, 2, 3]) {
      const { balance } = await drawControls(model, pair, { draws: 39, seed })
      const norm = balance.find(({ key }) => key === 'norm')
      assert.ok(norm && norm.draws === norm.eligible && Number.isFinite(norm.difference))
    }
  })

  test('tells the mean rank and length of the set and of its draws', async () => {
    const set = resolveTokenSet(model, ['the', 'cat', 'zebra'])
    const { balance, ids } = await drawControls(model, set, { draws: 20 })
    const ordinary = ordinaryIds(model.vocabulary)
    const mean = (of: Iterable<number>, number: (id: number) => number): number => {
      const all = Array.from(of, number)
      return all.reduce((sum, x) => sum + x, 0) / all.length
    }
    const measures = {
      rank: (id: number) => ordinary.indexOf(id) / (ordinary.length - 1),
      length: (id: number) => [...(model.vocabulary.tokens[id] ?? '').replace(/^##/, '')].length,
    }
    for (const [key, of] of Object.entries(measures)) {
      const told = balance.find((own) => own.key === key)
      assert.ok(Math.abs((told?.set ?? NaN) - mean(idsOf(set), of)) < 1e-12)
      assert.ok(Math.abs((told?.draws ?? NaN) - mean(ids, of)) < 1e-9)
    }
  })

  test('never draws ids that are excepted', async () => {
    const except = new Set(ordinaryIds(model.vocabulary).filter((id) => id % 2 === 0))
    const { ids, eligible } = await drawControls(model, letters, { draws: 50, except })
    assert.ok(ids.every((id) => id % 2 === 1))
    assert.ok(eligible < ELIGIBLE)
  })

  test('the same seed gives the same draws on every machine', async () => {
    const one = await drawControls(model, letters, { seed: 1 })
    assert.deepEqual([...idsOfDraw(one, 0)], expected.control.ids)
    assert.deepEqual(await drawControls(model, letters, { seed: 1 }), one)
    const two = await drawControls(model, letters, { seed: 2 })
    assert.notDeepEqual([...idsOfDraw(two, 0)], expected.control.ids)
    assert.equal(one.generator, 'mt19937')
  })

  test('fewer draws are the first of many', async () => {
    const few = await drawControls(model, letters, { draws: 3 })
    const many = await drawControls(model, letters, { draws: 30 })
    assert.deepEqual(few.ids, many.ids.slice(0, 3 * 26))
  })

  test('draws ordinary tokens outside the set, none twice in a draw', async () => {
    const members = new Set(idsOf(letters))
    const controls = await drawControls(model, letters)
    assert.deepEqual([controls.draws, controls.size], [999, 26])
    assert.equal(controls.eligible, ELIGIBLE)
    for (let draw = 0; draw < 999; draw++) assert.equal(new Set(idsOfDraw(controls, draw)).size, 26)
    for (const id of new Set(controls.ids)) {
      assert.ok(!members.has(id))
      assert.equal(tokenClass(model.vocabulary, id), 'ordinary')
    }
  })

  test('every eligible token is drawn equally often, at every place', async () => {
    const { ids } = await drawControls(model, letters, { draws: 10_000, seed: 5 })
    // Tenths of the vocabulary by places: χ² of 259 cells, mean 258 ± 23.
    const cells = new Float64Array(26 * 10)
    ids.forEach((id, i) => cells[(i % 26) * 10 + Math.floor((id * 10) / 30_522)]++)
    const eligible = new Float64Array(10)
    const members = new Set(idsOf(letters))
    for (let id = 0; id < 30_522; id++)
      if (tokenClass(model.vocabulary, id) === 'ordinary' && !members.has(id))
        eligible[Math.floor((id * 10) / 30_522)]++
    let chi = 0
    cells.forEach((count, i) => {
      const fair = (10_000 * eligible[i % 10]) / ELIGIBLE
      chi += (count - fair) ** 2 / fair
    })
    assert.ok(chi > 150 && chi < 340, `${chi}`)
  })

  test('as the notebook draws, 58 % of draws hold an unused row', async () => {
    const draws = 2000
    const controls = await drawControls(model, letters, { draws, asNotebook: true })
    assert.equal(controls.sampling, 'with replacement')
    assert.equal(controls.eligible, 30_522)
    let holding = 0
    for (let draw = 0; draw < draws; draw++)
      if (idsOfDraw(controls, draw).some((id) => tokenClass(model.vocabulary, id) === 'unused'))
        holding++
    // 1 − (1 − 994/30522)²⁶ = 0.577, give or take 0.011.
    assert.ok(Math.abs(holding / draws - 0.577) < 0.035, `${holding / draws}`)
  })

  test('a word averaged of pieces is compared with averages of as many', async () => {
    const set = resolveTokenSet(model, ['red', 'tokenprism', 'blue'], { split: 'mean' })
    const controls = await drawControls(model, set, { draws: 2 })
    assert.deepEqual(controls.pieces, [1, 3, 1])
    assert.deepEqual(
      rowGroupsOfDraw(controls, 1).map((group) => group.length),
      [1, 3, 1],
    )
  })

  for (const draws of [0, -1, 1.5, NaN, 1e9])
    test(`${draws} draws are refused`, async () => {
      await assert.rejects(drawControls(model, letters, { draws }), InvalidArgument)
    })
})

suite('matched controls', () => {
  const pairs = resolveTokenSet(model, '/^##..$/')

  test('have each member’s form, capitals and length, its tenth of ranks and fifth of norms', async () => {
    const animals = resolveTokenSet(model, 'animals', { split: 'skip' })
    const plain = await drawControls(model, animals, { draws: 200 })
    const keys = ['rank', 'length', 'space', 'case', 'norm'] as const
    const matched = await drawControls(model, animals, { draws: 200, match: keys })
    const differenceOf = ({ balance }: typeof plain, key: string): number =>
      balance.find((b) => b.key === key)?.difference ?? NaN
    assert.ok(differenceOf(plain, 'length') > 0.3, `${differenceOf(plain, 'length')}`)
    // Rank, length and norm are told, matched or not: norms by the rows of some.
    for (const key of ['rank', 'length', 'norm'])
      assert.ok(Number.isFinite(differenceOf(plain, key)))
    const norms = await rowNorms(model.embedding, [...ordinaryIds(model.vocabulary)])
    const mean = [...norms.values()].reduce((sum, x) => sum + x / norms.size, 0)
    const told = plain.balance.find(({ key }) => key === 'norm')
    assert.ok(told?.rows !== undefined && told.rows < plain.eligible)
    assert.ok(matched.balance.every(({ rows }) => rows === undefined))
    assert.ok(told && Math.abs(told.draws / mean - 1) < 0.05, `${told?.draws} of ${mean}`)
    for (const key of keys) assert.ok(Math.abs(differenceOf(matched, key)) < 0.05, key)
    // From nine characters on, tokens count as equally long.
    const lengthOf = (id: number): number =>
      Math.min(9, [...(model.vocabulary.tokens[id] ?? '')].length)
    matched.ids.forEach((id, i) => {
      assert.equal(lengthOf(id), lengthOf(animals.members[i % matched.size].id))
    })
  })

  test('have each member’s capitals', async () => {
    const controls = await drawControls(model, letters, { draws: 200, match: ['case'] })
    for (const id of controls.ids) assert.match(model.vocabulary.tokens[id] ?? '', /\p{Ll}/u)
  })

  test('an error names the stratum that is too small', async () => {
    await assert.rejects(drawControls(model, pairs, { draws: 9, match: ['length', 'space'] }), {
      name: 'InvalidArgument',
      where: 'controls matched on: 2 characters, continuation',
    })
  })
})

suite('a pool', () => {
  test('is sampled first, and all draws come from it', async () => {
    const controls = await drawControls(model, letters, { pool: 512 })
    assert.equal(controls.pool, 512)
    assert.equal(controls.eligible, ELIGIBLE)
    // Twenty for each place are few: the set's own are drawn from with them.
    assert.equal(controls.shared, 26)
    const own = idsOf(letters)
    const others = new Set(controls.ids.filter((id) => !own.includes(id)))
    assert.equal(others.size, 512)
    assert.equal(new Set(controls.ids).size, 512 + 26)
  })

  test('has its share of every stratum of the set', async () => {
    const controls = await drawControls(model, letters, { pool: 512, match: ['length'] })
    assert.ok(new Set(controls.ids).size <= 512 + 26)
    assert.equal(controls.balance.find(({ key }) => key === 'length')?.difference, 0)
  })

  for (const pool of [0, 51, 60.5, NaN])
    test(`of ${pool} rows is refused`, async () => {
      await assert.rejects(drawControls(model, letters, { pool }), InvalidArgument)
    })
})
