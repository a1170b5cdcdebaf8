// The proof of every SVD without anything left out: each family, shape and ratio, for each algorithm on each build, in Node and in
// a browser. It takes hours, so `npm test` runs a part of it (svd-proof.test.ts, browser/math.test.ts) and `npm run proof` this.
import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { bundle } from '../browser/bundle.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { serve } from '../browser/serve.js'
import { FAMILIES, LARGE_SHAPES, SET_SHAPES, SMALL_SHAPES, type Shape } from './matrices.js'
import { ALGORITHMS, type Proof, type ProofPlan, builds, prove } from './proof.js'
import { LARGE, PROPERTIES, SMALL, type Sizes, counterexample } from './properties.js'

const SHAPES: readonly Shape[] = [...SMALL_SHAPES, ...SET_SHAPES, ...LARGE_SHAPES]

/** Sizes of the properties that several levels of every block need. */
const HUGE: Sizes = { least: 200, rows: 400, cols: 500 }

/** One test for each algorithm, build and property, on large matrices. */
function holdAll(way: (...asked: Parameters<typeof counterexample>) => Promise<unknown>): void {
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
function proveAll(way: (plan: ProofPlan) => Promise<Proof>): void {
  for (const kernels of builds())
    for (const algorithm of ALGORITHMS)
      for (const shape of SHAPES)
        test(`${algorithm} on ${kernels}, ${shape.join(' × ')}`, async (t) => {
          const { count, worst, violations } = await way({ shapes: [shape], kernels, algorithm })
          assert.deepEqual(violations, [])
          assert.equal(count, Object.keys(FAMILIES).length)
          t.diagnostic(`largest ratio ${worst.toFixed(2)}`)
        })
}

suite('in Node', () => {
  proveAll(prove)
  holdAll(counterexample)
})

suite('in a browser', needsBrowser, () => {
  let page: Page
  before(async () => {
    const module = await bundle(`
      export { prove } from './test/math/proof.ts'
      export { counterexample } from './test/math/properties.ts'
    `)
    page = (await openPage(await serve({ '/module.js': module }))).page
    page.setDefaultTimeout(0)
    // The server closes when this hook is done: everything is loaded here.
    await page.evaluate(`import('/module.js').then((module) => { globalThis.proof = module })`)
  })
  proveAll((plan) => page.evaluate<Proof>(`proof.prove(${JSON.stringify(plan)})`))
  holdAll((...asked) => page.evaluate(`proof.counterexample(...${JSON.stringify(asked)})`))
})
