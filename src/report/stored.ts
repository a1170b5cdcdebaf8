import type { Matrix } from '../math/matrix.js'
import type { Svd } from '../math/svd.js'

/** How a type looks once it was JSON: typed arrays are arrays, NaN in them and undefined are null. */
export type Stored<T> = T extends Float64Array
  ? readonly (number | null)[]
  : T extends Uint32Array
    ? readonly number[]
    : T extends undefined
      ? null
      : T extends string | number | boolean
        ? T
        : T extends (...args: never[]) => unknown
          ? never
          : { readonly [K in keyof T]: Stored<T[K]> }

/** Numbers, null standing for NaN. */
export function float64(numbers: readonly (number | null)[]): Float64Array {
  return Float64Array.from(numbers, orNaN)
}

/** One number, null standing for NaN. */
export function orNaN(x: number | null): number {
  return x ?? NaN
}

/** Plain data in which every null stands for NaN. */
export function nullsAsNaN<T>(value: Stored<T>): T {
  return withNaN(value) as T
}

function withNaN(value: unknown): unknown {
  if (value === null) return NaN
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(withNaN)
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withNaN(part)]))
}

/**
 * A matrix of float64.
 *
 * @throws {RangeError} when its numbers are not as many as its shape says
 */
export function matrixOf(m: Stored<Matrix<Float64Array>>): Matrix<Float64Array> {
  if (m.data.length !== m.rows * m.cols)
    throw new RangeError(`a ${m.rows} × ${m.cols} matrix has ${m.data.length} numbers`)
  return { rows: m.rows, cols: m.cols, data: float64(m.data) }
}

/** A decomposition. */
export function svdOf({ u, singularValues, vt }: Stored<Svd>): Svd {
  return { u: matrixOf(u), singularValues: float64(singularValues), vt: matrixOf(vt) }
}
