import { Buffer } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { renderAsync } from '@resvg/resvg-js'
import { InvalidArgument } from '../errors.js'
import { DEJAVU } from './fonts/load-fonts.js'

/** How an SVG becomes a PNG. */
export interface PngOptions {
  /** Pixels for an inch, of which an SVG's px are 96; 192 by default, twice the SVG's size. From 24 to 1200. */
  readonly dpi?: number
  /** Paths of further fonts (.ttf, .otf, .ttc), for scripts that DejaVu Sans lacks. */
  readonly fonts?: readonly string[]
}

const PX_PER_INCH = 96
const INCHES_PER_METRE = 1 / 0.0254

/**
 * Renders an SVG as a PNG, with DejaVu Sans for its text, whatever fonts the machine has. In Node only.
 *
 * @param svg as `renderFigures` makes them
 * @throws {InvalidArgument} for a resolution that no printer and no screen has
 */
export async function renderPng(
  svg: string,
  { dpi = 192, fonts = [] }: PngOptions = {},
): Promise<Uint8Array> {
  if (!(dpi >= 24 && dpi <= 1200))
    throw new InvalidArgument({
      where: 'dpi',
      expected: 'a number from 24 to 1200',
      found: String(dpi),
      next: 'Give such a number: 192 for screens, 300 for print.',
    })
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: dpi / PX_PER_INCH },
    // The renderer draws no text at all without a font file that it can read.
    font: {
      loadSystemFonts: false,
      fontFiles: [...DEJAVU, ...fonts],
      defaultFontFamily: 'DejaVu Sans',
    },
  })
  return withResolution(image.asPng(), Math.round(dpi * INCHES_PER_METRE))
}

/** The end of a PNG's first chunk: 8 bytes of signature, and 25 of IHDR. */
const AFTER_HEADER = 33

/** Says in a pHYs chunk how large the image is to be printed: without it, programs assume 72 or 96 dots for an inch. */
function withResolution(png: Uint8Array, dotsPerMetre: number): Uint8Array {
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  chunk.write('pHYs', 4, 'latin1')
  chunk.writeUInt32BE(dotsPerMetre, 8)
  chunk.writeUInt32BE(dotsPerMetre, 12)
  chunk.writeUInt8(1, 16)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17)
  return Buffer.concat([png.subarray(0, AFTER_HEADER), chunk, png.subarray(AFTER_HEADER)])
}
