import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowOf } from '../../src/math/matrix.js'
import { singularValues } from '../../src/math/svd.js'
import { openModel } from '../../src/model/open-model.js'
import { controlSpectra } from '../../src/submatrix/control-spectra.js'
import { centredSubmatrix } from '../../src/submatrix/submatrix.js'
import { drawControls, rowGroupsOfDraw } from '../../src/tokens/control.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'
import { largestDifference } from '../oracle/oracle.js'

test('controlSpectra gives each draw, whatever batch it falls into, what its own SVD gives, within 1e-9·σ₁', async () => {
  const model = await openModel()
  const set = resolveTokenSet(model, ['red', 'tokenprism', 'blue', 'green'], { split: 'mean' })
  const controls = await drawControls(model, set, { draws: 1500 })
  const done: number[] = []
  const spectra = await controlSpectra(model.embedding, controls, {
    memory: 2 * 1024 * 1024,
    onProgress: (draws) => done.push(draws),
  })
  assert.ok(done.length > 1, 'several batches')
  assert.equal(done.at(-1), 1500)
  for (const draw of [0, done[0] - 1, done[0], 1499]) {
    const { matrix } = await centredSubmatrix(model.embedding, rowGroupsOfDraw(controls, draw))
    const exact = await singularValues(matrix)
    assert.ok(largestDifference(rowOf(spectra, draw), exact) < 1e-9 * exact[0])
  }
})
