import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'
import { InvalidArgument, requireWhole } from '../errors.js'

/** Where chance comes from: always an argument, never a global. */
export interface RandomSource {
  /** The generator's name, for manifests. */
  readonly name: string
  /** A whole number from 0 to n − 1, each equally likely; n is at least 1. */
  below(n: number): number
}

/**
 * MT19937 (Matsumoto & Nishimura 1998), seeded as its authors' `init_genrand`: the 32-bit stream of NumPy's
 * `RandomState(seed)`. Whole numbers below n are drawn by rejection, so that none is favoured: each word with its highest bit
 * flipped, those from the largest multiple of n on passed over, modulo n (pure-rand's `uniformInt`).
 *
 * @param seed a whole number from 0 to 2³² − 1
 * @throws {InvalidArgument} for any other seed
 */
export function seededRandom(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new InvalidArgument({
      where: 'seed',
      expected: 'a whole number from 0 to 4294967295',
      found: String(seed),
      next: 'Give such a number, 1 for example.',
    })
  const generator = mersenne(seed)
  return {
    name: 'mt19937',
    below(n) {
      requireWhole('bound of a random number', n, 1)
      return uniformInt(generator, 0, n - 1)
    },
  }
}
