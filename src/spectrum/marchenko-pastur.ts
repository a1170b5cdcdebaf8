/**
 * Where the largest singular value of independent noise ends up as matrices grow: s·(√n′ + √d) (Marchenko & Pastur
 * 1967; Bai & Yin 1993).
 *
 * @param freedom n′: rows, less one if they are centred
 * @param dimensions d
 * @param noise s, the standard deviation of every element
 */
export function marchenkoPasturEdge(freedom: number, dimensions: number, noise: number): number {
  return noise * (Math.sqrt(freedom) + Math.sqrt(dimensions))
}

/** Steps of Simpson's rule over the law's support; the integrand is analytic, and 512 give 13 digits. */
const STEPS = 512

/**
 * The median of the Marchenko–Pastur law of aspect ratio β ≤ 1, that of eigenvalues of W·Wᵀ/d with W n′ × d of unit
 * variance and β = n′/d. With x = 1 + β + 2√β·cos θ its density √((b − x)(x − a))/(2πβx) becomes (2/π)·sin²θ/x.
 *
 * @param beta above 0, at most 1
 */
export function marchenkoPasturMedian(beta: number): number {
  const x = (theta: number): number => 1 + beta + 2 * Math.sqrt(beta) * Math.cos(theta)
  // Never asked for at θ = π itself, where both vanish if β = 1.
  const density = (theta: number): number => ((2 / Math.PI) * Math.sin(theta) ** 2) / x(theta)
  let [low, high] = [0, Math.PI]
  // The mass above x(θ) grows with θ.
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (simpson(density, middle) < 0.5) low = middle
    else high = middle
  }
  return x((low + high) / 2)
}

/** ∫₀ᵉ f by Simpson's rule. */
function simpson(f: (x: number) => number, end: number): number {
  const h = end / STEPS
  let sum = f(0) + f(end)
  for (let i = 1; i < STEPS; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * h)
  return (sum * h) / 3
}
