import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { matrixFrom, svd } from '../../src/index.js'
import { bundle } from './bundle.js'
import { needsBrowser } from './chromium.js'
import { openPage } from './open-page.js'
import { serve } from './serve.js'

suite('the library in a real browser', needsBrowser, () => {
  test('gives the singular values that Node gives', async () => {
    const module = await bundle(`
      import { matrixFrom, svd } from './src/index.ts'
      export const values = async (rows) => Array.from((await svd(matrixFrom(rows))).singularValues)
    `)
    const origin = await serve({ '/module.js': module })
    const { page, problems } = await openPage(origin)
    const rows = [
      [3, 1, 2],
      [-1, 4, 0.5],
    ]
    const found = await page.evaluate(
      `import('/module.js').then(({ values }) => values(${JSON.stringify(rows)}))`,
    )
    assert.deepEqual(found, [...(await svd(matrixFrom(rows))).singularValues])
    assert.deepEqual(problems, [])
  })
})

suite('openPage', needsBrowser, () => {
  test('tells errors, refusals and requests', async () => {
    const html =
      '<!doctype html><title>x</title><img src="/other.png"><script>console.error("a"); throw new Error("b")</script>'
    const { page, problems, requests } = await openPage(await serve({ '/x.html': html }))
    assert.deepEqual(problems, [])
    await page.goto(`${page.url()}x.html`)
    await page.waitForLoadState()
    assert.deepEqual([...problems].sort(), ['Error: b', 'a'])
    assert.ok(requests.some((url) => url.endsWith('/other.png')))
  })
})
