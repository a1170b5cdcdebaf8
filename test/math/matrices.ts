// Matrices that have troubled SVDs before (LAPACK's TESTING/EIG/ddrvbd.f, and reports against other libraries). Nothing here
// needs Node: the same proof runs in a browser.
import { centreColumns } from '../../src/math/centre.js'
import { type Matrix, dot, rowOf, transpose, zeros } from '../../src/math/matrix.js'
import { type RandomSource } from '../../src/math/random.js'

/** Uniform in (−1, 1). */
export function uniform(random: RandomSource): number {
  return (random.below(2 ** 32) + 0.5) / 2 ** 31 - 1
}

/** n × d, each element from `next`. */
export function filled(rows: number, cols: number, next: () => number): Matrix<Float64Array> {
  const m = zeros(rows, cols)
  for (let i = 0; i < m.data.length; i++) m.data[i] = next()
  return m
}

/** A with its columns multiplied by factors. */
export function scaleColumns(
  m: Matrix<Float64Array>,
  factor: (j: number) => number,
): Matrix<Float64Array> {
  const out = { ...m, data: m.data.slice() }
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) out.data[i * m.cols + j] *= factor(j)
  return out
}

/** A·B. */
export function product(a: Matrix, b: Matrix): Matrix<Float64Array> {
  return rowProducts(a, transpose(b))
}

/** A·Bᵀ: inner products of rows. */
export function rowProducts(a: Matrix, b: Matrix): Matrix<Float64Array> {
  const out = zeros(a.rows, b.rows)
  for (let i = 0; i < a.rows; i++) {
    const row = rowOf(a, i)
    for (let j = 0; j < b.rows; j++) out.data[i * b.rows + j] = dot(row, rowOf(b, j))
  }
  return out
}

/** Reflectors on each side of a matrix with known values: enough to fill it. */
const REFLECTIONS = 3

/** Rows turned by a random orthogonal matrix, in place: M ← M·H₁·H₂·H₃ with Hᵢ = I − 2vvᵀ/‖v‖². */
export function turnRows(m: Matrix<Float64Array>, random: RandomSource): void {
  for (let turn = 0; turn < REFLECTIONS && m.cols > 0; turn++) {
    const v = Float64Array.from({ length: m.cols }, () => uniform(random))
    const factor = 2 / dot(v, v)
    for (let i = 0; i < m.rows; i++) {
      const row = rowOf(m, i)
      const c = factor * dot(row, v)
      for (let j = 0; j < m.cols; j++) row[j] -= c * v[j]
    }
  }
}

/** U·D·Vᵀ with given singular values and random orthogonal U and V. */
export function withValues(
  rows: number,
  cols: number,
  value: (k: number, last: number) => number,
  random: RandomSource,
): Matrix<Float64Array> {
  const m = zeros(rows, cols)
  const r = Math.min(rows, cols)
  for (let k = 0; k < r; k++) m.data[k * cols + k] = value(k, Math.max(1, r - 1))
  turnRows(m, random)
  const t = transpose(m)
  turnRows(t, random)
  return transpose(t)
}

/** Values of the families U·D·Vᵀ, descending from 1; k from 0 to `last`. */
export const KNOWN_VALUES: Readonly<Record<string, (k: number, last: number) => number>> = {
  'even values': (k, last) => 1 - (k / last) * (1 - Number.EPSILON),
  'geometric values': (k, last) => Number.EPSILON ** (k / last),
  'clustered values': (k) => (k === 0 ? 1 : Number.EPSILON),
  'repeated values': (k, last) => (k <= last / 2 ? 1 : 0.5),
}

type Family = (rows: number, cols: number, random: RandomSource) => Matrix<Float64Array>

/** The families, each a name and a matrix of any shape. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  zero: zeros,
  identity: (rows, cols) => {
    const m = zeros(rows, cols)
    for (let i = 0; i < Math.min(rows, cols); i++) m.data[i * cols + i] = 1
    return m
  },
  ...Object.fromEntries(
    Object.entries(KNOWN_VALUES).map(([name, value]): [string, Family] => [
      name,
      (rows, cols, random) => withValues(rows, cols, value, random),
    ]),
  ),
  uniform: (rows, cols, random) => filled(rows, cols, () => uniform(random)),
  'log-uniform': (rows, cols, random) =>
    filled(rows, cols, () => Math.sign(uniform(random)) * Math.exp(18 * (uniform(random) - 1))),
  centred: (rows, cols, random) => centreColumns(filled(rows, cols, () => uniform(random))).matrix,
  'rank one': (rows, cols, random) => {
    const x = filled(rows, 1, () => uniform(random))
    const y = filled(cols, 1, () => uniform(random))
    return rowProducts(x, y)
  },
  'duplicate rows': (rows, cols, random) => {
    const m = filled(rows, cols, () => uniform(random))
    for (let i = 1; i < rows; i += 2) m.data.copyWithin(i * cols, (i - 1) * cols, i * cols)
    return m
  },
  'zero rows': (rows, cols, random) => {
    const m = filled(rows, cols, () => uniform(random))
    for (let i = 0; i < rows; i += 3) rowOf(m, i).fill(0)
    return m
  },
  'graded columns': (rows, cols, random) =>
    scaleColumns(
      filled(rows, cols, () => uniform(random)),
      (j) => 10 ** (-10 * (j / Math.max(1, cols - 1))),
    ),
  'graded rows': (rows, cols, random) => {
    const m = filled(rows, cols, () => uniform(random))
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++)
        m.data[i * cols + j] *= 10 ** (-16 * (i / Math.max(1, rows - 1)))
    return m
  },
  'times 1e300': (rows, cols, random) => filled(rows, cols, () => uniform(random) * 1e300),
  'times 1e-300': (rows, cols, random) => filled(rows, cols, () => uniform(random) * 1e-300),
  subnormal: (rows, cols, random) => filled(rows, cols, () => uniform(random) * 1e-310),
  // Triangular, and nearly singular without a small element on its diagonal to show it (Kahan 1966).
  Kahan: (rows, cols) => {
    const m = zeros(rows, cols)
    for (let i = 0; i < Math.min(rows, cols); i++) {
      const size = Math.sin(1.2) ** i
      m.data[i * cols + i] = size
      m.data.fill(-Math.cos(1.2) * size, i * cols + i + 1, (i + 1) * cols)
    }
    return m
  },
  // Many singular values coincide or nearly do.
  'small integers': (rows, cols, random) => filled(rows, cols, () => random.below(3) - 1),
  constant: (rows, cols) => filled(rows, cols, () => 0.1),
}

/** A shape, rows first. */
export type Shape = readonly [number, number]

/** Shapes that take no time: all of 0 to 3 rows and columns, single rows and columns, and those of small sets. */
export const SMALL_SHAPES: readonly Shape[] = [
  ...[0, 1, 2, 3].flatMap((rows) => [0, 1, 2, 3].map((cols): Shape => [rows, cols])),
  [1, 50], [50, 1], [1, 768], [768, 1],
  [10, 10], [16, 16], [16, 30], [30, 16], [30, 30], [40, 16], [16, 40], [40, 40],
] // prettier-ignore

/** Those of a set of tokens in a model of 768 dimensions. */
export const SET_SHAPES: readonly Shape[] = [[26, 768], [768, 26]] // prettier-ignore

/** The large ones. */
export const LARGE_SHAPES: readonly Shape[] = [[768, 768], [1000, 768]] // prettier-ignore
