import { type Analysis, figureCsv, figuresOf, renderFigure } from '../src/index.js'
import { collectGarbage } from './heap.js'
import { type FigureFlags, figureOptions } from './figure-options.js'
import type { Renderer, WriteFile } from './renderer.js'

const MANY_TOKENS = 65_536

/** Whether a vocabulary takes so much memory itself that figures are rendered one at a time, and nothing else is done meanwhile. */
export function hasManyTokens({
  tokens,
}: {
  readonly tokens: { readonly length: number }
}): boolean {
  return tokens.length > MANY_TOKENS
}

/** How figures are written. */
export interface FigureFiles {
  readonly flags: FigureFlags & { readonly format: readonly string[] }
  /** False draws the main figures alone, all being in the report; true every one. */
  readonly all: boolean
  readonly renderer: Renderer
}

/**
 * Draws the figures of an analysis: their SVGs, and the tables behind them (`data`, NAME.data.csv), are there when this
 * resolves; PNGs and PDFs are when the renderer has finished.
 */
export async function writeFigures(
  write: WriteFile,
  analysis: Analysis,
  { flags, all, renderer }: FigureFiles,
): Promise<void> {
  const options = figureOptions(flags)
  const has = (format: string): boolean => flags.format.includes(format)
  const svgs: string[] = []
  const sparing = hasManyTokens(analysis.projection)
  for (const { name } of figuresOf(analysis).filter(({ main }) => all || main(analysis))) {
    if (has('data')) await write(`${name}.data.csv`, figureCsv(name, analysis, options))
    if (!['svg', 'png', 'pdf'].some(has)) continue
    const svg = renderFigure(name, analysis, options)
    svgs.push(svg)
    if (sparing) collectGarbage()
    renderer.add(name, svg)
    if (sparing) await renderer.rest()
    if (has('svg')) await write(`${name}.svg`, svg)
  }
  await renderer.tellMissing(svgs)
}
