import { iterations, notConverged } from '../not-converged.js'

/** Evaluations that one root may take; about five are usual, and halving alone ends well before. */
export const MAX_EVALUATIONS = 400

/** Where a root lies: λ = d[origin] + offset. */
export interface SecularRoot {
  readonly origin: number
  readonly offset: number
}

/**
 * Root j of f(λ) = 1 + ρ·Σ zᵢ²/(dᵢ − λ), the one between d[j] and d[j+1] (for the last: between d[k−1] and
 * d[k−1] + ρ·Σ zᵢ²). Rational interpolation with both neighbouring poles, 'the middle way' (Li 1993, LAPACK Working
 * Note 89), kept between bounds; the root is measured from the nearer pole, so that dᵢ − λ keeps its digits.
 *
 * @param d k numbers, strictly ascending
 * @param z k numbers, none zero
 * @param rho above zero
 * @param distances comes out with dᵢ − λ
 * @param limit evaluations of f that it may take
 * @throws {Numerical} when it does not converge
 */
export function secularRoot(
  j: number,
  d: Float64Array,
  z: Float64Array,
  rho: number,
  distances: Float64Array,
  limit: number,
): SecularRoot {
  const k = d.length
  const last = j === k - 1
  let total = 0
  for (let i = 0; i < k; i++) total += z[i] * z[i]
  const gap = last ? rho * total : d[j + 1] - d[j]
  // f rises from −∞ to ∞ between two poles: its sign in the middle tells which one is nearer to the root.
  let origin = j
  let [low, high] = [0, gap]
  if (!last) {
    if (valueAt(d, z, rho, d[j], gap / 2) >= 0) high = gap / 2
    else {
      origin = j + 1
      ;[low, high] = [-gap / 2, 0]
    }
  }
  const base = d[origin]
  // The poles that the interpolation keeps: those on both sides, or the last two.
  const left = last ? k - 2 : j
  const right = left + 1
  let tau = last ? gap / 2 : (low + high) / 2
  for (let step = 0; step < limit; step++) {
    let psi = 0
    let phi = 0
    let psiSlope = 0
    let phiSlope = 0
    for (let i = 0; i < k; i++) {
      const delta = d[i] - base - tau
      distances[i] = delta
      const t = z[i] / delta
      if (i <= left) {
        psi += z[i] * t
        psiSlope += t * t
      } else {
        phi += z[i] * t
        phiSlope += t * t
      }
    }
    const f = 1 + rho * (psi + phi)
    const slope = rho * (psiSlope + phiSlope)
    const rounding = 1 + rho * (Math.abs(psi) + Math.abs(phi)) * 8 + Math.abs(tau) * slope
    if (Math.abs(f) <= Number.EPSILON * rounding) return { origin, offset: tau }
    if (f < 0) low = tau
    else high = tau
    const next =
      tau +
      middleWay(distances[left], distances[right], f, slope, rho * psiSlope, rho * phiSlope, last)
    // Outside of the bounds, or stuck at one of them, halving is sure.
    const safe = next > low && next < high ? next : halfway(low, high)
    if (safe === tau || safe === low || safe === high) return { origin, offset: tau }
    // Interpolation that creeps is helped along.
    tau = step % 20 === 19 ? halfway(low, high) : safe
  }
  throw notConverged(
    `eigenvalues of a tridiagonal matrix (${k} × ${k} merge)`,
    `${iterations(limit, 'evaluation')} of the secular function`,
  )
}

/** In the middle; by order of magnitude where the bounds differ by many. */
function halfway(low: number, high: number): number {
  const [a, b] = [Math.abs(low), Math.abs(high)]
  const same = low >= 0 === high > 0 || low < 0 === high <= 0
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (same && small > 0 && large > 16 * small)
    return Math.sign(low + high) * Math.sqrt(small) * Math.sqrt(large)
  if (same && small === 0 && large > 0) return Math.sign(low + high) * large * 2 ** -6
  return low + (high - low) / 2
}

/** The step to the root of the rational function that agrees with f at both poles and where we are. */
function middleWay(
  left: number,
  right: number,
  f: number,
  slope: number,
  psiSlope: number,
  phiSlope: number,
  last: boolean,
): number {
  const c = f - left * psiSlope - right * phiSlope
  const a = (left + right) * f - left * right * slope
  const b = left * right * f
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c))
  let step: number
  if (last) step = a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root)
  else step = a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root)
  // It has to go downhill; Newton's step does.
  return f * step >= 0 || !Number.isFinite(step) ? -f / slope : step
}

function valueAt(d: Float64Array, z: Float64Array, rho: number, base: number, tau: number): number {
  let sum = 0
  for (let i = 0; i < d.length; i++) sum += (z[i] * z[i]) / (d[i] - base - tau)
  return 1 + rho * sum
}
