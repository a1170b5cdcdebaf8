import { largestOf, powerOfTwoNear } from './decompose/wide.js'
import {
  type Matrix,
  type RealArray,
  dot,
  requireFinite,
  requireShape,
  rowOf,
  zeros,
} from './matrix.js'

/**
 * Pearson's r between every two rows, each centred by its own mean over the columns, as NumPy's `corrcoef`.
 * The diagonal is exactly 1; a row without variation has r = NaN with all others and itself.
 *
 * @param m n × d
 * @returns n × n, symmetric, within [−1, 1]
 * @throws {InvalidArgument} when the data are not as many as the shape says
 * @throws {Numerical} for NaN or an infinity
 */
export function rowCorrelations(m: Matrix): Matrix<Float64Array> {
  requireShape(m, 'matrix of correlations')
  requireFinite(m, 'matrix of correlations')
  const n = m.rows
  const units = Array.from({ length: n }, (_, i) => unit(centred(nearOne(rowOf(m, i)))))
  const out = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const r = clamp(dot(units[i], units[j]))
      out.data[i * n + j] = out.data[j * n + i] = i === j && !Number.isNaN(r) ? 1 : r
    }
  return out
}

/** Pearson's r of two arrays of equal length; NaN when one of them does not vary. */
export function pearson(a: RealArray, b: RealArray): number {
  return cosine(centred(nearOne(a)), centred(nearOne(b)))
}

/** The cosine of the angle between two arrays of equal length; NaN when one of them is zero. */
export function cosine(a: RealArray, b: RealArray): number {
  return clamp(dot(unit(a), unit(b)))
}

/** A float64 copy minus its own mean. */
export function centred(a: RealArray): Float64Array {
  let sum = 0
  for (const x of a) sum += x
  return Float64Array.from(a, (x) => x - sum / a.length)
}

/** A float64 copy divided by its Euclidean length; NaN throughout when that is zero. */
function unit(a: RealArray): Float64Array {
  const own = nearOne(a)
  const length = Math.sqrt(dot(own, own))
  return Float64Array.from(own, (x) => x / length)
}

/** The same direction, by a power of two of such a length that neither sums nor squares overflow or vanish. */
function nearOne(a: RealArray): RealArray {
  const scale = powerOfTwoNear(largestOf(a))
  return scale === 1 ? a : Float64Array.from(a, (x) => x * scale)
}

function clamp(r: number): number {
  return Math.max(-1, Math.min(1, r))
}
