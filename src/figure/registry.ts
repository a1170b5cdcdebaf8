// All figures that are drawn from one analysis, in reading order. Command, report and page read this table.
import type { Analysis } from '../analysis/analysis.js'
import { FEWEST } from '../spectrum/level.js'
import { correlationCsv, correlationFigure } from './correlation.js'
import {
  type ShownAs,
  correlationOf,
  screeOf,
  spectraOf,
  spectrumOf,
  stabilityOf,
} from './from-analysis.js'
import { polesOf, projectionOf, vectorsOf } from './projections-of.js'
import { pairCsv, pairFigure } from './pair.js'
import { polesCsv, polesFigure } from './poles.js'
import { projectionFigure } from './projection.js'
import { projectionDataCsv } from './projection-table.js'
import { screeCsv, screeFigure } from './scree.js'
import { spectraCsv, spectraFigure } from './spectra.js'
import { spectrumDataCsv, spectrumFigure } from './spectrum.js'
import { stabilityCsv, stabilityFigure } from './stability.js'
import type { Theme } from './theme.js'
import { vectorsCsv, vectorsFigure } from './vectors.js'

/** As the set gives them, or by hierarchical clustering, neighbours as alike as the tree allows. */
export type MemberOrder = 'given' | 'clustered'

/** All orders of members. */
export const MEMBER_ORDERS: readonly MemberOrder[] = ['given', 'clustered']

/** How a figure is drawn, with every default filled in. */
export interface DrawOptions extends ShownAs {
  /** False leaves clouds of points out, for a page that lays its own over the panel of the projection. */
  readonly points: boolean
  /** Colours the vocabulary by what its tokens look like. */
  readonly classes: boolean
  /** Of the members on heat maps; undefined for |r| as given and r clustered. */
  readonly order: MemberOrder | undefined
  /** Draws the cells of heat maps of 58 members and more as images: a tenth of the size, but no longer paths. */
  readonly compact: boolean
}

/** One kind of figure: what it needs, how it is drawn, and the numbers behind it. */
export interface FigureDefinition {
  /** Also of its files. */
  readonly name: FigureName
  /** What it shows, in a few words, for lists and headings. */
  readonly shows: string
  /** Whether it is one of those that a talk shows of an analysis: the command writes it without being asked. */
  readonly main: (analysis: Analysis) => boolean
  /** Why an analysis has no such figure; undefined where it has. */
  readonly lacks: (analysis: Analysis) => string | undefined
  readonly svg: (analysis: Analysis, theme: Theme, options: DrawOptions) => string
  /** The data that is drawn, as a table. */
  readonly csv: (analysis: Analysis, options: DrawOptions) => string
}

/** The figures of an analysis. */
export type FigureName =
  | 'pair'
  | 'spectra'
  | 'spectrum'
  | 'scree'
  | 'projection'
  | 'poles'
  | 'vectors'
  | 'correlation'
  | 'correlation-signed'
  | 'stability'

const never = (): undefined => undefined
const yes = (): boolean => true
const no = (): boolean => false

const needsProjection = ({ projection }: Analysis): string | undefined =>
  projection.vectors.length === 0 ? 'the vocabulary was not projected' : undefined

/** Centring leaves n rows n − 1 directions: two take three members. */
const needsTwoVectors = ({ set, spectrum }: Analysis): string | undefined =>
  set.members.length < 3 || spectrum.singularValues.length < 2
    ? 'the set has fewer than two singular vectors'
    : undefined

/** What is asked for, else |r| as given and r clustered: both can be seen without being asked for. */
const absolute = ({ order = 'given' }: DrawOptions) =>
  ({ name: 'correlation', absolute: true, clustered: order === 'clustered' }) as const
const signed = ({ order = 'clustered' }: DrawOptions) =>
  ({ name: 'correlation-signed', absolute: false, clustered: order === 'clustered' }) as const

/** Every figure of an analysis, in reading order. */
export const FIGURES: readonly FigureDefinition[] = [
  {
    name: 'pair',
    shows: 'two embeddings against each other',
    main: yes,
    lacks: never,
    svg: ({ pair, model, transform }, theme) =>
      pairFigure(pair, model.name, theme, { spelling: model.tokenizer.spelling, transform }),
    csv: ({ pair }) => pairCsv(pair),
  },
  {
    name: 'spectra',
    shows: 'a singular vector and the spectrum, beside random tokens',
    main: yes,
    lacks: never,
    svg: (analysis, theme, options) => spectraFigure(spectraOf(analysis, options), theme),
    csv: (analysis, options) => spectraCsv(spectraOf(analysis, options)),
  },
  {
    name: 'spectrum',
    shows: 'the spectrum alone',
    main: no,
    lacks: never,
    svg: (analysis, theme, options) => spectrumFigure(spectrumOf(analysis, options), theme),
    csv: (analysis, options) => spectrumDataCsv(spectrumOf(analysis, options)),
  },
  {
    name: 'scree',
    shows: 'how many singular values exceed chance',
    main: no,
    lacks: ({ controls }) =>
      controls.draws < FEWEST
        ? `it needs ${FEWEST} controls or more, for a 95th percentile`
        : undefined,
    svg: (analysis, theme) => screeFigure(screeOf(analysis), theme),
    csv: (analysis) => screeCsv(screeOf(analysis)),
  },
  {
    name: 'projection',
    shows: 'the whole vocabulary on a singular vector',
    main: yes,
    lacks: needsProjection,
    svg: (analysis, theme, options) =>
      projectionFigure(projectionOf(analysis, options), theme, options),
    csv: (analysis, options) => projectionDataCsv(projectionOf(analysis, options)),
  },
  {
    name: 'poles',
    shows: 'the tokens at both ends of a singular vector',
    main: yes,
    lacks: needsProjection,
    svg: (analysis, theme) => polesFigure(polesOf(analysis), theme),
    csv: (analysis) => polesCsv(polesOf(analysis)),
  },
  {
    name: 'vectors',
    shows: 'two singular vectors against each other',
    // Who projects on two wants to see them together.
    main: ({ projection }) => projection.vectors.length > 1,
    lacks: needsTwoVectors,
    svg: (analysis, theme, { points }) => vectorsFigure(vectorsOf(analysis), theme, { points }),
    csv: (analysis) => vectorsCsv(vectorsOf(analysis)),
  },
  {
    name: 'correlation',
    shows: '|r| between the members',
    main: yes,
    lacks: never,
    svg: (analysis, theme, options) =>
      correlationFigure(correlationOf(analysis, absolute(options)), theme, options),
    csv: (analysis, options) => correlationCsv(correlationOf(analysis, absolute(options))),
  },
  {
    name: 'correlation-signed',
    shows: 'r between the members',
    main: no,
    lacks: never,
    svg: (analysis, theme, options) =>
      correlationFigure(correlationOf(analysis, signed(options)), theme, options),
    csv: (analysis, options) => correlationCsv(correlationOf(analysis, signed(options))),
  },
  {
    name: 'stability',
    shows: 'how far singular vectors depend on who is in the set',
    main: no,
    lacks: never,
    svg: (analysis, theme) => stabilityFigure(stabilityOf(analysis), theme),
    csv: (analysis) => stabilityCsv(stabilityOf(analysis)),
  },
]

/** The figures that an analysis has not, each with the reason. */
export function lackingOf(
  analysis: Analysis,
): readonly { readonly figure: FigureDefinition; readonly reason: string }[] {
  return FIGURES.flatMap((figure) => {
    const reason = figure.lacks(analysis)
    return reason === undefined ? [] : [{ figure, reason }]
  })
}

/** The figures that an analysis has. */
export function figuresOf(analysis: Analysis): readonly FigureDefinition[] {
  return FIGURES.filter(({ lacks }) => lacks(analysis) === undefined)
}
