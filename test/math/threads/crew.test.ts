import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ensembleSpectra } from '../../../src/math/ensemble.js'
import { seededRandom } from '../../../src/math/random.js'
import { crewSize, dismissHelpers, helperFailures } from '../../../src/math/threads/crew.js'
import { filled, uniform } from '../matrices.js'

test('helpers that were dismissed start again when there is work, and it comes to the same bits', async () => {
  const random = seededRandom(3)
  const pool = filled(200, 64, () => uniform(random))
  const indices = Uint32Array.from({ length: 500 * 12 }, () => random.below(200))
  const draws = { count: 500, size: 12, indices }
  const { data } = await ensembleSpectra(pool, draws, { threads: 2 })
  assert.equal(crewSize(), 1)
  dismissHelpers()
  assert.equal(crewSize(), 0)
  // Its end comes later, and is no failure.
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(helperFailures(), 0)
  const again = await ensembleSpectra(pool, draws, { threads: 2 })
  assert.equal(crewSize(), 1)
  assert.deepEqual(again.data, data)
})
