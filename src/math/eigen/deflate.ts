/** Which of the old vectors a merged problem still has to solve for. */
export interface Deflated {
  /** Old vectors that take part, ascending by eigenvalue; indices into both halves together. */
  readonly kept: number[]
  /** Old vectors that are eigenvectors already. */
  readonly done: number[]
  /** True for vectors that have numbers in both halves. */
  readonly mixed: Uint8Array
}

/**
 * Deflation of D + ρ·z·zᵀ (Cuppen 1981; Dongarra & Sorensen 1987; LAPACK's dlaed2): a small zᵢ leaves its vector as
 * it is, and of two near-equal dᵢ one can be freed by a rotation.
 *
 * @param d N eigenvalues of both halves, changed where a rotation mixes them
 * @param z N numbers, of norm 1; changed likewise
 * @param order the indices of d, ascending by value
 * @param rho above zero
 * @param half how many belong to the first half
 * @param rotate is told each rotation of two vectors: (x, y) ← (c·x + s·y, c·y − s·x)
 */
export function deflate(
  d: Float64Array,
  z: Float64Array,
  order: readonly number[],
  rho: number,
  half: number,
  rotate: (x: number, y: number, c: number, s: number) => void,
): Deflated {
  let largest = 0
  // ρ·zᵢ, not zᵢ: dlaed2 is only ever given matrices of norm 1.
  for (let i = 0; i < d.length; i++)
    largest = Math.max(largest, Math.abs(d[i]), rho * Math.abs(z[i]))
  const tolerance = 8 * Number.EPSILON * largest
  const kept: number[] = []
  const done: number[] = []
  const mixed = new Uint8Array(d.length)
  let before = -1
  for (const j of order) {
    if (rho * Math.abs(z[j]) <= tolerance) {
      done.push(j)
      continue
    }
    if (before >= 0) {
      const length = Math.hypot(z[before], z[j])
      const c = z[j] / length
      const s = -z[before] / length
      const gap = d[j] - d[before]
      if (Math.abs(gap * c * s) <= tolerance) {
        z[j] = length
        z[before] = 0
        rotate(before, j, c, s)
        if (mixed[before] || mixed[j] || before < half !== j < half) mixed[before] = mixed[j] = 1
        const low = d[before]
        d[before] = low * c * c + d[j] * s * s
        d[j] = low * s * s + d[j] * c * c
        done.push(before)
      } else kept.push(before)
    }
    before = j
  }
  if (before >= 0) kept.push(before)
  return { kept, done, mixed }
}
