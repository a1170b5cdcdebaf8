import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Matrix } from '../../src/math/matrix.js'
import { openModel } from '../../src/model/open-model.js'
import { drawControls } from '../../src/tokens/control.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'
import { bundle } from '../browser/bundle.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { serve } from '../browser/serve.js'

suite('in a browser', needsBrowser, () => {
  test('the same seed draws the same controls as in Node, matched or not, from a pool or not', async () => {
    const model = await openModel()
    const set = resolveTokenSet(model, 'weekdays')
    // The page has no model: rows that follow from their ids stand for it, here and there.
    const rows = (ids: ArrayLike<number>): Promise<Matrix> =>
      Promise.resolve({
        rows: ids.length,
        cols: 1,
        data: Float64Array.from(ids, (id) => id % 97),
      })
    const embedding = { ...model.embedding, rows }
    const module = await bundle(`
      import { drawControls } from './src/tokens/control.ts'
      export async function draw({ tokens, special, set, options }) {
        const ids = new Map(tokens.map((token, id) => [token, id]))
        const none = new Set()
        const vocabulary = {
          size: tokens.length, tokens, ids, spelling: 'wordpiece', special: new Set(special),
          added: none, unused: none, beyond: 0,
        }
        const rows = async (ids) => ({ rows: ids.length, cols: 1, data: Float64Array.from(ids, (id) => id % 97) })
        const { ids: drawn, generator, balance } = await drawControls(
          { vocabulary, embedding: { rows } }, set, options,
        )
        return { drawn: Array.from(drawn), generator, balance }
      }
    `)
    const { page, problems } = await openPage(await serve({ '/module.js': module }))
    for (const options of [
      { draws: 999, seed: 1 },
      { draws: 50, seed: 4_294_967_295, match: ['rank', 'length'] as const, pool: 300 },
    ]) {
      const { tokens, special } = model.vocabulary
      const argument = JSON.stringify({ tokens, special: [...special], set, options })
      const found = await page.evaluate(
        `import('/module.js').then(({ draw }) => draw(${argument}))`,
      )
      const { ids, generator, balance } = await drawControls({ ...model, embedding }, set, options)
      assert.deepEqual(found, { drawn: [...ids], generator, balance })
    }
    assert.deepEqual(problems, [])
  })
})
