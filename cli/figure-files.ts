import { type Analysis, figureCsv, figuresOf, renderFigure } from '../src/index.js'
import { collectGarbage } from './heap.js'
import type { FontFile } from '../src/report/fonts/font-file.js'
import { type FigureFlags, figureOptions } from './figure-options.js'
import { fontsFor, reportMissing } from './fonts.js'

/** What can be written of a figure: `data` is the table behind it, NAME.data.csv. */
export type FigureFormat = 'svg' | 'png' | 'pdf' | 'data'

/** Where files go. */
export type WriteFile = (name: string, content: string | Uint8Array) => Promise<void>

/** Drawings that are rendered at a time: more would hold memory and gain nothing on two processors. */
const LANES = 2

/** Beside a vocabulary of more tokens, which takes memory itself, one is rendered at a time and nothing else is done meanwhile. */
const MANY_TOKENS = 65_536

/** How figures are written. */
export interface FigureFiles {
  readonly formats: ReadonlySet<FigureFormat>
  readonly flags: FigureFlags
  /** False draws the main figures alone, all being in the report; true every one. */
  readonly all: boolean
}

/**
 * Draws the figures of an analysis and begins to write them: SVGs and tables are there when this resolves, PNGs and PDFs,
 * which are made on a thread of their own meanwhile, when `rest` does.
 */
export async function writeFigures(
  write: WriteFile,
  analysis: Analysis,
  { formats, flags, all }: FigureFiles,
): Promise<{ readonly rest: Promise<void> }> {
  const options = figureOptions(flags)
  const figures = figuresOf(analysis).filter(({ main }) => all || main)
  const rasters = formats.has('png') || formats.has('pdf')
  const fonts = rasters ? await fontsFor(flags.font) : []
  const svgs: string[] = []
  const sparing = analysis.projection.tokens.length > MANY_TOKENS
  const lanes = Array.from({ length: LANES }, () => Promise.resolve())
  for (const figure of figures) {
    const { name } = figure
    if (formats.has('data')) await write(`${name}.data.csv`, figureCsv(name, analysis, options))
    const wanted = [...formats].filter((format) => format !== 'data')
    if (wanted.length === 0) continue
    const svg = renderFigure(name, analysis, options)
    if (formats.has('svg')) await write(`${name}.svg`, svg)
    if (!wanted.some((format) => format !== 'svg')) continue
    svgs.push(svg)
    const lane = svgs.length % LANES
    lanes[lane] = lanes[lane].then(() => writeRendered(write, name, svg, { wanted, flags, fonts }))
    // A failure is told where the rest is awaited: until then nobody listens.
    lanes[lane].catch(() => undefined)
    if (sparing) await lanes[lane]
  }
  const rest = Promise.all(lanes).then(() => undefined)
  rest.catch(() => undefined)
  if (rasters) await reportMissing(svgs, fonts)
  return { rest }
}

/** Writes finished drawings, each with its file's name, in all formats of figures that were asked for. */
export async function writeDrawings(
  write: WriteFile,
  drawings: readonly (readonly [string, string])[],
  flags: Pick<FigureFlags, 'dpi' | 'font'> & { readonly format: readonly string[] },
): Promise<void> {
  if (flags.format.includes('svg'))
    for (const [name, svg] of drawings) await write(`${name}.svg`, svg)
  const wanted = (['png', 'pdf'] as const).filter((format) => flags.format.includes(format))
  if (wanted.length === 0) return
  const fonts = await fontsFor(flags.font)
  await reportMissing(
    drawings.map(([, svg]) => svg),
    fonts,
  )
  for (const [name, svg] of drawings)
    await writeRendered(write, name, svg, { wanted, flags, fonts })
}

/** Writes one drawing as PNG, PDF or both. */
async function writeRendered(
  write: WriteFile,
  name: string,
  svg: string,
  how: {
    readonly wanted: readonly FigureFormat[]
    readonly flags: Pick<FigureFlags, 'dpi' | 'font'>
    readonly fonts: readonly FontFile[]
  },
): Promise<void> {
  const { wanted, flags, fonts } = how
  if (wanted.includes('png')) {
    const { renderPng } = await import('../src/report/png.js')
    await write(`${name}.png`, await renderPng(svg, { dpi: flags.dpi, fonts: flags.font }))
    collectGarbage()
  }
  if (wanted.includes('pdf')) {
    const { renderPdf } = await import('../src/report/pdf.js')
    await write(`${name}.pdf`, await renderPdf(svg, { fonts }))
  }
}
