import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { seededRandom } from '../../src/math/random.js'
import { drawFromStrata, samplePool } from '../../src/tokens/draw.js'

/** Ids 0 to 39 in two strata, of 10 and of 30; three members of the first and one of the second. */
const candidates = Uint32Array.from({ length: 40 }, (_, id) => id)
const members = Uint32Array.of(100, 101, 102, 200)
const stratumOf = (id: number): string => (id < 10 || (id >= 100 && id < 200) ? 'few' : 'many')

/** No member may be drawn. */
const NONE = new Uint32Array()

/** That ids of one stratum come equally often, within five standard deviations of a count. */
function assertEven(counts: ArrayLike<number>, trials: number, chance: number): void {
  const five = 5 * Math.sqrt(trials * chance * (1 - chance))
  for (const count of Array.from(counts))
    assert.ok(Math.abs(count - trials * chance) < five, `${count} of ${trials * chance}`)
}

suite('every id of a stratum is as likely as any other', () => {
  test('in the draws that are matched', () => {
    const trials = 6000
    const { ids: drawn, shared } = drawFromStrata(candidates, members, NONE, stratumOf, trials, seededRandom(4)) // prettier-ignore
    assert.equal(shared, 0)
    const counts = new Uint32Array(40)
    for (const id of drawn) counts[id]++
    assertEven(counts.subarray(0, 10), trials, 3 / 10)
    assertEven(counts.subarray(10), trials, 1 / 30)
    // At each of the places, too.
    const first = new Uint32Array(40)
    for (let i = 0; i < drawn.length; i += 4) first[drawn[i]]++
    assertEven(first.subarray(0, 10), trials, 1 / 10)
  })

  test('in a stratum of few tokens, where the set’s own count among them', () => {
    const trials = 6000
    const own = Uint32Array.of(100, 101, 102)
    const { ids: drawn, shared } = drawFromStrata(candidates, members, own, stratumOf, trials, seededRandom(6)) // prettier-ignore
    assert.equal(shared, 3)
    const counts = new Uint32Array(201)
    for (const id of drawn) counts[id]++
    assertEven([...counts.subarray(0, 10), ...counts.subarray(100, 103)], trials, 3 / 13)
    assertEven(counts.subarray(10, 40), trials, 1 / 30)
    for (let draw = 0; draw < trials; draw++)
      assert.equal(new Set(drawn.subarray(4 * draw, 4 * draw + 4)).size, 4)
  })

  test('but not where there are fifty others for each place', () => {
    const many = Uint32Array.from({ length: 150 }, (_, id) => id)
    const own = Uint32Array.of(200, 201, 202)
    const draw = (from: Uint32Array) =>
      drawFromStrata(from, own, own, () => '', 500, seededRandom(7))
    assert.equal(draw(many).shared, 0)
    assert.ok(draw(many).ids.every((id) => id < 150))
    assert.equal(draw(many.subarray(1)).shared, 3)
    assert.ok(draw(many.subarray(1)).ids.some((id) => id >= 200))
  })

  test('in a pool, shared among the strata as the members are', () => {
    const trials = 4000
    const random = seededRandom(5)
    const counts = new Uint32Array(40)
    for (let trial = 0; trial < trials; trial++)
      for (const id of samplePool(candidates, members, stratumOf, 8, random)) counts[id]++
    assertEven(counts.subarray(0, 10), trials, 6 / 10)
    assertEven(counts.subarray(10), trials, 2 / 30)
  })
})
