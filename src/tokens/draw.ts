import { InvalidArgument } from '../errors.js'
import type { RandomSource } from '../math/random.js'
import { sampleWithReplacement, shuffleFirst } from '../math/sample.js'

/** A stratum or pool has to hold so many eligible tokens for each one that a draw takes: with fewer, draws are alike. */
const LEAST = 2

/**
 * With fewer tokens for each one that a draw takes, a stratum has the set's own in it, too. Draws that leave them out overlap one
 * another more than they overlap the set, so that any set looks unusual: squared distances from the mean of M tokens, n a draw,
 * come out (1 + n/M)/(1 − n/M) times as large, and p ≤ 0.05 in 5.5 % of cases at 50 tokens a place, in 10 % at 5, in 28 % at
 * 2. With them in it, draws and set are exchangeable, and p is that of a permutation test, exact whatever the size (Good 2005,
 * Permutation, Parametric and Bootstrap Tests of Hypotheses, 3.1).
 */
export const ROOMY = 50

/** Places of a draw that are filled from one class of tokens. */
interface Stratum {
  readonly name: string
  readonly places: number[]
  readonly ids: Uint32Array
}

/**
 * Draws ids without replacement, each place from the stratum of the member it stands for; every selection within a
 * stratum is equally likely.
 *
 * @param candidates ids that can be drawn, none of the set's
 * @param members ids of the set, one a place
 * @param own the members, each once, which are drawn from, too, where a stratum is small
 * @param stratumOf the class of an id
 * @returns draws × places, and in how many places of a draw members may stand
 * @throws {InvalidArgument} when a stratum is too small
 */
export function drawFromStrata(
  candidates: Uint32Array,
  members: Uint32Array,
  own: Uint32Array,
  stratumOf: (id: number) => string,
  draws: number,
  random: RandomSource,
): { readonly ids: Uint32Array; readonly shared: number } {
  requireDraws(draws)
  let shared = 0
  const strata = strataOf(candidates, members, stratumOf).map((stratum) => {
    const { name, places, ids } = stratum
    // Of a small vocabulary there is no more to be had.
    const least = (name === '' ? 1 : LEAST) * places.length
    if (ids.length < least) throw tooSmall(name, least, ids.length)
    const inIt = own.filter((id) => stratumOf(id) === name)
    if (ids.length >= ROOMY * places.length || inIt.length === 0) return stratum
    shared += places.length
    return { ...stratum, ids: Uint32Array.from([...ids, ...inIt]).sort() }
  })
  const out = new Uint32Array(draws * members.length)
  for (let draw = 0; draw < draws; draw++)
    for (const { places, ids } of strata) {
      // A shuffle may start from any order, so the last draw's is as good as the first.
      shuffleFirst(ids, places.length, random)
      for (let i = 0; i < places.length; i++) out[draw * members.length + places[i]] = ids[i]
    }
  return { ids: out, shared }
}

/** Draws any ids below n with replacement, as the lecture notebook does. */
export function drawAny(n: number, size: number, draws: number, random: RandomSource): Uint32Array {
  requireDraws(draws)
  return sampleWithReplacement(n, draws * size, random)
}

/**
 * Samples about `count` candidates without replacement, shared among the members' strata as the members are.
 *
 * @returns ascending; each stratum has its share, rounded up, or all it has
 * @throws {InvalidArgument} when `count` is less than two for each member
 */
export function samplePool(
  eligible: Uint32Array,
  members: Uint32Array,
  stratumOf: (id: number) => string,
  count: number,
  random: RandomSource,
): Uint32Array {
  if (!Number.isInteger(count) || count < LEAST * members.length)
    throw new InvalidArgument({
      where: 'pool',
      expected: `a whole number from ${LEAST * members.length}, two for each of the ${members.length} tokens of the set`,
      found: String(count),
      next: 'Sample a larger pool, 512 for example.',
    })
  const sampled = strataOf(eligible, members, stratumOf).flatMap(({ places, ids }) => {
    const share = Math.min(ids.length, Math.ceil((count * places.length) / members.length))
    shuffleFirst(ids, share, random)
    return [...ids.subarray(0, share)]
  })
  return Uint32Array.from(sampled).sort()
}

function strataOf(
  candidates: Uint32Array,
  members: Uint32Array,
  stratumOf: (id: number) => string,
): Stratum[] {
  const places = new Map<string, number[]>()
  members.forEach((id, place) => {
    const name = stratumOf(id)
    places.set(name, [...(places.get(name) ?? []), place])
  })
  const ids = new Map([...places.keys()].map((name) => [name, [] as number[]]))
  for (let i = 0; i < candidates.length; i++) ids.get(stratumOf(candidates[i]))?.push(candidates[i])
  return [...places].map(([name, where]) => ({
    name,
    places: where,
    ids: new Uint32Array(ids.get(name) ?? []),
  }))
}

function requireDraws(draws: number): void {
  if (Number.isInteger(draws) && draws >= 1 && draws <= MOST_DRAWS) return
  throw new InvalidArgument({
    where: 'number of controls',
    expected: `a whole number from 1 to ${MOST_DRAWS}`,
    found: String(draws),
    next: 'Take 999, for p-values down to 0.001.',
  })
}

/** More would need gigabytes for their ids alone. */
const MOST_DRAWS = 100_000

function tooSmall(name: string, least: number, found: number): InvalidArgument {
  return new InvalidArgument({
    where: name === '' ? 'random draw' : `controls matched on: ${name}`,
    expected: `at least ${least} eligible tokens${name === '' ? '' : ', two for each that a draw takes'}`,
    found: String(found),
    next:
      name === '' ? 'Use a smaller set.' : 'Match on fewer properties, or draw from a larger pool.',
  })
}
