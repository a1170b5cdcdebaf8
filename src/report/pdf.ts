import { Buffer } from 'node:buffer'
import PDFDocument from 'pdfkit'
import { Malformed } from '../errors.js'
import type { FontFile } from './fonts/font-file.js'
import { drawSvg } from './pdf/draw.js'
import { parseSvg } from './pdf/parse-svg.js'
import { textAlternative } from './text-alternative.js'

export { loadFonts } from './fonts/load-fonts.js'
export type { FontFile } from './fonts/font-file.js'

/** How an SVG becomes a PDF. */
export interface PdfOptions {
  /** DejaVu Sans, its bold face, and any further fonts, in this order, from `loadFonts`. */
  readonly fonts: readonly FontFile[]
}

const POINTS_PER_PX = 72 / 96

/**
 * Renders an SVG of this library as a PDF of one page and the same size: vectors stay vectors, text stays text, in the
 * given fonts, of which the parts that are used are embedded. The page is one tagged figure whose alternative text is the SVG's
 * description, which the file's properties have, too. Same SVG, same bytes: the file's date is that of 1970. In Node only.
 *
 * @param svg as `renderFigures` makes them; of SVG at large only their elements and attributes are known
 * @throws {Malformed} for other elements
 */
export async function renderPdf(svg: string, { fonts }: PdfOptions): Promise<Uint8Array> {
  const root = parseSvg(svg)
  const [width, height] = [
    Number(root.attributes.get('width')),
    Number(root.attributes.get('height')),
  ]
  if (root.name !== 'svg' || !(width > 0 && height > 0))
    throw new Malformed({
      where: 'figure',
      expected: 'an svg element with a width and a height',
      found: root.name,
      next: 'Give a figure that this library drew.',
    })
  const { title, description } = textAlternative(svg)
  const document = new PDFDocument({
    size: [width * POINTS_PER_PX, height * POINTS_PER_PX],
    margin: 0,
    lang: 'en',
    displayTitle: true,
    // Tags tell screen readers what there is, since PDF 1.4; this is ISO 32000-1.
    tagged: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Subject: description,
      Creator: 'tokenprism',
      Producer: 'pdfkit',
      // From the clock, it and the file's id would differ with every run.
      CreationDate: new Date(0),
    },
  })
  const chunks: Uint8Array[] = []
  const finished = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', resolve)
    document.on('error', reject)
  })
  for (const { path, bytes } of fonts)
    document.registerFont(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  document.scale(POINTS_PER_PX)
  const shown = document.struct('Figure', { title, alt: description }, () => {
    drawSvg(document, root, fonts)
  })
  document.addStructure(document.struct('Document', {}, shown))
  document.end()
  await finished
  return Buffer.concat(chunks)
}
