/** Singular vectors of neighbouring values, counted from 1, both ends included. */
export interface IndexRange {
  readonly first: number
  readonly last: number
}

/**
 * Runs of neighbouring singular values that lie closer than sampling could tell apart: λₖ − λₖ₊₁ < λₖ·√(2/n), the rule
 * of thumb of North, Bell, Cahalan & Moeng (1982, Monthly Weather Review 110, equation 24). Vectors of such a run mix freely; only the
 * subspace that they span can be interpreted.
 *
 * @param singularValues descending
 * @param members n
 * @param tested how many leading values are no numerical zeros
 * @returns every run of two or more, in order
 */
export function nearTies(
  singularValues: ArrayLike<number>,
  members: number,
  tested: number,
): readonly IndexRange[] {
  const runs: { first: number; last: number }[] = []
  const error = Math.sqrt(2 / members)
  for (let k = 1; k < tested; k++) {
    const [larger, smaller] = [singularValues[k - 1] ** 2, singularValues[k] ** 2]
    if (larger - smaller >= larger * error) continue
    const run = runs.at(-1)
    if (run?.last === k) run.last = k + 1
    else runs.push({ first: k, last: k + 1 })
  }
  return runs
}
