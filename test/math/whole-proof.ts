// The proof of every SVD without anything left out: each family, shape and ratio, for each algorithm on each build, in one place. It
// takes hours, so `npm test` runs a part of it (svd-proof.test.ts, browser/math.test.ts) and `npm run proof` all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAMILIES, LARGE_SHAPES, SET_SHAPES, SMALL_SHAPES, type Shape } from './matrices.js'
import { ALGORITHMS, type Proof, type ProofPlan, builds } from './proof.js'
import { LARGE, PROPERTIES, SMALL, type Sizes, type counterexample } from './properties.js'

const SHAPES: readonly Shape[] = [...SMALL_SHAPES, ...SET_SHAPES, ...LARGE_SHAPES]

/** Sizes of the properties that several levels of every block need. */
const HUGE: Sizes = { least: 200, rows: 400, cols: 500 }

/** One test for each algorithm, build and property, on large matrices. */
export function holdAll(
  way: (...asked: Parameters<typeof counterexample>) => Promise<unknown>,
): void {
  for (const kernels of builds())
    for (const algorithm of ALGORITHMS)
      for (const name of Object.keys(PROPERTIES))
        test(`${algorithm} on ${kernels}, singular values ${name}`, async () => {
          const options = { kernels, algorithm }
          for (const [sizes, runs] of [[SMALL, 500], [LARGE, 20], [HUGE, 3]] as const)
            assert.equal((await way(name, sizes, runs, options)) ?? '', '')
        }) // prettier-ignore
}

/** One test for each algorithm, build and shape: all families by one way of proving. */
export function proveAll(way: (plan: ProofPlan) => Promise<Proof>): void {
  // What large matrices are decomposed by comes first.
  for (const algorithm of ALGORITHMS.toReversed())
    for (const kernels of builds())
      for (const shape of SHAPES)
        test(`${algorithm} on ${kernels}, ${shape.join(' × ')}`, async (t) => {
          const { count, worst, violations } = await way({ shapes: [shape], kernels, algorithm })
          assert.deepEqual(violations, [])
          assert.equal(count, Object.keys(FAMILIES).length)
          t.diagnostic(`largest ratio ${worst.toFixed(2)}`)
        })
}
