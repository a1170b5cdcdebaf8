import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { analyze } from '../../src/analysis/analyze.js'
import { Malformed } from '../../src/errors.js'
import { renderFigure, renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { fontFile } from '../../src/report/fonts/font-file.js'
import { loadFonts } from '../../src/report/fonts/load-fonts.js'
import { renderPdf } from '../../src/report/pdf.js'
import { collectionOf } from './collection.js'

/** The content of every stream that is compressed. */
function streams(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf)
  const out: string[] = []
  for (let at = 0; ;) {
    const start = bytes.indexOf('stream\n', at)
    if (start < 0) return out
    const end = bytes.indexOf('\nendstream', start)
    try {
      out.push(inflateSync(bytes.subarray(start + 7, end)).toString('latin1'))
    } catch {
      // A stream of another kind.
    }
    at = end + 10
  }
}

suite('renderPdf', async () => {
  const fonts = await loadFonts()
  const analysis = await analyze(await openModel(), { set: 'weekdays', controls: { draws: 19 } })
  const svgs = renderFigures(analysis)

  for (const [name, svg] of Object.entries(svgs))
    test(`${name}: one page of the figure's size, twice the same bytes, with text as text`, async () => {
      const pdf = await renderPdf(svg, { fonts })
      assert.deepEqual(await renderPdf(svg, { fonts }), pdf)
      const raw = Buffer.from(pdf).toString('latin1')
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? []
      assert.ok(raw.includes(`/MediaBox [0 0 ${Number(width) * 0.75} ${Number(height) * 0.75}]`))
      assert.equal(raw.match(/\/Type \/Page\n/g)?.length, 1)
      assert.ok(raw.includes('D:19700101'))
      // Text is shown with an embedded font, and maps back to characters.
      assert.match(raw, /\/FontFile2/)
      assert.match(raw, /\/ToUnicode/)
      assert.ok(streams(pdf).some((content) => content.includes(' Tf\n') && content.includes('TJ')))
    })

  test('is a tagged figure with a title and its description as alternative text', async () => {
    const raw = Buffer.from(await renderPdf(svgs.poles ?? '', { fonts })).toString('latin1')
    const [, description = ''] = /<desc>([^<]*)</.exec(svgs.poles ?? '') ?? []
    assert.ok(description.includes('Bars of the tokens'))
    assert.match(raw, /\/Marked true/)
    assert.match(raw, /\/S \/Figure\n/)
    for (const key of ['/Title', '/Subject', '/Alt']) assert.ok(raw.includes(key), key)
    // Texts beyond ASCII are UTF-16: here without the halves that are 0.
    const start = description.slice(0, 60)
    assert.equal(raw.replaceAll('\0', '').split(`\xfe\xff${start}`).length - 1, 2)
  })

  test('the ground around letters is no text to those who search or copy', async () => {
    const svg = svgs.poles ?? ''
    const [content = ''] = streams(await renderPdf(svg, { fonts })).filter((one) =>
      one.includes(' Tf\n'),
    )
    const grounds = content.match(/\/Span <<\n\/ActualText \( \)\n>> BDC/g) ?? []
    assert.ok(grounds.length > 0)
    assert.equal(grounds.length, svg.match(/<text[^>]*paint-order="stroke"/g)?.length)
    assert.equal(content.match(/ BDC\n/g)?.length, content.match(/^EMC$/gm)?.length)
  })

  test('the vocabulary is one image, all else vectors', async () => {
    const raw = Buffer.from(await renderPdf(svgs.projection ?? '', { fonts })).toString('latin1')
    // The image, and the mask that holds its opacity.
    assert.equal(raw.match(/\/Subtype \/Image/g)?.length, 2)
    const others = Buffer.from(await renderPdf(svgs['correlation-signed'], { fonts })).toString(
      'latin1',
    )
    assert.doesNotMatch(others, /\/Subtype \/Image/)
  })

  test('figures of several images give the same bytes, however many are made at a time', async () => {
    const svg = renderFigure('projection', analysis, { classes: true })
    const all = await Promise.all(Array.from({ length: 6 }, () => renderPdf(svg, { fonts })))
    for (const pdf of all) assert.ok(Buffer.from(all[0]).equals(pdf))
    assert.ok(Buffer.from(all[0]).toString('latin1').split('/Subtype /Image').length > 6)
  })

  test('takes the first font of a collection', async () => {
    const [regular, bold] = fonts
    const packed = fontFile(regular.path, collectionOf(regular.bytes, bold.bytes))
    const raw = Buffer.from(await renderPdf(svgs.poles ?? '', { fonts: [packed, bold] })).toString(
      'latin1',
    )
    assert.match(raw, /\/FontFile2/)
    assert.match(raw, /DejaVuSans\n/)
  })

  test('draws one box for a letter that no font has, none for the marks on it, and no other font’s', async () => {
    const svg = svgs.pair.replace('>embedding of “monday”, centred<', '>हि日\u200d本<')
    assert.notEqual(svg, svgs.pair)
    const maps = streams(await renderPdf(svg, { fonts })).filter((content) =>
      content.includes('beginbfrange'),
    )
    const shown = maps.flatMap((map) => map.match(/<25a1>/g) ?? [])
    assert.equal(shown.length, 1)
    assert.ok(!maps.some((map) => /<093f>|<65e5>|<200d>/.test(map)))
  })

  test('sets what runs from right to left word by word from the right, and all else from the left', async () => {
    const svg = svgs.pair.replace('>embedding of “monday”, centred<', '>␣שלום, אבג x<')
    const [map] = streams(await renderPdf(svg, { fonts })).filter((content) =>
      content.includes('<05e9>'),
    )
    // Glyphs are numbered as they are first drawn: the last word, then the first.
    const order = ['05d2', '05dd'].map((code) => map.indexOf(`<${code}>`))
    assert.ok(order[0] > 0 && order[0] < order[1], String(order))
  })

  test('refuses other markup', async () => {
    for (const svg of [
      '',
      '<svg width="10" height="10"><script>x</script></svg>',
      '<svg width="10" height="10"><!-- --></svg>',
      '<svg width="10" height="10"><g></svg>',
      '<p>',
    ])
      await assert.rejects(renderPdf(svg, { fonts }), Malformed, svg)
  })
})
