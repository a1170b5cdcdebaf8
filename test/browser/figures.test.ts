import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { needsBrowser } from './chromium.js'
import { openPage } from './open-page.js'
import { serve } from './serve.js'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img/src=x/onerror=alert(1)>',
  ']]><svg/onload=alert(1)>',
  '&lt;b&gt;&#60;',
  'javascript:alert(1)',
  '\u0007\u202etxt\u2066',
  "'onmouseover='alert(1)",
  'مرحبا',
]

/** What a page holds. */
interface Found {
  readonly foreign: number
  readonly handlers: number
  readonly errors: number
  readonly text: string
}

const LOOK = `({
  foreign: document.querySelectorAll('script, img, iframe, foreignObject, a, style').length,
  handlers: [...document.querySelectorAll('*')].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith('on')),
  ).length,
  errors: document.querySelectorAll('parsererror').length,
  text: document.documentElement.textContent,
})`

suite('figures of hostile tokens in a real browser', needsBrowser, async () => {
  const folder = writeTinyModel({
    tokens: ['[UNK]', ...HOSTILE, 'x', 'y', 'z', 'u', 'v', 'w', 'q', 'r', 's'],
    rows: Array.from({ length: 18 }, (_, i) => [i * i, 3 * i - 4, (i * 7) % 5, (i * 5) % 7]),
  })
  after(() => {
    remove(folder)
  })
  const analysis = await analyze(await openModel(folder), {
    set: HOSTILE.slice(0, 4),
    controls: { draws: 9 },
  })
  const figures = Object.entries(renderFigures(analysis))

  test('are well-formed, run nothing, ask for nothing, and show the tokens as text', async () => {
    const page = `<!doctype html><title>figures</title>${figures.map(([, svg]) => svg).join('')}`
    const files = Object.fromEntries(figures.map(([name, svg]) => [`/${name}.svg`, svg]))
    const origin = await serve({ '/all.html': page, ...files })
    for (const path of ['all.html', ...figures.map(([name]) => `${name}.svg`)]) {
      const { page: tab, problems, requests } = await openPage(`${origin}/${path}`)
      const found: Found = await tab.evaluate(LOOK)
      assert.deepEqual({ ...found, text: '' }, { foreign: 0, handlers: 0, errors: 0, text: '' })
      assert.deepEqual([problems, requests.filter((url) => !url.endsWith('favicon.ico'))], [[], []])
      if (path === 'poles.svg') assert.ok(found.text.includes('javascript:alert(1)'))
      await tab.close()
    }
  })
})
