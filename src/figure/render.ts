import type { Analysis } from '../analysis/analysis.js'
import type { Scale } from '../spectrum/scale.js'
import { correlationFigure } from './correlation.js'
import { pairFigure } from './pair.js'
import { projectionFigure } from './projection.js'
import { spectraFigure } from './spectra.js'
import { THEMES, type ThemeName } from './theme.js'

/** Every figure of an analysis, by the name its file gets. */
export type Figures = Readonly<Record<'pair' | 'spectra' | 'projection' | 'correlation', string>>

/** How figures look. */
export interface FigureOptions {
  /** `light` by default. */
  readonly theme?: ThemeName
  /** Units of the spectra: `raw` by default. */
  readonly scale?: Scale
}

/** Draws all figures of an analysis. The same analysis and options give the same strings. */
export function renderFigures(
  analysis: Analysis,
  { theme = 'light', scale = 'raw' }: FigureOptions = {},
): Figures {
  const colours = THEMES[theme]
  return {
    pair: pairFigure(analysis.pair, analysis.model.name, colours),
    spectra: spectraFigure(analysis, scale, colours),
    projection: projectionFigure(analysis, colours),
    correlation: correlationFigure(analysis, colours),
  }
}
