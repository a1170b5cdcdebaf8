import { type RenderedImage, Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js'
import { InvalidArgument } from '../errors.js'
import { DEFAULT_DPI } from './display.js'
import { DEJAVU, loadFontsSync } from './fonts/load-fonts.js'
import { type Raster, pngFile, pngFileSync } from './png-file.js'
import { textAlternative } from './text-alternative.js'

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
 * Renders an SVG as a PNG, with DejaVu Sans for its text, whatever fonts the machine has, on threads of the system's while this
 * one goes on. Its title and description stand in the file, too (`iTXt`). In Node only.
 *
 * @param svg as `renderFigures` makes them
 * @throws {InvalidArgument} for a resolution that no printer and no screen has
 */
export async function renderPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  const image = await renderAsync(withoutLostMarks(svg, options), resvgOptions(options))
  return pngFile(rasterOf(image, svg, options))
}

/**
 * The same on the calling thread, in less time: for one that has nothing else to do.
 *
 * @param svg as `renderFigures` makes them
 * @throws {InvalidArgument} for a resolution that no printer and no screen has
 */
export function renderPngSync(svg: string, options: PngOptions = {}): Uint8Array {
  const image = new Resvg(withoutLostMarks(svg, options), resvgOptions(options)).render()
  return pngFileSync(rasterOf(image, svg, options))
}

function resvgOptions({ dpi = DEFAULT_DPI, fonts = [] }: PngOptions): ResvgRenderOptions {
  if (!(dpi >= 24 && dpi <= 1200))
    throw new InvalidArgument({
      where: 'dpi',
      expected: 'a number from 24 to 1200',
      found: String(dpi),
      next: `Give such a number: ${DEFAULT_DPI} for screens, 300 for print.`,
    })
  return {
    fitTo: { mode: 'zoom', value: dpi / PX_PER_INCH },
    // The renderer draws no text at all without a font file that it can read.
    font: {
      loadSystemFonts: false,
      fontFiles: [...DEJAVU, ...fonts],
      defaultFontFamily: 'DejaVu Sans',
    },
  }
}

/**
 * An SVG without the marks that no font has, as those over and under the letters of Devanagari and Thai: the renderer draws a box
 * for each, for which it reckons with no room, so that texts do not end where they should. PDFs leave them out, too.
 */
function withoutLostMarks(svg: string, { fonts }: PngOptions): string {
  if (!MARKS.test(svg)) return svg
  const loaded = loadFontsSync(fonts)
  return svg.replace(new RegExp(MARKS, 'gu'), (mark) =>
    loaded.some(({ coverage }) => coverage.has(mark.codePointAt(0) ?? 0)) ? mark : '',
  )
}

const MARKS = /\p{M}/u

function rasterOf(image: RenderedImage, svg: string, { dpi = DEFAULT_DPI }: PngOptions): Raster {
  const { pixels, width, height } = image
  const dotsPerMetre = Math.round(dpi * INCHES_PER_METRE)
  return { width, height, pixels: straight(pixels), dotsPerMetre, text: textAlternative(svg) }
}

/** Colours as PNG has them: the renderer's are multiplied by their opacity. In place. */
function straight(pixels: Uint8Array): Uint8Array {
  if (isOpaque(pixels)) return pixels
  for (let i = 3; i < pixels.length; i += 4) {
    const opacity = pixels[i]
    if (opacity === 255 || opacity === 0) continue
    for (let j = i - 3; j < i; j++)
      pixels[j] = Math.min(255, Math.round((255 * pixels[j]) / opacity))
  }
  return pixels
}

/** Whether nothing shines through, as in every drawing with a ground of its own. */
function isOpaque(pixels: Uint8Array): boolean {
  let common = 255
  for (let i = 3; i < pixels.length; i += 4) common &= pixels[i]
  return common === 255
}
