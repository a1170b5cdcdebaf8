import type { Analysis } from '../analysis/analysis.js'
import type { Scale } from '../spectrum/scale.js'
import { correlationFigure } from './correlation.js'
import { pairFigure } from './pair.js'
import { projectionFigure } from './projection.js'
import { spectraFigure } from './spectra.js'
import { THEMES, type ThemeName } from './theme.js'

/** The figures of an analysis, in reading order; also the names their files get. */
export const FIGURE_NAMES = ['pair', 'spectra', 'projection', 'correlation'] as const

/** One of `FIGURE_NAMES`. */
export type FigureName = (typeof FIGURE_NAMES)[number]

/** Every figure of an analysis as SVG. */
export type Figures = Readonly<Record<FigureName, string>>

/** How figures look. */
export interface FigureOptions {
  /** `light` by default. */
  readonly theme?: ThemeName
  /** Units of the spectra: `raw` by default. */
  readonly scale?: Scale
}

/** Draws one figure of an analysis as SVG. The same analysis and options give the same string. */
export function renderFigure(
  name: FigureName,
  analysis: Analysis,
  { theme = 'light', scale = 'raw' }: FigureOptions = {},
): string {
  const colours = THEMES[theme]
  switch (name) {
    case 'pair':
      return pairFigure(analysis.pair, analysis.model.name, colours)
    case 'spectra':
      return spectraFigure(analysis, scale, colours)
    case 'projection':
      return projectionFigure(analysis, colours)
    case 'correlation':
      return correlationFigure(analysis, colours)
  }
}

/** Draws all figures of an analysis. */
export function renderFigures(analysis: Analysis, options?: FigureOptions): Figures {
  return Object.fromEntries(
    FIGURE_NAMES.map((name) => [name, renderFigure(name, analysis, options)]),
  ) as Figures
}
