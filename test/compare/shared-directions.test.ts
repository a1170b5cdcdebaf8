import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Matrix, dot, matrixFrom, rowOf } from '../../src/math/matrix.js'
import { svd } from '../../src/math/svd.js'
import {
  leadingVectors,
  randomShare,
  sharedDirections,
} from '../../src/compare/shared-directions.js'
import { sharedDimensions } from '../../src/math/principal-angles.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'

const next = gaussian(11)
const random = async (k: number, d: number): Promise<Matrix<Float64Array>> =>
  leadingVectors((await svd(gaussianMatrix(k, d, next))).vt, k)

test('random subspaces share k₁·k₂/d dimensions on average', async () => {
  let sum = 0
  const pairs = 1500
  for (let i = 0; i < pairs; i++) sum += sharedDimensions(await random(3, 20), await random(4, 20))
  assert.equal(randomShare(3, 4, 20), 0.6)
  assert.ok(Math.abs(sum / pairs - 0.6) < 0.02, `${sum / pairs}`)
})

suite('sharedDirections', async () => {
  const controls: Matrix<Float64Array>[][] = [[], []]
  for (let i = 0; i < 99; i++) for (const list of controls) list.push(await random(2, 30))
  const [left, right] = controls
  const own = await random(2, 30)

  test('of a subspace and itself are all, beyond every draw', async () => {
    const { angles, shared, p, random } = await sharedDirections(own, own, [left, right])
    assert.ok(Math.abs(shared - 2) < 1e-12 && Math.max(...angles) < 1e-6)
    assert.equal(p, 1 / 100)
    assert.equal(random, 4 / 30)
  })

  test('find the one direction that two planes have in common', async () => {
    const other = await random(1, 30)
    const rest = rowOf(other, 0).map(
      (x, j) => x - dot(rowOf(other, 0), rowOf(own, 0)) * own.data[j],
    )
    const length = Math.sqrt(dot(rest, rest))
    const plane = matrixFrom([rowOf(own, 0), rest.map((x) => x / length)])
    const { angles, p } = await sharedDirections(own, plane, [left, right])
    assert.ok(angles[0] < 1e-6 && angles[1] > 30)
    assert.ok(p <= 0.02)
  })

  test('never compare draws of one seed with themselves', async () => {
    const { chance } = await sharedDirections(own, own, [left, left])
    assert.ok(chance.upper < 1)
  })

  test('do not depend on signs or on the order of the two', async () => {
    const other = await random(2, 30)
    const minus = { ...other, data: other.data.map((x) => -x) }
    const a = await sharedDirections(own, other, [left, right])
    const b = await sharedDirections(minus, own, [left, right])
    assert.ok(Math.abs(a.shared - b.shared) < 1e-14)
    assert.ok(a.angles.every((angle, i) => Math.abs(angle - b.angles[i]) < 1e-9))
  })
})
