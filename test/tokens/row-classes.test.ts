import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { rowsOfKinds, scanRows } from '../../src/tokens/row-classes.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const folders: string[] = []
after(() => {
  folders.forEach(remove)
})

async function tiny(tokens: readonly string[], rows: readonly (readonly number[])[]) {
  const folder = writeTinyModel({ tokens, rows })
  folders.push(folder)
  return openModel(folder)
}

suite('scanRows', () => {
  test('finds rows that are equal, near zero, or not finite', async () => {
    const tokens = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const model = await tiny(tokens, [
      [1, 2], [3, -0], [1, 2], [0, 0], [0.05, 0], [3, 0], [NaN, 1], [1, 2],
    ]) // prettier-ignore
    const scan = await scanRows(model)
    assert.deepEqual(scan.duplicates, [[0, 2, 7], [1, 5]]) // prettier-ignore
    assert.deepEqual(scan.nearZero, [3, 4])
    assert.deepEqual(scan.notFinite, [6])
    assert.ok(Math.abs(scan.medianNorm - Math.sqrt(5)) < 1e-12)
    const all = rowsOfKinds(scan, ['duplicates', 'near-zero', 'untrained'])
    assert.deepEqual([...all].sort(), [2, 3, 4, 5, 6, 7])
    assert.deepEqual([...rowsOfKinds(scan, ['near-zero'])].sort(), [3, 4, 6])
    assert.deepEqual([scan.untrained, scan.reference], [[], undefined])
  })

  test('finds rows that lie among those of reserved slots, and no slots themselves', async () => {
    const slots = Array.from({ length: 20 }, (_, i) => `[unused${i}]`)
    const near = (i: number): number[] => [5 + Math.cos(i) / 10, 5 + Math.sin(i) / 10]
    const model = await tiny(
      [...slots, 'trained', 'untrained', 'apart'],
      [...slots.map((_, i) => near(i)), [1, 0], [5.01, 5], [5, 5.3]],
    )
    const { untrained, reference } = await scanRows(model)
    assert.deepEqual(untrained, [21])
    assert.deepEqual([reference?.rows, reference?.of], [20, 'unused'])
  })

  test('of BERT’s table: no duplicate, and 441 rows as far from training as its 994 slots', async () => {
    const model = await openModel()
    const seen: number[] = []
    const scan = await scanRows(model, { onProgress: (done) => seen.push(done) })
    assert.deepEqual([scan.duplicates, scan.nearZero, scan.notFinite], [[], [], []])
    // NumPy: the 95th percentile of the slots' distances from their mean is 0.2046.
    assert.equal(scan.untrained.length, 441)
    assert.ok(Math.abs((scan.reference?.reach ?? 0) - 0.2045539) < 1e-6)
    // Continuations that the tokenizer never makes, as it sets these signs apart.
    for (const token of ['##後', '##劉', '##•'])
      assert.ok(scan.untrained.includes(model.vocabulary.ids.get(token) ?? -1), token)
    assert.ok(!scan.untrained.includes(model.vocabulary.ids.get('monday') ?? -1))
    assert.equal(seen.at(-1), 30_522)
  })

  test('can be aborted', async () => {
    await assert.rejects(scanRows(await openModel(), { signal: AbortSignal.abort() }))
  })
})
