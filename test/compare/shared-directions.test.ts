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

  test('keep what the angles of every pair of draws are, index by index', async () => {
    const other = await random(1, 30)
    const { angles, nullAngles } = await sharedDirections(own, other, [
      left,
      right.map((draw) => leadingVectors(draw, 1)),
    ])
    assert.equal(angles.length, 1)
    // One direction against a plane: the cosine is the length of its projection.
    const expected = left.map((plane, i) => {
      const line = rowOf(right[(i + 1) % 99], 0)
      const cosine = Math.hypot(dot(line, rowOf(plane, 0)), dot(line, rowOf(plane, 1)))
      return (Math.acos(cosine) * 180) / Math.PI
    })
    expected.sort((a, b) => a - b)
    // Of 99 numbers, the median is the 50th; the 2.5th percentile lies 0.45 of the way from the 3rd to the 4th.
    const between = (i: number, t: number) => expected[i] + t * (expected[i + 1] - expected[i])
    assert.equal(nullAngles.median.length, 1)
    assert.ok(Math.abs(nullAngles.median[0] - expected[49]) < 1e-9)
    assert.ok(Math.abs(nullAngles.lower[0] - between(2, 0.45)) < 1e-9)
    assert.ok(Math.abs(nullAngles.upper[0] - between(95, 0.55)) < 1e-9)
  })

  test('of planes rise from the first to the second at every percentile', async () => {
    const { nullAngles } = await sharedDirections(own, own, [left, right])
    for (const { length, 0: first, 1: second } of Object.values(nullAngles) as Float64Array[])
      assert.ok(length === 2 && first < second)
    assert.ok(nullAngles.lower[0] < nullAngles.median[0])
    assert.ok(nullAngles.median[0] < nullAngles.upper[0])
  })

  test('do not depend on signs or on the order of the two', async () => {
    const other = await random(2, 30)
    const minus = { ...other, data: other.data.map((x) => -x) }
    const a = await sharedDirections(own, other, [left, right])
    const b = await sharedDirections(minus, own, [left, right])
    assert.ok(Math.abs(a.shared - b.shared) < 1e-14)
    assert.ok(a.angles.every((angle, i) => Math.abs(angle - b.angles[i]) < 1e-9))
  })

  test('random subspaces share k₁k₂ over the dimensions that are left', async () => {
    const plane = {
      rows: 2,
      cols: 8,
      data: Float64Array.from({ length: 16 }, (_, i) => (i % 9 === 0 ? 1 : 0)),
    }
    const controls = [
      [plane, plane],
      [plane, plane],
    ] as const
    assert.equal((await sharedDirections(plane, plane, controls)).random, 4 / 8)
    // In a plane all planes are the same.
    const { random, shared } = await sharedDirections(plane, plane, controls, 2)
    assert.equal(random, 2)
    assert.equal(shared, 2)
  })
})
