import { Buffer } from 'node:buffer'
import { decode } from 'fast-png'
import type { Box } from '../../figure/svg.js'

/**
 * Draws a PNG of indexed colours, as this library's figures hold them. pdfkit unpacks opacities on threads of the system's,
 * and images come into the file in the order in which these end: written here, the same figure gives the same bytes.
 *
 * Source: ISO 32000-1, 8.9.5 (images) and 11.6.5.3 (soft masks).
 *
 * @param png of a palette, with four or eight bits a pixel
 */
export function drawImage(document: PDFKit.PDFDocument, png: Uint8Array, box: Box): void {
  const { width, height, depth, palette = [], data } = decode(png)
  const pixels = depth === 4 ? unpacked(data, width, height) : Uint8Array.from(data)
  const image = {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: 8,
  }
  const opacities = Uint8Array.from(palette, ([, , , opacity = 255]) => opacity)
  const mask = opacities.some((opacity) => opacity < 255)
    ? document.ref({ ...image, ColorSpace: 'DeviceGray' })
    : undefined
  mask?.end(Buffer.from(pixels.map((index) => opacities[index])))
  const colours = document.ref({})
  colours.end(Buffer.from(palette.flatMap(([red, green, blue]) => [red, green, blue])))
  const drawn = document.ref({
    ...image,
    ColorSpace: ['Indexed', 'DeviceRGB', palette.length - 1, colours],
    ...(mask && { SMask: mask }),
  })
  drawn.end(Buffer.from(pixels))
  const ready = { label: `I${imageCount(document)}`, width, height, obj: drawn }
  document.image(ready as unknown as Buffer, box.x, box.y, { width: box.width, height: box.height })
}

/** Names of images on a page count from 0. */
function imageCount({ page }: PDFKit.PDFDocument): number {
  return Object.keys(page.xobjects as object).length
}

/** A byte a pixel from two pixels a byte, rows beginning at whole bytes. */
function unpacked(data: ArrayLike<number>, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 2)
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pair = data[y * stride + (x >> 1)]
      out[y * width + x] = x % 2 === 0 ? pair >> 4 : pair & 15
    }
  return out
}
