import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { seededRandom } from '../../src/math/random.js'
import { drawFromStrata, samplePool } from '../../src/tokens/draw.js'

/** Ids 0 to 39 in two strata, of 10 and of 30; three members of the first and one of the second. */
const candidates = Uint32Array.from({ length: 40 }, (_, id) => id)
const members = Uint32Array.of(100, 101, 102, 200)
const stratumOf = (id: number): string => (id < 10 || (id >= 100 && id < 200) ? 'few' : 'many')

/** That ids of one stratum come equally often, within five standard deviations of a count. */
function assertEven(counts: ArrayLike<number>, trials: number, chance: number): void {
  const five = 5 * Math.sqrt(trials * chance * (1 - chance))
  for (const count of Array.from(counts))
    assert.ok(Math.abs(count - trials * chance) < five, `${count} of ${trials * chance}`)
}

suite('every id of a stratum is as likely as any other', () => {
  test('in the draws that are matched', () => {
    const trials = 6000
    const drawn = drawFromStrata(candidates, members, stratumOf, trials, seededRandom(4))
    const counts = new Uint32Array(40)
    for (const id of drawn) counts[id]++
    assertEven(counts.subarray(0, 10), trials, 3 / 10)
    assertEven(counts.subarray(10), trials, 1 / 30)
    // At each of the places, too.
    const first = new Uint32Array(40)
    for (let i = 0; i < drawn.length; i += 4) first[drawn[i]]++
    assertEven(first.subarray(0, 10), trials, 1 / 10)
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
