import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { openModel } from '../../src/index.js'
import { everything } from '../math/everything.js'
import { oracleCases } from '../math/oracle-cases.js'
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

  test('graded values, typed errors, NumPy’s values and every property hold, for each algorithm on each build', async () => {
    const module = await bundle(`
      import * as demands from './test/math/demands.ts'
      import { ALGORITHMS, builds } from './test/math/proof.ts'
      import { LARGE, PROPERTIES, SMALL, counterexample } from './test/math/properties.ts'
      export const all = async (cases) => {
        const found = []
        for (const kernels of builds())
          for (const algorithm of ALGORITHMS) {
            const options = { kernels, algorithm }
            const wrong = [
              ...(await demands.wrongGraded(options)),
              ...(await demands.wrongKahan(options)),
              ...(await demands.unrefused(options)),
              ...(await demands.unlikeNumpy(cases, options)),
            ]
            for (const name of Object.keys(PROPERTIES))
              for (const [sizes, runs] of [[SMALL, 50], [LARGE, 1]]) {
                const broken = await counterexample(name, sizes, runs, options)
                if (broken !== undefined) wrong.push(name + ': ' + broken)
              }
            found.push({ ...options, wrong })
          }
        return found
      }
    `)
    const cases = JSON.stringify(await oracleCases())
    const { page, problems } = await openPage(
      await serve({ '/module.js': module, '/cases.json': cases }),
    )
    const found = await page.evaluate(`(async () => {
      const { all } = await import('/module.js')
      return all(await (await fetch('/cases.json')).json())
    })()`)
    const expected = ['relaxed-simd', 'simd', 'typescript'].flatMap((kernels) =>
      ALGORITHMS.map((algorithm) => ({ kernels, algorithm, wrong: [] })),
    )
    assert.deepEqual(found, expected)
    assert.deepEqual(problems, [])
  })

  test('the spectrum of the embedded vocabulary agrees with NumPy’s SVD, on each build', async () => {
    const { embedding } = await openModel()
    const { rows, cols, data } = await embedding.rows(
      Array.from({ length: embedding.shape[0] }, (_, i) => i),
    )
    const module = await bundle(`
      import { tableOfMatrix } from './src/math/table.ts'
      import { unlikeNumpyTable } from './test/math/demands.ts'
      import { builds } from './test/math/proof.ts'
      export const all = async (data, [rows, cols], expected) => {
        const table = tableOfMatrix({ rows, cols, data })
        const found = []
        for (const kernels of builds())
          found.push({ kernels, wrong: await unlikeNumpyTable(table, expected, kernels) })
        return found
      }
    `)
    const files = {
      '/module.js': module,
      '/table.f32': new Uint8Array(Float32Array.from(data).buffer),
      '/expected.json': readFileSync(join(import.meta.dirname, '../oracle/vocabulary.json')),
    }
    const { page, problems } = await openPage(await serve(files))
    const found = await page.evaluate(`(async () => {
      const { all } = await import('/module.js')
      const data = new Float32Array(await (await fetch('/table.f32')).arrayBuffer())
      return all(data, [${rows}, ${cols}], await (await fetch('/expected.json')).json())
    })()`)
    assert.deepEqual(
      found,
      ['relaxed-simd', 'simd', 'typescript'].map((kernels) => ({ kernels, wrong: [] })),
    )
    assert.deepEqual(problems, [])
  })

  test('a page that is isolated and computes on two threads, one that is not, and Node give the same bits', async () => {
    const module = await bundle(`
      export { everything } from './test/math/everything.ts'
      export { crewSize } from './src/math/threads/crew.ts'
    `)
    const script = `import('/module.js').then(async ({ everything, crewSize }) => ({
      isolated: crossOriginIsolated, digest: await everything(), crew: crewSize(),
    }))`
    const found = []
    for (const isolated of [true, false]) {
      const { page, problems } = await openPage(await serve({ '/module.js': module }, { isolated }))
      found.push(await page.evaluate(script))
      assert.deepEqual(problems, [])
    }
    const digest = await everything()
    assert.deepEqual(found, [
      { isolated: true, digest, crew: 1 },
      { isolated: false, digest, crew: 0 },
    ])
  })
})
