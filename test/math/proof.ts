// The proof of every SVD: each family, shape and ratio, for each algorithm on each build of the kernels. It runs in Node and,
// bundled, in a page.
import type { KernelName } from '../../src/math/kernels/kernels.js'
import { compileKernels } from '../../src/math/kernels/wasm.js'
import { seededRandom } from '../../src/math/random.js'
import {
  type SingularValuesOptions,
  type SvdAlgorithm,
  type SvdOptions,
  singularValues,
  svd,
} from '../../src/math/svd.js'
import { FAMILIES, KNOWN_VALUES, type Shape } from './matrices.js'
import { ratiosOf } from './ratios.js'

/** LAPACK's own threshold is 50 in these units. */
const THRESHOLD = 30

/** Every algorithm that a matrix can be decomposed by. */
export const ALGORITHMS: readonly SvdAlgorithm[] = ['lq-jacobi', 'gram']

/**
 * How values alone are found where a decomposition is looked at: beside that by the Gram matrix in the way that shares nothing with
 * it, so that two have to agree.
 */
export function aloneBy({ algorithm, kernels, threads }: SvdOptions): SingularValuesOptions {
  return { kernels, threads, algorithm: algorithm === 'gram' ? 'two-stage' : algorithm }
}

/** The builds that run here, WebAssembly with relaxed and plain SIMD, and always TypeScript. */
export function builds(): readonly KernelName[] {
  const all: readonly KernelName[] = ['relaxed-simd', 'simd', 'typescript']
  return all.filter((name) => name === 'typescript' || compileKernels(name) !== undefined)
}

/** What was looked at, and what was wrong. */
export interface Proof {
  readonly count: number
  /** The largest of all ratios. */
  readonly worst: number
  readonly violations: readonly string[]
}

/** What to decompose, and how. */
export interface ProofPlan extends SvdOptions {
  readonly families?: readonly string[]
  /** False leaves the values without vectors out, where a decomposition takes seconds. */
  readonly alone?: boolean
  readonly shapes: readonly Shape[]
}

/** Decomposes a matrix of each family and shape and checks every ratio, known values too. */
export async function prove({
  families,
  shapes,
  alone = true,
  ...options
}: ProofPlan): Promise<Proof> {
  const violations: string[] = []
  let [count, worst] = [0, 0]
  for (const family of families ?? Object.keys(FAMILIES))
    for (const [rows, cols] of shapes) {
      const a = FAMILIES[family](rows, cols, seededRandom(rows * 1000 + cols))
      const before = a.data.slice()
      const found = await svd(a, options)
      const values = alone ? await singularValues(a, aloneBy(options)) : found.singularValues
      const { ordered, ...ratios } = ratiosOf(a, found, values)
      const known = Math.max(knownError(family, found.singularValues), knownError(family, values))
      for (const [name, ratio] of Object.entries({ ...ratios, known })) {
        worst = Math.max(worst, ratio)
        // Negated, so that NaN is a violation.
        if (!(ratio < THRESHOLD)) violations.push(`${family} ${rows} × ${cols}: ${name} ${ratio}`)
      }
      if (!ordered) violations.push(`${family} ${rows} × ${cols}: values out of order`)
      if (a.data.some((x, i) => !Object.is(x, before[i])))
        violations.push(`${family} ${rows} × ${cols}: the argument was changed`)
      count++
    }
  return { count, worst, violations }
}

/** ‖S − S₀‖/(min(m, n)·ulp·σ₁) where the values are known. */
function knownError(family: string, found: Float64Array): number {
  const value = KNOWN_VALUES[family]
  if (!value || found.length === 0) return 0
  const last = Math.max(1, found.length - 1)
  const expected = Float64Array.from(found, (_, k) => value(k, last))
  let most = 0
  expected.forEach((x, k) => (most = Math.max(most, Math.abs(x - found[k]))))
  return most / (found.length * Number.EPSILON)
}
