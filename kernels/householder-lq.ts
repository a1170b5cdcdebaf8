// A = L·Q for a wide A (n × d, n ≤ d), by reflections from the right, row by row.
//
//   H_k = I − v_k·v_kᵀ with ‖v_k‖² = 2 turns what is left of row k into a multiple of the axis e_k
//   L = A·H_0·H_1 ⋯ H_{n−1}, lower triangular;  Q = H_{n−1} ⋯ H_0
//
// Shape: 2 ≤ n ≤ 64, d up to some thousands: the matrix stays in the second-level cache, so no blocking.
// Source: Golub & Van Loan, Matrix Computations, 4th ed., §5.1.2 and algorithm 5.2.1, transposed.
// Why it is fast: each reflection is one dot and one axpy over contiguous memory, v_k staying in the first-level cache.
// Q is applied as one block (see block-reflector.ts), not reflector by reflector.

import { axpy, dot, reflector } from './lanes'

/**
 * Row k of `a` keeps L[k, 0 … k−1] before the diagonal and v_k from the diagonal on; `diagonal[k]` is L[k, k].
 *
 * @param a n × d float64, elements of moderate size; overwritten
 */
export function householderLq(a: usize, n: i32, d: i32, diagonal: usize): void {
  const stride = (<usize>d) << 3
  for (let k: i32 = 0; k < n; k++) {
    const v = a + <usize>k * stride + ((<usize>k) << 3)
    const length = d - k
    const alpha = reflector(v, length)
    store<f64>(diagonal + ((<usize>k) << 3), alpha)
    if (alpha == 0) continue
    for (let i = k + 1; i < n; i++) {
      const x = v + <usize>(i - k) * stride
      axpy(-dot(x, v, length), v, x, length)
    }
  }
}
