// What is demanded of a decomposition beside LAPACK's ratios, as lists of what is wrong. Nothing here needs Node: the same
// demands are made in a browser.
import { Numerical } from '../../src/errors.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import type { KernelName } from '../../src/math/kernels/kernels.js'
import { type Matrix, type RowTable, dot, rowOf, zeros } from '../../src/math/matrix.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { type SvdOptions, singularValues, svd } from '../../src/math/svd.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { FAMILIES, filled, turnRows, uniform } from './matrices.js'
import { aloneBy } from './proof.js'
import { ratiosOf } from './ratios.js'

/** D·Q with orthonormal rows in Q: its singular values are those of D, 1 to 1e-10. */
function graded(n: number, d: number): { a: Matrix<Float64Array>; values: Float64Array } {
  const a = zeros(n, d)
  for (let i = 0; i < n; i++) a.data[i * d + i] = 1
  turnRows(a, seededRandom(n))
  const values = Float64Array.from({ length: n }, (_, i) => 10 ** (-10 * (i / (n - 1))))
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) a.data[i * d + j] *= values[i]
  return { a, values }
}

/** Values graded from 1 to 1e-10 are right to 3e-15·σ₁; by Jacobi, relative to themselves. */
export async function wrongGraded(options: SvdOptions): Promise<string[]> {
  const wrong: string[] = []
  for (const [n, d] of [[11, 11], [26, 768], [90, 120]] as const) {
    const { a, values } = graded(n, d)
    const { singularValues: found } = await svd(a, options)
    const alone = await singularValues(a, aloneBy(options))
    values.forEach((s, k) => {
      if (!(Math.abs(alone[k] - s) < 3e-15)) wrong.push(`graded ${n} × ${d}: σ${k + 1} alone is ${alone[k]}`)
      const [apart, relative] = [Math.abs(found[k] - s), Math.abs(found[k] / s - 1)]
      if (!(apart < 3e-15)) wrong.push(`graded ${n} × ${d}: σ${k + 1} is ${apart} off`)
      if (options.algorithm === 'lq-jacobi' && n < 64 && !(relative < 1e-13))
        wrong.push(`graded ${n} × ${d}: σ${k + 1} is ${relative} of itself off`)
    })
  } // prettier-ignore
  return wrong
}

/** The vectors of Kahan's matrix are orthogonal to 5 ulp·n, and rebuild it. */
export async function wrongKahan(options: SvdOptions): Promise<string[]> {
  const wrong: string[] = []
  for (const n of [100, 256]) {
    const a = FAMILIES.Kahan(n, n, seededRandom(1))
    const found = await svd(a, options)
    const { residual, left, right } = ratiosOf(a, found, found.singularValues)
    if (!(Math.max(residual, left, right) < 5))
      wrong.push(`Kahan ${n}: ${residual} ${left} ${right}`)
  }
  return wrong
}

/** Everything that takes numbers refuses NaN and infinities, and what does not converge. */
export async function unrefused(options: SvdOptions): Promise<string[]> {
  const wrong: string[] = []
  const demand = async (name: string, call: () => Promise<unknown>): Promise<void> => {
    const error = await call().then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
    if (!(error instanceof Numerical)) wrong.push(`${name}: ${String(error)}`)
  }
  const { kernels } = options
  const good = filled(80, 90, uniform.bind(undefined, seededRandom(2)))
  const draws = { count: 1, size: 4, indices: Uint32Array.of(0, 1, 2, 3) }
  const vector = { rows: 1, cols: 90, data: new Float64Array(90).fill(0.1) }
  for (const bad of [NaN, Infinity, -Infinity])
    for (const at of [0, 95, 7199]) {
      const a = { ...good, data: good.data.slice() }
      a.data[at] = bad
      const where = `${bad} at ${at}`
      await demand(`svd, ${where}`, () => svd(a, options))
      await demand(`singularValues, ${where}`, () => singularValues(a, aloneBy(options)))
      await demand(`gramSpectrum, ${where}`, () => gramSpectrum(tableOfMatrix(a), { kernels }))
      await demand(`ensembleSpectra, ${where}`, () => ensembleSpectra(a, draws, { kernels }))
      const mean = a.data.slice(Math.min(at, 7110), Math.min(at, 7110) + 90)
      const [table, one] = [tableOfMatrix(good), { ...vector, data: mean }]
      await demand(`project, ${where}`, () => project(table, one, { kernels }))
      await demand(`project’s mean, ${where}`, () => project(table, vector, { kernels, mean }))
    }
  const short = { kernels, maxIterations: 1 }
  await demand('svd, one iteration', () => svd(good, { ...options, ...short }))
  await demand('singularValues, one iteration', () =>
    singularValues(good, { ...aloneBy(options), ...short }),
  )
  await demand('gramSpectrum, one iteration', () => gramSpectrum(tableOfMatrix(good), short))
  await demand('ensembleSpectra, one iteration', () => ensembleSpectra(good, draws, short))
  return wrong
}

/** A matrix with what NumPy finds in it, in plain arrays that can be sent to a page. */
export interface OracleCase {
  readonly rows: number
  readonly cols: number
  readonly data: readonly number[]
  readonly values: readonly number[]
  /** Right vectors, one after the other, without the last, which belongs to the zero of centring. */
  readonly vt?: readonly number[]
  /** Other rows, one after the other, with what they are less a mean, projected on the first vector. */
  readonly projected?: {
    readonly rows: readonly number[]
    readonly mean: readonly number[]
    readonly values: readonly number[]
  }
}

/** Values agree with NumPy's to 1e-12·σ₁, vectors to 1e-10, projections on the first one to 1e-9. */
export async function unlikeNumpy(
  cases: readonly OracleCase[],
  options: SvdOptions,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { rows, cols, data, values, vt, projected } of cases) {
    const a = { rows, cols, data: Float64Array.from(data) }
    const found = await svd(a, options)
    const alone = await singularValues(a, aloneBy(options))
    values.forEach((s, k) => {
      const apart = Math.max(Math.abs(found.singularValues[k] - s), Math.abs(alone[k] - s))
      if (!(apart < 1e-12 * values[0])) wrong.push(`${rows} × ${cols}: σ${k + 1} is ${apart} off`)
    })
    for (let k = 0; vt && k < vt.length / cols; k++) {
      const [v, w] = [rowOf(found.vt, k), Float64Array.from(vt.slice(k * cols, (k + 1) * cols))]
      const sign = Math.sign(dot(v, w))
      if (!v.every((x, j) => Math.abs(x * sign - w[j]) < 1e-10)) wrong.push(`v${k + 1} differs`)
    }
    if (projected && vt) {
      const own = Float64Array.from(projected.rows)
      const table = tableOfMatrix({ rows: own.length / cols, cols, data: own })
      const first = { rows: 1, cols, data: rowOf(found.vt, 0) }
      const mean = Float64Array.from(projected.mean)
      const sign = Math.sign(dot(first.data, Float64Array.from(vt.slice(0, cols))))
      const { data: on } = await project(table, first, { kernels: options.kernels, mean })
      projected.values.forEach((x, i) => {
        const apart = Math.abs(on[i] * sign - x)
        if (!(apart < 1e-9)) wrong.push(`projection of row ${i} is ${apart} off`)
      })
    }
  }
  return wrong
}

/** What NumPy's SVD found in a whole table, centred. */
export interface TableOracle {
  readonly singular_values: readonly number[]
  readonly mean: readonly number[]
  /** The first right vectors. */
  readonly vectors: readonly (readonly number[])[]
}

/** The spectrum of a whole table agrees: values to 1e-12·σ₁, vectors to 1e-10, by either way of finding these. */
export async function unlikeNumpyTable(
  table: RowTable,
  { singular_values: values, mean, vectors }: TableOracle,
  kernels: KernelName,
): Promise<string[]> {
  const wrong: string[] = []
  const demand = (what: string, apart: number, tolerance: number): void => {
    if (!(apart < tolerance)) wrong.push(`${what}: ${apart} off`)
  }
  const apart = (x: ArrayLike<number>, y: readonly number[]): number =>
    y.reduce((most, wanted, i) => Math.max(most, Math.abs(x[i] - wanted)), 0)
  for (const asked of [vectors.length, values.length]) {
    const found = await gramSpectrum(table, { kernels, vectors: asked })
    demand(`values beside ${asked} vectors`, apart(found.singularValues, values), 1e-12 * values[0])
    demand('mean', apart(found.mean, mean), 1e-15)
    vectors.forEach((v, k) => {
      demand(`v${k + 1} of ${asked}`, apart(rowOf(found.vt, k), v), 1e-10)
    })
  }
  return wrong
}
