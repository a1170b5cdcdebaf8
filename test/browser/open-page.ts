import type { BrowserContextOptions, Page } from 'playwright-core'
import { browser } from './chromium.js'

/** A page, and what went wrong or out from it since it was opened. */
export interface OpenPage {
  readonly page: Page
  /** Errors of scripts, `console.error` and warnings, refusals by a content security policy, crashes. */
  readonly problems: readonly string[]
  /** Every address that was asked for after the page's own, `data:` and `blob:` ones left out. */
  readonly requests: readonly string[]
}

/** Opens an address (`file:` too) in a context of its own: no cookies, storage or cache of other pages. */
export async function openPage(
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await (await browser()).newContext(options)
  const page = await context.newPage()
  const problems: string[] = []
  const requests: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('crash', () => problems.push('the page crashed'))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (request.url() !== url && !/^(data|blob):/.test(request.url())) requests.push(request.url())
  })
  await page.goto(url)
  return { page, problems, requests }
}
