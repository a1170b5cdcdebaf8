import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite, test } from 'node:test'
import { analyze, openModel, renderFigure, renderReport } from '../../src/index.js'
import { PAGE_THEME } from '../../src/report/page-theme.js'
import { correlationBetween } from '../../src/report/report-data.js'
import { TOKEN_KINDS, tokenKind } from '../../src/tokens/kind.js'
import { needsBrowser } from '../browser/chromium.js'
import { openPage } from '../browser/open-page.js'
import { newFolder, tokenprism } from '../cli/run.js'
import { reportDataOf } from './report-data-of.js'

const model = await openModel()

/** So many whole words of the vocabulary, by id. */
function words(count: number): string {
  return Array.from({ length: count }, (_, i) => `id:${2000 + i}`).join(',')
}

async function opened(html: string) {
  const path = join(newFolder(), 'report.html')
  writeFileSync(path, html)
  const { page, problems } = await openPage(pathToFileURL(path).href)
  await page.waitForSelector('html[data-ready]')
  return { page, problems }
}

suite('a report of 200 members', async () => {
  const analysis = await analyze(model, { set: words(200), controls: { draws: 19 } })
  const html = await renderReport(analysis)

  test('weighs less than 1.5 MB, its heat maps being images', () => {
    assert.ok(html.length < 1_500_000, `${html.length} bytes`)
    for (const name of ['correlation', 'correlation-signed'])
      assert.match(html, new RegExp(`id="figure-${name}"[^]*?<image [^>]*href="data:image/png;`))
  })

  test('tells r of the cell that is pointed at, as the analysis has it', needsBrowser, async () => {
    const { page, problems } = await opened(html)
    const { data, cols } = analysis.correlation
    const order =
      (await page.getAttribute('#figure-correlation-signed [data-heat]', 'data-heat')) ?? ''
    const [first, second] = order.split(' ').map(Number)
    await page.locator('#figure-correlation-signed .plot').focus()
    for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key)
    const said = (await page.textContent('[aria-live]')) ?? ''
    const r = data[first * cols + second]
    const [a, b] = [first, second].map((i) => `(id ${analysis.set.members[i].id})`)
    assert.ok(said.includes(`${a}, `), said)
    assert.ok(said.endsWith(`${b}  r ${r.toFixed(3).replace('-', '−')}`), `${said}: ${r}`)
    assert.deepEqual(problems, [])
  })
})

suite('a report of more members than heat maps name', async () => {
  const analysis = await analyze(model, { set: words(201), controls: { draws: 9 } })
  const html = await renderReport(analysis)

  test('holds no correlations, and says where they are', () => {
    assert.equal(correlationBetween(reportDataOf(html), 0, 1), undefined)
    assert.match(html, /too many to cluster\. Cells name their two members here/)
  })

  test('names the two members of a cell', needsBrowser, async () => {
    const { page } = await opened(html)
    await page.locator('#figure-correlation .plot').focus()
    for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key)
    const { members, memberIds } = reportDataOf(html)
    const [first, second] = [0, 1].map((i) => `${members[i]} (id ${memberIds[i]})`)
    assert.equal(await page.textContent('[aria-live]'), `${first}, ${second}`)
  })
})

suite('a report of the letters', async () => {
  const analysis = await analyze(model, { controls: { draws: 19 } })

  test('draws its figures as its options say', async () => {
    const options = { scale: 'share', log: true, classes: true } as const
    const html = await renderReport(analysis, options)
    for (const name of ['spectra', 'spectrum', 'projection'] as const) {
      const look = { ...options, theme: PAGE_THEME, points: false }
      // Beyond what is named and described, which the report gives ids.
      const drawn = (svg: string): string => svg.slice(svg.indexOf('</desc>'))
      const svg = drawn(renderFigure(name, analysis, look))
      assert.ok(html.includes(svg), name)
      const plain = { ...look, scale: 'raw', log: false, classes: false } as const
      assert.notEqual(svg, drawn(renderFigure(name, analysis, plain)))
    }
  })

  test('holds the kind of every token if they are coloured by it, and none otherwise', async () => {
    const { classes } = reportDataOf(await renderReport(analysis, { classes: true }))
    const { spelling } = analysis.model.tokenizer
    const kinds = analysis.projection.tokens.map((token) => tokenKind(token, spelling))
    assert.deepEqual(
      Array.from(classes, (c) => TOKEN_KINDS[c]),
      kinds,
    )
    assert.equal(reportDataOf(await renderReport(analysis)).classes.length, 0)
  })

  test('paints the cloud in the colours of the kinds', needsBrowser, async () => {
    const greens = async (classes: boolean) => {
      const { page, problems } = await opened(await renderReport(analysis, { classes }))
      const count = await page.evaluate<number>(`(async () => {
        const image = new Image()
        image.src = document.querySelector('#figure-projection image').getAttribute('href')
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = image.width; canvas.height = image.height
        const context = canvas.getContext('2d')
        context.drawImage(image, 0, 0)
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
        let count = 0
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i + 1] > data[i] + 80) count++
        return count
      })()`)
      assert.deepEqual(problems, [])
      return count
    }
    assert.equal(await greens(false), 0)
    // Parts of words are green, and there are thousands of them.
    assert.ok((await greens(true)) > 2000)
  })
})

test('--scale, --log and --classes hold for report.html as for the SVG files', async () => {
  const cwd = newFolder()
  const flags = ['--scale', 'share', '--log', '--classes', '--format', 'html', '--out', 'out']
  const { code, stderr } = await tokenprism(['analyze', '--controls', '9', ...flags], { cwd })
  assert.equal(code, 0, stderr)
  const html = readFileSync(join(cwd, 'out', 'report.html'), 'utf8')
  assert.equal(reportDataOf(html).classes.length, 30_522)
  const analysis = await analyze(model, { controls: { draws: 9 } })
  const expected = await renderReport(analysis, { scale: 'share', log: true, classes: true })
  const figures = (text: string) => /<section id="figures"[^]*?<\/section>/.exec(text)?.[0]
  assert.equal(figures(html), figures(expected))
})

test('a report tells which figures there are not, and why', async () => {
  const two = await analyze(await openModel(), { set: ['red', 'green'], controls: { draws: 19 } })
  const page = await renderReport(two)
  assert.match(page, /Not drawn: two singular vectors against each other, as the set has fewer/)
  assert.match(page, /Of two tokens r is always −1/)
})
