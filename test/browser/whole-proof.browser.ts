// The whole proof in a real browser: `npm run proof`.
import { before, suite } from 'node:test'
import type { Page } from 'playwright-core'
import type { Proof } from '../math/proof.js'
import { holdAll, proveAll } from '../math/whole-proof.js'
import { bundle } from './bundle.js'
import { needsBrowser } from './chromium.js'
import { openPage } from './open-page.js'
import { serve } from './serve.js'

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
