/** QL steps that one eigenvalue may take; two are usual. */
export const MAX_STEPS = 60

/** Is told a rotation of rows i and i + 1 of the eigenvectors. */
export type Rotate = (i: number, c: number, s: number) => void

/**
 * Turns the diagonal of a symmetric tridiagonal matrix into its eigenvalues, unsorted, by implicit QL (EISPACK's imtql2;
 * Golub & Van Loan §8.3.3).
 *
 * @param d n numbers of the diagonal
 * @param e n numbers, `e[i]` between i and i + 1; overwritten
 * @param limit steps that one eigenvalue may take
 * @param rotate is told each rotation; by default no vectors are wanted
 * @returns false when one does not settle
 */
export function implicitQl(
  d: Float64Array,
  e: Float64Array,
  limit: number,
  rotate?: Rotate,
): boolean {
  const floor = noise(d, e)
  for (let l = 0; l < d.length; l++) if (!settle(d, e, l, floor, limit, rotate)) return false
  return true
}

/**
 * Settles number l of the diagonal, those before it being so.
 *
 * @param floor what counts as zero beside the diagonal: `noise` of the matrix as it was
 * @param rotate is told each rotation; by default no vectors are wanted
 */
export function settle(
  d: Float64Array,
  e: Float64Array,
  l: number,
  floor: number,
  limit: number,
  rotate: Rotate = () => undefined,
): boolean {
  for (let step = 0; ; step++) {
    let m = l
    while (m < d.length - 1 && Math.abs(e[m]) > floor) m++
    if (m === l) return true
    if (step === limit) return false
    qlStep(d, e, l, m, rotate)
  }
}

/**
 * What counts as zero beside the diagonal: a quarter of an ulp of the largest. A measure by the neighbours alone would go on
 * turning rounding noise against rounding noise where the matrix is of low rank, and need not end.
 */
export function noise(d: Float64Array, e: Float64Array): number {
  let largest = 0
  for (const x of d) largest = Math.max(largest, Math.abs(x))
  for (let i = 0; i < d.length - 1; i++) largest = Math.max(largest, Math.abs(e[i]))
  return largest * (Number.EPSILON / 4)
}

/** One step on the block l … m. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number, rotate: Rotate): void {
  // Wilkinson's shift.
  const first = (d[l + 1] - d[l]) / (2 * e[l])
  const root = Math.hypot(first, 1)
  let g = d[m] - d[l] + e[l] / (first + (first < 0 ? -root : root))
  let s = 1
  let c = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]
    const b = c * e[i]
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      // Underflow: the matrix splits here.
      d[i + 1] -= p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1] - p
    const t = (d[i] - g) * s + 2 * c * b
    p = s * t
    d[i + 1] = g + p
    g = c * t - b
    rotate(i, c, s)
  }
  d[l] -= p
  e[l] = g
  e[m] = 0
}
