import { type Matrix, rowOf } from './matrix.js'

/** Below this the votes for the two signs are a tie. */
const TIE = 1e-9

/**
 * Fixes the signs of singular vectors, which the decomposition leaves open: u_k and v_k are turned together
 * so that the rows of A, weighted by their energy along v_k, lie on its positive side,
 * Σᵢ sign(aᵢ·v_k)·(aᵢ·v_k)² > 0 (Bro, Acar & Kolda 2008, J. Chemometrics 22, step 1, over rows).
 * Row order does not matter, and −A gives −v_k. In a tie (two centred rows always tie) the element of v_k of
 * largest magnitude is made positive.
 *
 * @param u rows × r, column k is u_k; changed in place
 * @param vt at least r × cols, row k is v_k; changed in place
 * @param r how many pairs there are
 */
export function fixSigns(u: Matrix<Float64Array>, vt: Matrix<Float64Array>, r: number): void {
  for (let k = 0; k < r; k++) {
    const v = rowOf(vt, k)
    if (!pointsBackwards(u, v, k)) continue
    for (let j = 0; j < v.length; j++) v[j] = -v[j]
    for (let i = 0; i < u.rows; i++) u.data[i * u.cols + k] *= -1
  }
}

function pointsBackwards(u: Matrix<Float64Array>, v: Float64Array, k: number): boolean {
  let vote = 0
  for (let i = 0; i < u.rows; i++) {
    const x = u.data[i * u.cols + k]
    vote += Math.sign(x) * x * x
  }
  if (Math.abs(vote) > TIE) return vote < 0
  let largest = 0
  // An element has to be clearly larger to win, so that rounding does not choose between equals.
  for (const x of v) if (Math.abs(x) > Math.abs(largest) * (1 + TIE)) largest = x
  return largest < 0
}
