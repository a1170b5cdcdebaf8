import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { RasterThread } from '../../cli/raster-thread.js'
import { loadFonts, renderPdf } from '../../src/report/pdf.js'
import { renderPng } from '../../src/report/png.js'

const drawing = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><title>t</title><rect width="40" height="30" fill="${colour}"/></svg>`

suite('the thread that renders', () => {
  test('renders what this thread would, each drawing as its own', async () => {
    const thread = new RasterThread({ formats: ['png', 'pdf'], dpi: 96, fonts: [] })
    try {
      const colours = ['#aa0000', '#00bb00', '#0000cc']
      const found = await Promise.all(colours.map((colour) => thread.render(drawing(colour))))
      const fonts = await loadFonts([])
      for (const [i, { png, pdf }] of found.entries()) {
        const svg = drawing(colours[i])
        assert.deepEqual(png, new Uint8Array(await renderPng(svg, { dpi: 96 })))
        assert.deepEqual(pdf, new Uint8Array(await renderPdf(svg, { fonts })))
      }
    } finally {
      await thread.close()
    }
  })

  test('what fails there fails here, for every drawing that waits', async () => {
    const thread = new RasterThread({ formats: ['pdf'], dpi: 96, fonts: ['nowhere.ttf'] })
    const waiting = [thread.render(drawing('#fff')), thread.render(drawing('#000'))]
    for (const outcome of await Promise.allSettled(waiting)) {
      assert.equal(outcome.status, 'rejected')
      assert.match(String(outcome.reason), /nowhere\.ttf/)
    }
    await thread.close()
  })

  test('a drawing that comes after the end is told so, instead of waiting for ever', async () => {
    const thread = new RasterThread({ formats: ['png'], dpi: 96, fonts: [] })
    await thread.close()
    await assert.rejects(thread.render(drawing('#fff')), /stopped/)
  })
})
