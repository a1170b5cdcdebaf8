import { scaleLinear } from 'd3-scale'
import { chanceBars } from './angle-bars.js'
import { axes, panelFrame } from './axes.js'
import { type Segment, polyline } from './geometry.js'
import { type LegendEntry, legend } from './legend.js'
import { hasMarks, lineTips } from './line-marks.js'
import { DASHES, SHAPES, marker } from './markers.js'
import { decimals } from './numbers.js'
import { type SpectrumBand, bandMarks } from './spectrum-panel.js'
import { element, figure, header, linePath } from './svg.js'
import { type Theme, seriesColour } from './theme.js'
import { indexTicks } from './ticks.js'

/** Principal angles between subspaces, smallest first. */
export interface AnglesData {
  /** The two that are compared: `letters` and `digits`, or a set in two models. */
  readonly between: readonly [string, string]
  /** Models, dimensions of the subspaces, how chance was drawn. */
  readonly notes: readonly string[]
  /** One or several comparisons. */
  readonly series: readonly AnglesSeries[]
}

/** The angles of one comparison, in degrees, 0 to 90, ascending. */
export interface AnglesSeries {
  readonly label: string
  readonly degrees: ArrayLike<number>
  /** The same angles by chance. */
  readonly band?: SpectrumBand | undefined
}

const RIGHT = 90

/** How far the marks of several comparisons stand apart at one index at most, in px. */
const ASIDE = 14

/**
 * Principal angles by index, 0° for a shared direction, 90° for none, over what chance gives: an area for a single
 * comparison, a bar behind each mark where there are several, as each has its own chance.
 */
export function anglesFigure(data: AnglesData, theme: Theme): string {
  const { between, series } = data
  const about = {
    name: 'angles',
    title: `Principal angles between ${between[0]} and ${between[1]}`,
    notes: data.notes,
    description:
      `Line plot of principal angles in degrees, smallest first; 0 is a shared direction, 90 none. ` +
      series.map(inWords).join(' '),
  }
  const head = header(about, 700, theme)
  const box = { x: 78, y: head.height, width: 598, height: 380 }
  const count = Math.max(1, ...series.map(({ degrees }) => degrees.length))
  const x = scaleLinear([0.5, count + 0.5], [box.x, box.x + box.width])
  const y = scaleLinear([0, RIGHT], [box.y + box.height - 6, box.y + 10])
  const step = Math.min(ASIDE, (0.7 * box.width) / count / series.length)
  const single = series.length === 1
  const marked = hasMarks(box, count)
  const drawn = series.map((one, s) => {
    const aside = (s - (series.length - 1) / 2) * step
    return {
      ...one,
      xs: Array.from(one.degrees, (_, i) => x(i + 1) + aside),
      ys: Array.from(one.degrees, (angle) => y(angle)),
      colour: seriesColour(theme, s),
      shape: SHAPES[s % SHAPES.length],
      // Beyond as many as there are shapes, they come again with their middle left out, and with the next dash.
      hollow: s >= SHAPES.length,
      dash: DASHES[(s + Math.floor(s / SHAPES.length)) % DASHES.length],
    }
  })
  const entries: LegendEntry[] = drawn.map(({ label, colour, shape, hollow, dash }) => ({
    label,
    colour,
    ...(marked && { shape, hollow }),
    line: dash ?? 'solid',
  }))
  const band = series.find((one) => one.band)?.band
  if (band)
    entries.push({
      label: band.label,
      colour: theme.control,
      band: true,
      ...(single && { line: '2 2' }),
    })
  return figure(
    about,
    { width: 700, height: box.y + box.height + 58, head, theme },
    axes(
      box,
      { scale: x, label: 'index', ticks: indexTicks(count, box.width) },
      {
        scale: y,
        label: 'principal angle',
        ticks: [0, 15, 30, 45, 60, 75, 90],
        format: (t) => `${t}°`,
      },
      theme,
    ),
    ...drawn.map((one) => {
      if (!one.band) return ''
      return single
        ? bandMarks(one.band, x, y, false, theme)
        : chanceBars(one.band, { xs: one.xs, y, width: Math.min(7, step * 0.7) }, theme)
    }),
    ...drawn.map(({ label, degrees, xs, ys, colour, shape, hollow, dash }) =>
      element(
        'g',
        { stroke: colour, 'data-series': label },
        element('path', {
          d: linePath(xs, ys),
          fill: 'none',
          'stroke-width': 1.5,
          'stroke-dasharray': dash,
          ...(!marked && lineTips(label, 'angle', degrees)),
        }),
        ...(marked ? ys : []).map((yy, i) =>
          marker(shape, xs[i], yy, {
            fill: hollow ? theme.background : colour,
            stroke: hollow ? colour : theme.background,
            'stroke-width': hollow ? 1.4 : 0.8,
            'data-tip': `${label}, angle ${i + 1}: ${decimals(degrees[i], 1)}°`,
          }),
        ),
      ),
    ),
    panelFrame(box, 'angles', x, y, theme),
    legend(
      box,
      entries,
      {
        points: drawn.flatMap(({ xs, ys }) => xs.map((at, i) => ({ x: at, y: ys[i] }))),
        segments: drawn.flatMap(({ xs, ys, band: chance }) => [
          ...polyline(xs.map((at, i) => ({ x: at, y: ys[i] }))),
          ...(chance
            ? xs.map((at, i): Segment => [at, y(chance.lower[i]), at, y(chance.upper[i])])
            : []),
        ]),
      },
      theme,
    ),
  )
}

/** Their range, what the smallest is by chance, and how many lie outside the band. */
function inWords({ label, degrees, band }: AnglesSeries): string {
  const angle = (values: ArrayLike<number>, i: number): string => `${decimals(values[i], 1)}°`
  const range = `${label}: from ${angle(degrees, 0)} to ${angle(degrees, degrees.length - 1)}`
  if (!band) return `${range}.`
  const below = Array.from(degrees).filter((value, i) => value < band.lower[i]).length
  const above = Array.from(degrees).filter((value, i) => value > band.upper[i]).length
  return (
    `${range}; the smallest by chance ${angle(band.median, 0)}, ${angle(band.lower, 0)} to ${angle(band.upper, 0)}. ` +
    `Of ${degrees.length}, ${below} lie below the band of chance (${band.label}) and ${above} above it.`
  )
}
