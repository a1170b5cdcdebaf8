/** The 95th percentile of the Tracy–Widom law of order 1 (Johnstone 2001, table 2, to four digits). */
export const TRACY_WIDOM_95 = 0.9793

/**
 * How far λ₁ of a noise matrix lies from where it is expected, in the units of the Tracy–Widom law of order 1:
 * (σ₁²/s² − μ)/τ with μ = (√(n′ − ½) + √(d − ½))² and τ = √μ·(1/√(n′ − ½) + 1/√(d − ½))^⅓ (Johnstone 2001, Ann.
 * Statist. 29; the halves are Ma's, 2012, Bernoulli 18, for second-order accuracy).
 *
 * @param largest σ₁
 * @param freedom n′: rows, less one if they are centred
 * @param dimensions d
 * @param noise s, the standard deviation of every element
 */
export function tracyWidomStatistic(
  largest: number,
  freedom: number,
  dimensions: number,
  noise: number,
): number {
  const { centre, scale } = law(freedom, dimensions)
  return ((largest / noise) ** 2 - centre) / scale
}

/** The σ₁ that one of twenty noise matrices exceeds. */
export function tracyWidomThreshold(freedom: number, dimensions: number, noise: number): number {
  const { centre, scale } = law(freedom, dimensions)
  return noise * Math.sqrt(centre + scale * TRACY_WIDOM_95)
}

function law(
  freedom: number,
  dimensions: number,
): { readonly centre: number; readonly scale: number } {
  const [n, d] = [Math.sqrt(freedom - 0.5), Math.sqrt(dimensions - 0.5)]
  return { centre: (n + d) ** 2, scale: (n + d) * Math.cbrt(1 / n + 1 / d) }
}
