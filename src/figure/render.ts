import { DEFAULT_LOOK } from './default-look.js'
import type { Analysis } from '../analysis/analysis.js'
import {
  InvalidArgument,
  type OptionNames,
  requireBoolean,
  requireKnown,
  requireOneOf,
} from '../errors.js'
import { SCALES } from '../spectrum/scale.js'
import {
  type DrawOptions,
  FIGURES,
  type FigureDefinition,
  type FigureName,
  MEMBER_ORDERS,
  figuresOf,
} from './registry.js'
import { type Theme, type ThemeName, themeOf } from './theme.js'

/** All names of figures, in reading order; also the names their files get. */
export const FIGURE_NAMES: readonly FigureName[] = FIGURES.map(({ name }) => name)

/** Figures that an analysis may lack: of a vocabulary that was not projected, of a set with too few directions. */
type Optional = 'projection' | 'poles' | 'vectors'

/** The figures that an analysis has, as SVG, in reading order. */
export type Figures = Readonly<
  Record<Exclude<FigureName, Optional>, string> & Partial<Record<Optional, string>>
>

/** How figures look. */
export interface FigureOptions extends Partial<DrawOptions> {
  /** `light` by default; colours of one's own may be anything that an SVG attribute takes. */
  readonly theme?: ThemeName | Theme
}

const OPTIONS: OptionNames<FigureOptions> = {
  theme: true,
  scale: true,
  log: true,
  points: true,
  classes: true,
  order: true,
  compact: true,
}

/**
 * Draws one figure of an analysis as SVG. The same analysis and options give the same string.
 *
 * @throws {InvalidArgument} when the analysis has no such figure, or there is no such option, theme, scale or order
 */
export function renderFigure(
  name: FigureName,
  analysis: Analysis,
  options: FigureOptions = {},
): string {
  const { theme, draw } = resolved(options)
  return definitionOf(name, analysis).svg(analysis, theme, draw)
}

/**
 * Draws all figures that an analysis has.
 *
 * @throws {InvalidArgument} when there is no such option, theme, scale or order
 */
export function renderFigures(analysis: Analysis, options?: FigureOptions): Figures {
  return Object.fromEntries(
    figuresOf(analysis).map(({ name }) => [name, renderFigure(name, analysis, options)]),
  ) as Figures
}

/**
 * The numbers behind a figure as CSV.
 *
 * @throws {InvalidArgument} as `renderFigure`
 */
export function figureCsv(
  name: FigureName,
  analysis: Analysis,
  options: FigureOptions = {},
): string {
  return definitionOf(name, analysis).csv(analysis, resolved(options).draw)
}

function resolved(options: FigureOptions): { readonly theme: Theme; readonly draw: DrawOptions } {
  requireKnown('options of a figure', OPTIONS, options)
  const { theme = DEFAULT_LOOK.theme, scale = DEFAULT_LOOK.scale, order } = options
  const { log = false, points = true, classes = false, compact = false } = options
  requireOneOf('scale', SCALES, scale)
  if (order !== undefined) requireOneOf('order', MEMBER_ORDERS, order)
  for (const [name, value] of Object.entries({ log, points, classes, compact }))
    requireBoolean(name, value)
  return { theme: themeOf(theme), draw: { scale, log, points, classes, order, compact } }
}

function definitionOf(name: FigureName, analysis: Analysis): FigureDefinition {
  const definition = FIGURES.find((figure) => figure.name === name)
  const reason = definition?.lacks(analysis)
  if (definition && reason === undefined) return definition
  throw new InvalidArgument({
    where: 'figure',
    expected: `one that this analysis has: ${figuresOf(analysis)
      .map((figure) => figure.name)
      .join(', ')}`,
    found: reason === undefined ? name : `${name}, but ${reason}`,
    next: 'Choose one of these, or analyse with other options.',
  })
}
