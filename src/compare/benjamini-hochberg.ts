/**
 * p-values adjusted for the false discovery rate (Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57): of the tests with an
 * adjusted value of at most q, a share of at most q is false on average. For p-values that are independent or rise
 * together, as those of related sets do.
 *
 * @param p m p-values in any order
 * @returns m adjusted values in the same order: min over k ≥ rank of m·p₍ₖ₎/k, at most 1
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Array.from(p, (_, i) => i).sort((a, b) => p[b] - p[a])
  const adjusted = new Float64Array(p.length)
  let least = 1
  order.forEach((i, step) => {
    least = Math.min(least, (p[i] * p.length) / (p.length - step))
    adjusted[i] = least
  })
  return adjusted
}
