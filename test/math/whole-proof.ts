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

const SHAPES: readonly Shape[] = [...SMALL_SHAPES, ...SET_SHAPES, ...LARGE_SHAPES]

/** One test for each algorithm, build and shape: all families by one way of proving. */
function proveAll(way: (plan: ProofPlan) => Promise<Proof>): void {
  for (const kernels of builds())
    for (const algorithm of ALGORITHMS)
      for (const shape of SHAPES)
        test(`${algorithm} on ${kernels}, ${shape.join(' × ')}`, async (t) => {
          // Jacobi takes as long for values alone as for both, and finds them in the same way.
          const alone = algorithm === 'gram' || Math.min(...shape) < 768
          const { count, worst, violations } = await way({
            shapes: [shape],
            kernels,
            algorithm,
            alone,
          })
          assert.deepEqual(violations, [])
          assert.equal(count, Object.keys(FAMILIES).length)
          t.diagnostic(`largest ratio ${worst.toFixed(2)}`)
        })
}

suite('in Node', () => {
  proveAll(prove)
})

suite('in a browser', needsBrowser, () => {
  let page: Page
  before(async () => {
    const module = await bundle(`export { prove } from './test/math/proof.ts'`)
    page = (await openPage(await serve({ '/module.js': module }))).page
    page.setDefaultTimeout(0)
  })
  proveAll((plan) =>
    page.evaluate<Proof>(
      `import('/module.js').then(({ prove }) => prove(${JSON.stringify(plan)}))`,
    ),
  )
})
