import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite, test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { analyze, openModel, renderReport } from '../../src/index.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { newFolder } from '../cli/run.js'

const require = createRequire(import.meta.url)

suite('report.html of the main job', needsBrowser, async () => {
  const html = await renderReport(await analyze(await openModel()))
  const path = join(newFolder(), 'report.html')
  writeFileSync(path, html)
  const open = async (options: BrowserContextOptions = {}) => {
    const opened = await openPage(pathToFileURL(path).href, options)
    await opened.page.waitForSelector('html[data-ready]')
    return opened
  }

  test('weighs less than 1.5 MB and carries no address to load from', () => {
    const bytes = Buffer.byteLength(html)
    assert.ok(bytes < 1_500_000, `${bytes} bytes`)
    assert.doesNotMatch(html, /(?:src|href)="(?!#|data:)/)
  })

  test('opens from disk without an error or a request', async () => {
    const { page, problems, requests } = await open()
    await page.mouse.wheel(0, 5000)
    assert.deepEqual([problems, requests], [[], []])
  })

  test('cannot ask for anything: its policy refuses images, fetches, styles and scripts', async () => {
    const { page } = await open()
    const failures: (string | undefined)[] = []
    page.on('requestfailed', (request) => failures.push(request.failure()?.errorText))
    const refused = await page.evaluate(`(async () => {
      const violated = new Set()
      document.addEventListener('securitypolicyviolation', (e) => violated.add(e.effectiveDirective))
      await fetch('https://example.org/').catch(() => undefined)
      const image = new Image(); image.src = 'https://example.org/x.png'
      const style = document.createElement('style'); style.textContent = 'body { display: none }'
      const script = document.createElement('script'); script.textContent = 'window.ran = true'
      document.body.append(image, style, script)
      document.body.insertAdjacentHTML('beforeend', '<p onclick="window.ran = true" id="p">x</p>')
      document.getElementById('p').click()
      await new Promise((done) => setTimeout(done, 100))
      return [[...violated].sort(), window.ran ?? null]
    })()`)
    assert.deepEqual(refused, [
      ['connect-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-elem'],
      null,
    ])
    // What a policy refuses never leaves the browser.
    assert.deepEqual(failures, ['csp'])
  })

  test('paints the cloud of all tokens, in the colours of either theme', async () => {
    const { page } = await open({ colorScheme: 'light' })
    const ink = `(async () => {
      const image = new Image()
      image.src = document.querySelector('#figure-projection image').getAttribute('href')
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width; canvas.height = image.height
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let count = 0, red = 0
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) { count++; red += data[i - 3] }
      return [count, red / count]
    })()`
    const [count, lightRed] = await page.evaluate<[number, number]>(ink)
    assert.ok(count > 60_000 && count < 5 * 30_522, `${count} pixels`)
    await page.click('#theme')
    assert.equal(await page.getAttribute('#theme', 'aria-pressed'), 'true')
    const [again, darkRed] = await page.evaluate<[number, number]>(ink)
    assert.equal(again, count)
    assert.ok(darkRed > lightRed + 20, `${lightRed}, ${darkRed}`)
  })

  test('the button swaps the themes, starting from the system’s', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open({ colorScheme })
      const background = () =>
        page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const before = await background()
      await page.click('#theme')
      assert.equal(before === 'rgb(251, 251, 250)', colorScheme === 'light')
      assert.notEqual(await background(), before)
    }
  })

  test('tells token, id and value of the point under the pointer', async () => {
    const { page } = await open()
    const mark = page.locator('#figure-projection [data-tip]').first()
    await mark.scrollIntoViewIfNeeded()
    await mark.hover({ force: true })
    assert.match((await page.textContent('.tip')) ?? '', /^.+ {2}id \d+ {2}projection −?\d\.\d{4}$/)
    await page.mouse.move(0, 0)
    assert.equal(await page.isVisible('.tip'), false)
  })

  test('finds a token by a part of it or by its id, and goes to its point', async () => {
    const { page } = await open()
    await page.fill('#search', 'monda')
    assert.match((await page.textContent('#match-count')) ?? '', /^\d+ tokens?$/)
    await page.keyboard.press('Enter')
    assert.match((await page.textContent('.tip')) ?? '', /^monday {2}id 6928 {2}/)
    assert.equal(await page.locator('#figure-projection .ring').count(), 1)
    await page.fill('#search', 'id:102')
    await page.keyboard.press('Enter')
    assert.match((await page.textContent('[aria-live]')) ?? '', /^\[SEP\] {2}id 102 /)
    await page.fill('#search', 'no such token')
    assert.equal(await page.textContent('#match-count'), 'no token has it')
  })

  test('what the keyboard reaches has a name, and a figure its title and its numbers', async () => {
    const { page } = await open()
    const ids = await page
      .locator('[id]')
      .evaluateAll((elements) => elements.map((element) => (element as { id: string }).id))
    assert.deepEqual([...new Set(ids)], ids)
    const tree = await page.context().newCDPSession(page)
    const { root } = await tree.send('DOM.getDocument')
    const named = async (role: string) => {
      const { nodes } = await tree.send('Accessibility.queryAXTree', { nodeId: root.nodeId, role })
      return nodes.map(({ name, description }) => [name?.value, description?.value].map(String))
    }
    const figures = await named('application')
    const drawings = page.locator('.plot > svg')
    assert.equal(figures.length, await drawings.count())
    for (const [i, [name, description]] of figures.entries()) {
      const drawing = drawings.nth(i)
      const title = (await drawing.getAttribute('aria-label')) ?? ''
      assert.ok(title.length > 10)
      assert.equal(name, `Figure ${i + 1}. ${title}`)
      const numbers = ((await drawing.locator('desc').textContent()) ?? '').trim()
      assert.match(numbers, /\d/)
      assert.ok(description.startsWith(numbers), description)
      assert.match(description, /arrow keys|Page Up/)
    }
    const regions = (await named('region')).map(([name]) => name)
    assert.ok(regions.includes('Command') && regions.includes('Code'), regions.join())
  })

  test('a table is sorted by a click on its head, numbers as numbers, and back', async () => {
    const { page } = await open()
    const table = page.locator('table:has(#members)')
    const column = () => table.locator('tbody tr td:nth-child(4)').allTextContents()
    const numbers = async () => (await column()).map((text) => Number(text.replace('−', '-')))
    const head = table.locator('th', { hasText: 'held out' })
    await head.locator('button').click()
    const up = await numbers()
    assert.deepEqual(
      up,
      up.toSorted((a, b) => a - b),
    )
    assert.equal(await head.getAttribute('aria-sort'), 'ascending')
    await head.locator('button').click()
    assert.deepEqual(await numbers(), up.toReversed())
  })

  test('a token of a table leads to its point', async () => {
    const { page } = await open()
    const link = page.locator('table:has(#poles-negative) a').first()
    const token = await link.textContent()
    await link.click()
    assert.equal((await page.textContent('.tip'))?.split('  ')[0], token)
    assert.ok(await page.evaluate("document.activeElement.matches('#figure-projection .plot')"))
  })

  test('shows command and code line by line, as they can be copied', async () => {
    const { page } = await open()
    const [command, code] = await page.locator('#reproduce pre').allInnerTexts()
    assert.match(command, /^tokenprism analyze embedded:all-MiniLM-L6-v2 --set letters /)
    assert.match(
      code,
      /^import \{ analyze, openModel, renderFigures, renderReport \} from 'tokenprism'\n\nconst model = await /,
    )
    assert.doesNotMatch(command + code, /\\u\{/)
  })

  test('a number that is none stays last, whichever way its column is sorted', async () => {
    const { page } = await open()
    const table = page.locator('table:has(#spectrum-table)')
    const angles = () => table.locator('tbody tr td:last-child').allTextContents()
    const button = table.locator('th', { hasText: 'angle' }).locator('button')
    for (const wanted of ['ascending', 'descending']) {
      await button.click()
      const shown = await angles()
      assert.equal(await table.locator('th[aria-sort]').getAttribute('aria-sort'), wanted)
      assert.ok(shown.indexOf('–') > 0 && shown.slice(shown.indexOf('–')).every((a) => a === '–'))
    }
  })

  test('on a phone no word of a table is broken', async () => {
    const { page } = await open({ viewport: { width: 400, height: 900 } })
    const broken = await page.evaluate<string[]>(`[...document.querySelectorAll('td.text, th.text')]
      .filter((cell) => {
        const [word] = cell.textContent.trim().split(/[ -]/)
        cell.replaceChildren(word)
        const range = document.createRange()
        range.selectNodeContents(cell)
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1
      })
      .map((cell) => cell.textContent)`)
    assert.deepEqual(broken, [])
  })

  test('prints to PDF in light colours, whatever the theme', async () => {
    const { page, problems } = await open({ colorScheme: 'dark' })
    const pdf = await page.pdf({ format: 'A4' })
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    await page.emulateMedia({ media: 'print' })
    assert.equal(
      await page.evaluate('getComputedStyle(document.body).backgroundColor'),
      'rgb(255, 255, 255)',
    )
    // What it says of the page concerns no paper, and it would stand alone on the last sheet.
    assert.equal(
      await page.evaluate(`getComputedStyle(document.querySelector('footer')).display`),
      'none',
    )
    assert.deepEqual(problems, [])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 400])
      test(`has nothing that axe-core objects to (${colorScheme}, ${width} px wide) and does not scroll sideways`, async () => {
        const { page } = await open({
          colorScheme,
          viewport: { width, height: 900 },
          bypassCSP: true,
        })
        await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
        const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
          'axe.run().then((result) => result.violations)',
        )
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`),
          [],
        )
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
      })
})
