/** Σ x[i]·y[i] of n numbers from two places, in four independent sums. */
export function dotAt(f: Float64Array, x: number, y: number, n: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let i = 0
  for (; i + 3 < n; i += 4) {
    s0 += f[x + i] * f[y + i]
    s1 += f[x + i + 1] * f[y + i + 1]
    s2 += f[x + i + 2] * f[y + i + 2]
    s3 += f[x + i + 3] * f[y + i + 3]
  }
  for (; i < n; i++) s0 += f[x + i] * f[y + i]
  return s0 + s1 + (s2 + s3)
}

/** y ← y + c·x for n numbers. */
export function axpyAt(f: Float64Array, c: number, x: number, y: number, n: number): void {
  for (let i = 0; i < n; i++) f[y + i] += c * f[x + i]
}

/** x ← c·x for n numbers. */
export function scaleAt(f: Float64Array, x: number, c: number, n: number): void {
  for (let i = 0; i < n; i++) f[x + i] *= c
}

/** Vectors shorter than this count as zero, beside numbers near 1: their squares have lost digits. */
export const SHORTEST = 1e-140

/**
 * Turns x into v with ‖v‖² = 2 such that I − v·vᵀ takes x to alpha times the first axis. Away from x₀'s own sign, so that
 * x₀ − alpha adds and never cancels.
 *
 * @returns alpha; 0 where x is zero or next to it, and then v is zero
 */
export function reflector(f: Float64Array, x: number, n: number): number {
  const norm = Math.sqrt(dotAt(f, x, x, n))
  if (norm < SHORTEST) {
    f.fill(0, x, x + n)
    return 0
  }
  const first = f[x]
  const alpha = first > 0 ? -norm : norm
  f[x] = first - alpha
  // ‖x − alpha·e‖² = 2·norm·(norm + |x₀|).
  scaleAt(f, x, 1 / Math.sqrt(norm * (norm + Math.abs(first))), n)
  return alpha
}
