import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { auc, countWithin, counterAt, magnitudeAuc } from '../../src/projection/auc.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { statistics } from '../oracle/statistics.js'

suite('auc', () => {
  test('agrees with SciPy’s Mann–Whitney U, ties included', () => {
    const { members, others, value } = statistics.auc
    const counter = counterAt(Float64Array.from(others), members)
    assert.ok(Math.abs(auc(Float64Array.from(members), counter) - value) < 1e-14)
  })

  test('is 1 for members above all others, 0 below, and no number without others', () => {
    const of = (members: number[], others: number[]): number =>
      auc(Float64Array.from(members), counterAt(Float64Array.from(others), members))
    assert.equal(of([4, 5], [1, 2, 3]), 1)
    assert.equal(of([-4, 0], [1, 2, 3]), 0)
    assert.equal(of([2], [1, 2, 3]), 0.5)
    assert.ok(Number.isNaN(of([2], [])))
  })

  test('of magnitudes is the AUC of the magnitudes themselves, zeros and ties included', () => {
    const next = gaussian(31)
    const round = (x: number): number => Math.round(3 * x) / 3
    const others = gaussianMatrix(1, 500, next).data.map(round)
    const members = gaussianMatrix(1, 20, next).data.map((x) => round(2 * x))
    members[3] = 0
    const counter = counterAt(others, [...members, ...members.map((x) => -x)])
    const [farther, distances] = [members.map(Math.abs), others.map(Math.abs)]
    const direct = auc(farther, counterAt(distances, farther))
    assert.ok(Math.abs(magnitudeAuc(members, counter) - direct) < 1e-14)
    for (const x of farther) {
      assert.equal(countWithin(counter, x, true), distances.filter((y) => y <= x).length)
      assert.equal(countWithin(counter, x, false), distances.filter((y) => y < x).length)
    }
  })

  test('asked for a place that was no threshold, a counter throws', () => {
    assert.throws(() => counterAt(Float64Array.of(1), [2]).below(3), RangeError)
  })
})
