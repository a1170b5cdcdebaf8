import { fileURLToPath } from 'node:url'
import { renderAsync } from '@resvg/resvg-js'

/** How an SVG becomes a PNG. */
export interface PngOptions {
  /** Pixels for one px of the SVG; 2 by default. */
  readonly zoom?: number
}

// The renderer draws no text at all without a font file that it can read.
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
)

/**
 * Renders an SVG as a PNG, with DejaVu Sans for its text, whatever fonts the machine has. In Node only.
 *
 * @param svg as `renderFigures` makes them
 */
export async function renderPng(svg: string, { zoom = 2 }: PngOptions = {}): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'DejaVu Sans' },
  })
  return image.asPng()
}
