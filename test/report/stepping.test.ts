import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { type AnalyzeOptions, analyze, openModel, renderReport } from '../../src/index.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { newFolder } from '../cli/run.js'

suite(
  'every figure of a report is reached by the keyboard, and stepped with arrows',
  needsBrowser,
  async () => {
    const model = await openModel()
    const reportOf = async (options: AnalyzeOptions) => {
      const analysis = await analyze(model, { controls: { draws: 39 }, ...options })
      const path = join(newFolder(), 'report.html')
      writeFileSync(path, await renderReport(analysis))
      const { page } = await openPage(pathToFileURL(path).href, {})
      await page.waitForSelector('html[data-ready]')
      return { page, analysis }
    }

    test('of the letters', async () => {
      const { page } = await reportOf({})
      await assertStepped(page)
    })

    test('of the letters, Home leads to the first of the marks, not to what is shaded behind them', async () => {
      const { page, analysis } = await reportOf({})
      assert.ok(analysis.stability.nearTies.length > 0)
      await page.locator('#figure-stability .plot').focus()
      await page.keyboard.press('Home')
      assert.match((await page.textContent('[aria-live]')) ?? '', /^v1, without some members: /)
    })

    test('of so many tokens that marks of a spectrum would touch', async () => {
      const { page, analysis } = await reportOf({ set: 'countries' })
      await assertStepped(page)
      await page.locator('#figure-scree .plot').focus()
      await page.keyboard.press('End')
      const said = (await page.textContent('[aria-live]')) ?? ''
      assert.match(said, new RegExp(`^countries, index ${analysis.nullBand.tested}: `))
    })
  },
)

/** That three steps in each figure say something, and not the same. */
async function assertStepped(page: Page): Promise<void> {
  const ids = await page
    .locator('figure')
    .evaluateAll((figures) => figures.map((figure) => (figure as { id: string }).id))
  assert.ok(ids.length >= 8, ids.join())
  for (const id of ids) {
    const plot = page.locator(`#${id} .plot`)
    await plot.focus()
    assert.equal(await page.textContent('[aria-live]'), '', id)
    const said: string[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) {
      await page.keyboard.press(key)
      said.push((await page.textContent('[aria-live]')) ?? '')
    }
    assert.ok(said[0] !== '' && said[2] !== said[0], `${id}: ${said.join(' | ')}`)
  }
}
