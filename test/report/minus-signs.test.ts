import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { analyze, openModel, renderReport } from '../../src/index.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { newFolder } from '../cli/run.js'

test(
  'negative numbers have a true minus sign where a figure is stepped through and in the search',
  needsBrowser,
  async () => {
    const path = join(newFolder(), 'report.html')
    writeFileSync(path, await renderReport(await analyze(await openModel())))
    const { page } = await openPage(pathToFileURL(path).href)
    await page.waitForSelector('html[data-ready]')
    await page.locator('#figure-projection .plot').focus()
    await page.keyboard.press('End')
    const least = (await page.textContent('[aria-live]')) ?? ''
    assert.match(least, /projection −\d/)
    await page.fill('#search', /id:\d+/.exec(least.replace(' id ', ' id:'))?.[0] ?? '')
    const found = (await page.locator('#matches li').allTextContents()).join(' ')
    assert.match(found, /\d {2}−\d\.\d{3}/)
    assert.doesNotMatch(found, /\d {2}-\d/)
    for (const key of ['#figure-spectra', '#figure-correlation-signed']) {
      await page.locator(`${key} .plot`).focus()
      const said: string[] = []
      for (let i = 0; i < 140; i++) {
        await page.keyboard.press('ArrowRight')
        said.push((await page.textContent('[aria-live]')) ?? '')
      }
      assert.ok(
        said.some((text) => /[ :]−\d/.test(text)) && !said.some((text) => / -\d/.test(text)),
        said.join(),
      )
    }
  },
)
