import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { openModel } from '../../src/model/open-model.js'
import { ordinaryIds } from '../../src/tokens/classes.js'

const model = await openModel()

suite('leading singular vectors', () => {
  test('the first eight vectors are told of, and any asked for: separation, ranks and poles as brute force has them', async () => {
    const two = await analyze(model, { vectors: [12, 2], controls: { draws: 1 } })
    assert.deepEqual(
      two.membership.map(({ vector }) => vector),
      [1, 2, 3, 4, 5, 6, 7, 8, 12],
    )
    assert.deepEqual(two.projection.vectors, [12, 2])
    const members = new Set(two.set.members.map(({ id }) => id))
    const others = ordinaryIds(model.vocabulary).filter((id) => !members.has(id))
    for (const k of [2, 12]) {
      const own = two.membership.find(({ vector }) => vector === k)
      const values = two.projection.on(k)
      const scores = Array.from(others, (id) => values[id])
      assert.ok(own)
      assert.deepEqual(own.poles, two.projection.poles(k))
      assert.equal(own.others, others.length)
      const higher = (x: number): number => scores.filter((y) => y < x).length / scores.length
      const farther = (x: number): number =>
        scores.filter((y) => Math.abs(y) < Math.abs(x)).length / scores.length
      const mean = (of: (x: number) => number, all: Float64Array): number =>
        all.reduce((sum, x) => sum + of(x), 0) / all.length
      for (const [found, all] of [
        [own.separation, own.heldOut],
        [own.plainSeparation, own.plain],
      ] as const) {
        assert.ok(Math.abs(found.signed - mean(higher, all)) < 1e-12)
        assert.ok(Math.abs(found.magnitude - mean(farther, all)) < 1e-12)
      }
    }
  })

  test('as many vectors are told of as were asked for, or as there are', async () => {
    const count = async (options: object): Promise<number> =>
      (await analyze(model, { set: 'weekdays', controls: { draws: 1 }, ...options })).membership
        .length
    assert.equal(await count({}), 6)
    assert.equal(await count({ leading: 3 }), 3)
    assert.equal(await count({ leading: 0 }), 1)
    assert.equal(await count({ leading: 4, projection: false }), 4)
  })
})
