import { InvalidArgument } from '../errors.js'
import type { RandomSource } from './random.js'

/**
 * k different elements of `pool`, every ordered selection equally likely.
 *
 * @throws {InvalidArgument} when the pool has fewer than k elements
 */
export function sampleWithoutReplacement(
  pool: Uint32Array,
  k: number,
  random: RandomSource,
): Uint32Array {
  if (k > pool.length)
    throw new InvalidArgument({
      where: 'random draw',
      expected: `at least ${k} eligible tokens`,
      found: String(pool.length),
      next: 'Use a smaller set.',
    })
  const shuffled = pool.slice()
  shuffleFirst(shuffled, k, random)
  return shuffled.slice(0, k)
}

/**
 * Puts a random selection of k elements first, in place: the first k steps of a Fisher–Yates shuffle (Durstenfeld
 * 1964), after which every ordered selection is equally likely whatever the order was before.
 *
 * @param k at most `elements.length`
 */
export function shuffleFirst(elements: Uint32Array, k: number, random: RandomSource): void {
  for (let i = 0; i < k; i++) {
    const j = i + random.below(elements.length - i)
    ;[elements[i], elements[j]] = [elements[j], elements[i]]
  }
}

/** k whole numbers from 0 to n − 1, each drawn anew: numbers may repeat. */
export function sampleWithReplacement(n: number, k: number, random: RandomSource): Uint32Array {
  return Uint32Array.from({ length: k }, () => random.below(n))
}
