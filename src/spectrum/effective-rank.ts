/**
 * exp(−Σ p ln p) with p = σ/Σσ (Roy & Vetterli 2007, EUSIPCO): k for k equal singular values, less the more unequal
 * they are.
 *
 * @returns from 1 to the number of values; NaN for a spectrum of zeros
 */
export function effectiveRank(singularValues: Float64Array): number {
  let sum = 0
  for (const s of singularValues) sum += s
  if (sum === 0) return NaN
  let entropy = 0
  for (const s of singularValues) {
    const p = s / sum
    if (p > 0) entropy -= p * Math.log(p)
  }
  return Math.exp(entropy)
}
