import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, suite, test } from 'node:test'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { newFolder, tokenprism } from '../cli/run.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const HOSTILE = [
  '<script>window.pwned=1</script>',
  '"><img/src=x/onerror=window.pwned=1>',
  '</script><script>window.pwned=1</script>',
  '<svg/onload=window.pwned=1>',
  ']]>',
  '{{constructor}}',
  '=HYPERLINK("http://x")',
  '+1+1',
  '@SUM(1)',
  '\u001b[31mred\u001b]0;title\u0007',
  '\u202eevil\u2066',
  '\ud800',
  'javascript:alert(1)',
  '&lt;b&gt;',
  '\u0000',
]

suite('hostile tokens, as members and at the poles', async () => {
  const model = writeTinyModel({
    tokens: ['[UNK]', ...HOSTILE, 'x', 'y', 'z'],
    rows: Array.from({ length: HOSTILE.length + 4 }, (_, i) => [
      Math.sin(i),
      Math.cos(2 * i),
      i % 5,
    ]),
  })
  after(() => {
    remove(model)
  })
  const cwd = newFolder()
  const set = HOSTILE.slice(0, 8)
    .map((_, i) => `id:${i + 1}`)
    .join(',')
  const { code, stdout, stderr } = await tokenprism(
    [
      'analyze',
      model,
      '--set',
      set,
      '--controls',
      '1',
      '--out',
      'out',
      '--format',
      'html,svg,json,csv,data',
    ],
    { cwd },
  )
  const out = join(cwd, 'out')
  const files = code === 0 ? readdirSync(out) : []

  test('the run succeeds', () => {
    assert.equal(code, 0, stderr)
  })

  test('are inert in the terminal', () => {
    assert.doesNotMatch(
      stdout,
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
    )
    assert.ok(stdout.isWellFormed())
  })

  test('are no formulas in any CSV, and whole in the JSON', () => {
    for (const name of files.filter((file) => file.endsWith('.csv')))
      for (const cell of cellsOf(readFileSync(join(out, name), 'utf8')))
        assert.ok(!/^[=+\-@\t\r]/.test(cell) || Number.isFinite(Number(cell)), `${name}: ${cell}`)
    const { projection } = JSON.parse(readFileSync(join(out, 'analysis.json'), 'utf8')) as {
      projection: { tokens: string[] }
    }
    assert.deepEqual(projection.tokens.slice(1, -3), HOSTILE)
  })

  test(
    'run nothing in report.html: not when it opens, is searched, stepped through or pointed at',
    needsBrowser,
    async () => {
      const { page, problems, requests } = await openPage(
        pathToFileURL(join(out, 'report.html')).href,
      )
      await page.waitForSelector('html[data-ready]')
      for (const text of ['script', 'img', 'id:3', 'red']) {
        await page.fill('#search', text)
        await page.keyboard.press('Enter')
      }
      for (const plot of await page.locator('.plot').all()) {
        await plot.focus()
        for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
      }
      assert.equal(await page.evaluate('window.pwned ?? null'), null)
      assert.equal(await page.locator('main img, main svg svg, main script').count(), 0)
      assert.deepEqual([problems, requests], [[], []])
      // Shown as what they are.
      assert.ok((await page.textContent('main'))?.includes('<script>window.pwned=1</script>'))
    },
  )

  test('run nothing in any SVG that is opened by itself', needsBrowser, async () => {
    for (const name of files.filter((file) => file.endsWith('.svg'))) {
      const { page, problems, requests } = await openPage(pathToFileURL(join(out, name)).href)
      assert.equal(await page.evaluate('window.pwned ?? null'), null)
      assert.equal(await page.locator('script, foreignObject').count(), 0)
      assert.deepEqual([name, problems, requests], [name, [], []])
      await page.close()
    }
  })
})

/** The cells of a CSV text (RFC 4180), unquoted. */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"]|"")*)"|([^",\n]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  )
}
