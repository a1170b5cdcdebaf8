import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { tokenClass } from '../../src/tokens/classes.js'
import { drawControl } from '../../src/tokens/control.js'
import { idsOf } from '../../src/tokens/member.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'
import { expected } from '../oracle/oracle.js'

const model = await openModel()
const letters = resolveTokenSet(model, 'letters')

suite('drawControl', () => {
  test('the same seed gives the same draw on every machine', () => {
    assert.deepEqual([...drawControl(model, letters, { seed: 1 }).ids], expected.control.ids)
    assert.notDeepEqual([...drawControl(model, letters, { seed: 2 }).ids], expected.control.ids)
  })

  test('draws ordinary tokens outside the set, none twice', () => {
    const members = new Set(idsOf(letters))
    for (let seed = 0; seed < 200; seed++) {
      const { ids, tokens, eligible } = drawControl(model, letters, { seed })
      assert.equal(new Set(ids).size, 26)
      assert.equal(eligible, 30_522 - 994 - 5 - 26)
      ids.forEach((id, i) => {
        assert.ok(!members.has(id))
        assert.equal(tokenClass(model.vocabulary, id), 'ordinary')
        assert.equal(tokens[i], model.vocabulary.tokens[id])
      })
    }
  })

  test('as the notebook draws, 58 % of draws hold an unused row', () => {
    let holding = 0
    const draws = 2000
    for (let seed = 0; seed < draws; seed++) {
      const { ids, sampling } = drawControl(model, letters, { seed, asNotebook: true })
      assert.equal(sampling, 'with replacement')
      if (ids.some((id) => tokenClass(model.vocabulary, id) === 'unused')) holding++
    }
    // 1 − (1 − 994/30522)²⁶ = 0.577, give or take 0.011.
    assert.ok(Math.abs(holding / draws - 0.577) < 0.035, `${holding / draws}`)
  })
})
