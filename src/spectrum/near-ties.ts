import type { Whole } from '../math/whole.js'

/** Neighbouring singular values, counted from 1, both ends included. */
export interface IndexRange {
  readonly first: Whole
  readonly last: Whole
}

/**
 * Groups of neighbouring singular values of which no two are told apart by sampling: λᵢ − λⱼ < λᵢ·√(2/n) for every pair i < j
 * of a group, the rule of thumb of North, Bell, Cahalan & Moeng (1982, Monthly Weather Review 110, equation 24). Vectors of such
 * a group mix freely; only the subspace that they span can be interpreted.
 *
 * Closeness chains: the first may be close to the second and the second to the third, and yet not the first to the third.
 * Groups are therefore cut, from the largest value on; the last of one and the first of the next may well be close, too.
 *
 * @param singularValues descending
 * @param members n
 * @param tested how many leading values are no numerical zeros
 * @returns every group of two or more, in order, none overlapping another
 */
export function nearTies(
  singularValues: ArrayLike<number>,
  members: number,
  tested: number,
): readonly IndexRange[] {
  const groups: IndexRange[] = []
  const error = Math.sqrt(2 / members)
  for (let first = 1; first <= tested;) {
    // Close to the largest of a group is close to each: λᵢ·(1 − error) only falls with i.
    const least = singularValues[first - 1] ** 2 * (1 - error)
    let last = first
    while (last < tested && singularValues[last] ** 2 > least) last++
    if (last > first) groups.push({ first, last })
    first = last + 1
  }
  return groups
}
