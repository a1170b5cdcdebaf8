import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds } from '../../src/tokens/classes.js'
import { drawControls } from '../../src/tokens/control.js'
import { idsOf } from '../../src/tokens/member.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'

test('every piece of an averaged word is drawn as any other token where there is hardly anything else, and none otherwise', async () => {
  const model = await openModel()
  const set = resolveTokenSet(model, ['red', 'tokenprism', 'blue'], { split: 'mean' })
  const pieces = new Set(idsOf(set))
  assert.equal(pieces.size, 5)
  // All that could be drawn are the pieces themselves and seven others.
  const ordinary = ordinaryIds(model.vocabulary)
  const left = new Set([...pieces, ...ordinary.subarray(5000, 5007)])
  const except = new Set(ordinary.filter((id) => !left.has(id)))
  const { ids, eligible, shared } = await drawControls(model, set, { draws: 999, except })
  assert.deepEqual([eligible, shared], [7, 5])
  const counts = new Map([...left].map((id) => [id, 0]))
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  // 5 of 12 in each of 999 draws: 416, with a standard deviation of 15.6.
  assert.equal(counts.size, 12)
  for (const count of counts.values()) assert.ok(Math.abs(count - 416.25) < 78, `${count}`)

  const all = await drawControls(model, set, { draws: 999 })
  assert.equal(all.shared, undefined)
  for (const id of all.ids) assert.ok(!pieces.has(id), `${id}`)
})
