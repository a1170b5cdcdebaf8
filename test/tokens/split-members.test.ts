import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { drawControls } from '../../src/tokens/control.js'
import { idsOf } from '../../src/tokens/member.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'

test('no piece of an averaged word is ever drawn, not even of a pool of hardly anything else', async () => {
  const model = await openModel()
  const set = resolveTokenSet(model, ['red', 'tokenprism', 'blue'], { split: 'mean' })
  const pieces = new Set(idsOf(set))
  assert.equal(pieces.size, 5)
  // All that could be drawn are the pieces themselves and seven others.
  const ordinary = ordinaryIds(model.vocabulary)
  const left = new Set([...pieces, ...ordinary.subarray(5000, 5007)])
  const except = new Set(ordinary.filter((id) => !left.has(id)))
  const { ids, eligible } = await drawControls(model, set, { draws: 99, except })
  assert.equal(eligible, 7)
  for (const id of ids) assert.ok(!pieces.has(id), `${id}`)
})
