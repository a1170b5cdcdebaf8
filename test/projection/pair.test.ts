import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { comparePair } from '../../src/projection/pair.js'
import { expected } from '../oracle/oracle.js'

test('comparePair agrees with NumPy on 1 against 2', async () => {
  const pair = await comparePair(await openModel(), '1', '2')
  assert.ok(Math.abs(pair.r - expected.pair.r) < 1e-12)
  assert.ok(Math.abs(pair.cosine - expected.pair.cosine) < 1e-12)
  assert.deepEqual(
    pair.tokens.map((t) => t.id),
    [1015, 1016],
  )
  for (const embedding of pair.embeddings) {
    assert.equal(embedding.length, 384)
    assert.ok(Math.abs(embedding.reduce((sum, x) => sum + x, 0)) < 1e-12)
  }
})
