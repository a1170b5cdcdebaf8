import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { comparePair, sameTokenNote } from '../../src/projection/pair.js'
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

test('sameTokenNote tells one token twice, however it is written, and only that', async () => {
  const model = await openModel()
  const same = await comparePair(model, 'Red', 'red')
  assert.ok(Math.abs(same.r - 1) < 1e-15)
  assert.match(sameTokenNote(same) ?? '', /^“Red” and “red” are the same token/)
  assert.equal(sameTokenNote(await comparePair(model, '1', '2')), undefined)
})
