// Matrices that have troubled SVDs before (LAPACK's TESTING/EIG/ddrvbd.f, and reports against other libraries).
import { centreColumns } from '../../src/math/centre.js'
import { type Matrix, rowOf, zeros } from '../../src/math/matrix.js'
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
  const out = zeros(a.rows, b.cols)
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.cols; k++) {
      const x = a.data[i * a.cols + k]
      for (let j = 0; j < b.cols; j++) out.data[i * b.cols + j] += x * b.data[k * b.cols + j]
    }
  return out
}

/** The families, each a name and a matrix of any shape. */
export const FAMILIES: Readonly<
  Record<string, (rows: number, cols: number, random: RandomSource) => Matrix<Float64Array>>
> = {
  zero: zeros,
  identity: (rows, cols) => {
    const m = zeros(rows, cols)
    for (let i = 0; i < Math.min(rows, cols); i++) m.data[i * cols + i] = 1
    return m
  },
  uniform: (rows, cols, random) => filled(rows, cols, () => uniform(random)),
  'log-uniform': (rows, cols, random) =>
    filled(rows, cols, () => Math.sign(uniform(random)) * Math.exp(18 * (uniform(random) - 1))),
  centred: (rows, cols, random) => centreColumns(filled(rows, cols, () => uniform(random))).matrix,
  'rank one': (rows, cols, random) => {
    const x = filled(rows, 1, () => uniform(random))
    return product(
      x,
      filled(1, cols, () => uniform(random)),
    )
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
  'repeated values': (rows, cols, random) => {
    // Integers of a small range: many singular values coincide or nearly do.
    return filled(rows, cols, () => random.below(3) - 1)
  },
  constant: (rows, cols) => filled(rows, cols, () => 0.1),
}

/** Shapes, the awkward small ones first. */
export const SHAPES: readonly (readonly [number, number])[] = [
  [0, 0], [0, 3], [3, 0], [1, 1], [1, 2], [2, 1], [2, 2], [2, 3], [3, 2], [3, 3],
  [1, 50], [50, 1], [10, 10], [16, 30], [40, 16], [26, 384], [384, 26],
] // prettier-ignore
