import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ALGORITHMS, type Proof } from '../math/proof.js'
import { bundle } from './bundle.js'
import { needsBrowser } from './chromium.js'
import { openPage } from './open-page.js'
import { serve } from './serve.js'

suite('the numeric core in a real browser', needsBrowser, () => {
  test('every family and ratio holds, for each algorithm on each build, and threads are there', async () => {
    const module = await bundle(`
      import { SMALL_SHAPES, SET_SHAPES } from './test/math/matrices.ts'
      import { ALGORITHMS, builds, prove } from './test/math/proof.ts'
      export const all = async () => {
        const found = []
        for (const kernels of builds())
          for (const algorithm of ALGORITHMS) {
            const shapes = [...SMALL_SHAPES, ...SET_SHAPES]
            const large = { shapes: [[200, 300]], families: ['geometric values'], threads: 2 }
            found.push({ kernels, ...(await prove({ shapes, kernels, algorithm })) })
            found.push({ kernels, ...(await prove({ ...large, kernels, algorithm })) })
          }
        return { found, isolated: crossOriginIsolated }
      }
    `)
    const { page, problems } = await openPage(await serve({ '/module.js': module }))
    const { found, isolated } = await page.evaluate<{
      found: (Proof & { kernels: string })[]
      isolated: boolean
    }>(`import('/module.js').then(({ all }) => all())`)
    assert.ok(isolated)
    assert.deepEqual(
      [...new Set(found.map(({ kernels }) => kernels))],
      ['relaxed-simd', 'simd', 'typescript'],
    )
    assert.equal(found.length, 3 * ALGORITHMS.length * 2)
    for (const { kernels, violations } of found) assert.deepEqual(violations, [], kernels)
    assert.deepEqual(problems, [])
  })
})
