import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { matrixFrom } from '../../src/math/matrix.js'
import { largestAsNotebook } from '../../src/projection/as-notebook.js'
import { Projection } from '../../src/projection/projection.js'

const projection = new Projection({
  vectors: [1, 3],
  values: matrixFrom([
    [0.5, -3, 2, 0, -1, 2.5],
    [1, 2, 3, 4, 5, 6],
  ]),
  tokens: ['a', 'no', 'x1', undefined, 'b', 'zoo'],
  memberIds: Uint32Array.of(0, 4),
})

suite('Projection', () => {
  test('poles are the largest and the most negative, members and zero left out', () => {
    assert.deepEqual(projection.poles(1), {
      positive: [
        { id: 5, token: 'zoo', projection: 2.5 },
        { id: 2, token: 'x1', projection: 2 },
      ],
      negative: [{ id: 1, token: 'no', projection: -3 }],
    })
    assert.deepEqual(projection.poles(1, { count: 1, members: true }).negative.length, 1)
    assert.equal(projection.poles(1, { members: true }).negative[1].token, 'b')
  })

  test('largest goes by magnitude and keeps the sign', () => {
    assert.deepEqual(
      projection.largest(1, { count: 2 }).map((t) => t.projection),
      [-3, 2.5],
    )
    assert.deepEqual(
      projection.largest(1).map((t) => t.id),
      [1, 5, 2, 3],
    )
  })

  test('each vector that was asked for is there, any other is an error', () => {
    assert.deepEqual([...projection.on(3)], [1, 2, 3, 4, 5, 6])
    assert.throws(() => projection.on(2), InvalidArgument)
    assert.throws(() => projection.poles(2), InvalidArgument)
  })
})

test('the notebook’s list drops every substring of the alphabet, whether a member or not', () => {
  const shown = largestAsNotebook(projection, 1).map((t) => t.token)
  // `no` is dropped although it is no letter; `a` and `b` are, being letters.
  assert.deepEqual(shown, ['zoo', 'x1', undefined])
})
