import { type Matrix, transpose, zeros } from '../../src/math/matrix.js'
import type { Svd } from '../../src/math/svd.js'
import { rowProducts, scaleColumns } from './matrices.js'

const ULP = Number.EPSILON

/** How far a decomposition is from being one, in LAPACK's units (TESTING/EIG/ddrvbd.f, ratios 1–4 and 6). */
export interface Ratios {
  /** ‖A − UΣVᵀ‖/(‖A‖·max(m, n)·ulp) */
  readonly residual: number
  /** ‖I − UᵀU‖/(m·ulp) */
  readonly left: number
  /** ‖I − VᵀV‖/(n·ulp) */
  readonly right: number
  /** ‖S − S′‖/(min(m, n)·ulp·σ₁) for values computed alone; only where they were. */
  readonly values: number
  /** False if a value is negative, no number, or larger than the one before. */
  readonly ordered: boolean
}

/**
 * The ratios of a decomposition of A. Norms are largest column sums, as LAPACK's.
 *
 * @param alone values that were computed without vectors
 */
export function ratiosOf(a: Matrix<Float64Array>, found: Svd, alone: Float64Array): Ratios {
  const { rows: m, cols: n } = a
  const r = Math.min(m, n)
  const scale = scaleOf(a)
  const b = { ...a, data: a.data.map((x) => x * scale) }
  const s = found.singularValues.map((x) => x * scale)
  const ut = transpose(found.u)
  const thinU = transpose({ ...ut, rows: r, data: ut.data.subarray(0, r * m) })
  const thinV = transpose({ rows: r, cols: n, data: found.vt.data.subarray(0, r * n) })
  const rebuilt = rowProducts(
    scaleColumns(thinU, (k) => s[k]),
    thinV,
  )
  const difference = { ...b, data: rebuilt.data.map((x, i) => x - b.data[i]) }
  // Subnormal values can only be written to the nearest multiple of the smallest number.
  const written = m * r * Number.MIN_VALUE * scale
  const unit = Number.MIN_VALUE * scale
  let apart = 0
  for (let k = 0; k < r; k++)
    apart = Math.max(apart, Math.abs(found.singularValues[k] - alone[k]) * scale)
  return {
    residual: (norm(difference) - written) / ((norm(b) || 1) * Math.max(m, n, 1) * ULP),
    left: norm(offIdentity(ut)) / (Math.max(m, 1) * ULP),
    right: norm(offIdentity(found.vt)) / (Math.max(n, 1) * ULP),
    values:
      s.length === alone.length ? (apart - unit) / (Math.max(r, 1) * ULP * (s[0] || 1)) : Infinity,
    ordered: s.length === r && s.every((x, k) => x >= 0 && (k === 0 || x <= s[k - 1])),
  }
}

/** A power of two that brings the largest element near 1, so that the ratios themselves do not overflow. */
export function scaleOf({ data }: Matrix): number {
  let top = 0
  for (const x of data) top = Math.max(top, Math.abs(x))
  return top === 0 ? 1 : 2 ** Math.min(1000, -Math.floor(Math.log2(top)))
}

/** W·Wᵀ − I for rows W that should be orthonormal. */
function offIdentity(w: Matrix<Float64Array>): Matrix<Float64Array> {
  const out = rowProducts(w, w)
  for (let i = 0; i < w.rows; i++) out.data[i * w.rows + i] -= 1
  return out
}

/** The largest column sum of magnitudes; NaN if there is one in it. */
function norm({ rows, cols, data }: Matrix): number {
  const sums = zeros(1, cols).data
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) sums[j] += Math.abs(data[i * cols + j])
  let largest = 0
  for (const sum of sums) if (!(sum <= largest)) largest = sum
  return largest
}
