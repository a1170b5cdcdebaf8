// The program of a raster thread: renders the drawings that it is sent, one after the other.
import { parentPort, workerData } from 'node:worker_threads'
import { collectGarbage } from './heap.js'
import type { RasterFormat, RasterOptions, RasterReply, RasterRequest } from './raster-thread.js'

const { formats, dpi, fonts } = workerData as RasterOptions

type Render = (svg: string) => Promise<Uint8Array>

const RENDERERS: Readonly<Record<RasterFormat, () => Promise<Render>>> = {
  async png() {
    const { renderPngSync } = await import('../src/report/png.js')
    return async (svg) => renderPngSync(svg, { dpi, fonts })
  },
  async pdf() {
    const { loadFonts, renderPdf } = await import('../src/report/pdf.js')
    const loaded = await loadFonts(fonts)
    return (svg) => renderPdf(svg, { fonts: loaded })
  },
}

// Before there is anything to render: this takes a while.
const renderers = await Promise.all(
  formats.map(async (format) => [format, await RENDERERS[format]()] as const),
)

let before = Promise.resolve()
parentPort?.on('message', ({ id, svg }: RasterRequest) => {
  before = before.then(async () => {
    const files: RasterReply['files'] = {}
    for (const [format, render] of renderers) files[format] = await render(svg)
    parentPort?.postMessage({ id, files } satisfies RasterReply)
    // Pixels lie outside of the heap, which alone would not have them collected.
    collectGarbage()
  })
})
