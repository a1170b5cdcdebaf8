import { scaleLinear, scaleLog } from 'd3-scale'
import { type AxisScale, axes, panelFrame, roomLeft } from './axes.js'
import { type Segment, polyline } from './geometry.js'
import { type LegendEntry, labelWithEnd, legend } from './legend.js'
import { hasMarks, lineTips } from './line-marks.js'
import { CONTROL_DASH, DASHES, type MarkerShape, SHAPES, marker } from './markers.js'
import { grouped, significant } from './numbers.js'
import { referenceLines, referenceSegments } from './reference-lines.js'
import { type Box, bandPath, element, linePath } from './svg.js'
import { type Theme, seriesColour } from './theme.js'
import { indexTicks } from './ticks.js'
import type { ReferenceHeights } from '../spectrum/reference-heights.js'

/** The spectrum of one set, in the units that are drawn. */
export interface SpectrumSeries {
  readonly label: string
  /** Tokens of the set, which the legend names after the label; without it the label stands alone. */
  readonly n?: number
  /** Descending. */
  readonly values: ArrayLike<number>
  /** Whether the last value is a numerical zero that centring made: it is drawn hollow, and not on a logarithmic axis. */
  readonly zeroLast: boolean
  /** True for random tokens: they have a colour, a shape and a dash of their own. */
  readonly control?: boolean
}

/** What chance does at every index. */
export interface SpectrumBand {
  readonly label: string
  readonly lower: ArrayLike<number>
  readonly median: ArrayLike<number>
  readonly upper: ArrayLike<number>
}

/** What is drawn into a panel of spectra. */
export interface SpectrumPanel {
  readonly name: string
  readonly series: readonly SpectrumSeries[]
  readonly band?: SpectrumBand | undefined
  /** Lines of theory, in the units that are drawn; their names need `REFERENCE_ROOM` to the right of the panel. */
  readonly references?: ReferenceHeights | undefined
  /** Of the vertical axis. */
  readonly label: string
  readonly log: boolean
}

/** Values this far below the largest are rounding errors: no logarithmic axis reaches down to them. */
const FLOOR = 1e-8

/** Spectra by index, each with its own colour, shape and dash, over the band of chance. */
export function spectrumPanel(box: Box, panel: SpectrumPanel, theme: Theme): string {
  const { series, band, references, log } = panel
  const count = Math.max(1, ...series.map(({ values }) => values.length))
  const x = scaleLinear([0.5, count + 0.5], [box.x, box.x + box.width])
  const y = verticalScale(box, panel)
  const looks = looksOf(series, theme)
  const marked = hasMarks(box, count)
  const drawn = series.map(({ values, zeroLast, label }, s) => {
    const last = zeroLast ? values.length - 1 : -1
    const shown = Array.from(values, (value, i) =>
      log && (value <= floorOf(y) || i === last) ? NaN : value,
    )
    return { label, last, shown, ...looks[s] }
  })
  const at = (values: readonly number[]) => values.map((value, i) => ({ x: x(i + 1), y: y(value) }))
  const around = {
    points: drawn.flatMap(({ shown }) => at(shown)),
    segments: [
      ...drawn.flatMap(({ shown }) => polyline(at(shown))),
      ...(band ? bandSegments(band, x, y, log) : []),
      ...referenceSegments(box, references, y),
    ],
  }
  const entries: LegendEntry[] = drawn.map(({ label, colour, shape, dash }, s) => ({
    label: withSize(label, series[s].n),
    colour,
    ...(marked && { shape }),
    line: dash ?? 'solid',
  }))
  if (band) entries.push({ label: band.label, colour: theme.control, band: true, line: '2 2' })
  return [
    axes(
      box,
      { scale: x, label: 'index', ticks: indexTicks(count, box.width) },
      { scale: y, label: panel.label },
      theme,
    ),
    band ? bandMarks(band, x, y, log, theme) : '',
    references ? referenceLines(box, references, y, theme) : '',
    ...drawn.map(({ label, last, shown, colour, shape, dash }) =>
      element(
        'g',
        { stroke: colour, 'data-series': label },
        element('path', {
          d: linePath(
            shown.map((_, i) => x(i + 1)),
            shown.map((value) => y(value)),
          ),
          fill: 'none',
          'stroke-width': 1.5,
          'stroke-dasharray': dash,
          // What is not shown is at the end, so that values and vertices go together.
          ...(!marked &&
            lineTips(
              label,
              'index',
              shown
                .map((value, i) => (i === last ? 0 : value))
                .filter((_, i) => !Number.isNaN(shown[i])),
            )),
        }),
        ...(marked ? shown : []).map((value, i) =>
          Number.isNaN(value)
            ? ''
            : marker(shape, x(i + 1), y(value), {
                fill: i === last ? theme.background : colour,
                stroke: i === last ? colour : theme.background,
                'stroke-width': i === last ? 1.2 : 0.8,
                'data-tip': `${label}, index ${i + 1}: ${i === last ? 'zero by centring' : significant(value)}`,
              }),
        ),
      ),
    ),
    panelFrame(box, panel.name, x, y, theme),
    legend(box, entries, around, theme),
  ].join('')
}

function withSize(label: string, n: number | undefined): string {
  return n === undefined ? label : labelWithEnd(label, ` (n = ${grouped(n)})`)
}

interface Look {
  readonly colour: string
  readonly shape: MarkerShape
  readonly dash: string | undefined
}

/** Sets in their order, and the control in its own look. */
function looksOf(series: readonly SpectrumSeries[], theme: Theme): Look[] {
  let set = 0
  return series.map(({ control }) => {
    if (control) return { colour: theme.control, shape: 'square', dash: CONTROL_DASH }
    const i = set++
    return {
      colour: seriesColour(theme, i),
      shape: SHAPES[i % SHAPES.length],
      dash: DASHES[i % DASHES.length],
    }
  })
}

/** The room left of a panel so high, in px, at least so much. */
export function spectrumRoom(panel: SpectrumPanel, height: number, least: number): number {
  const scale = verticalScale({ x: 0, y: 0, width: 0, height }, panel)
  return roomLeft({ scale, label: panel.label }, height, least)
}

function verticalScale(box: Box, { series, band, references, log }: SpectrumPanel): AxisScale {
  const range = [box.y + box.height - 8, box.y]
  const all = [
    ...series.map(({ values }) => values),
    ...(band ? [band.upper, band.lower] : []),
    Object.values(references ?? {}),
  ]
    .flatMap((values) => Array.from(values))
    .filter(Number.isFinite)
  const top = Math.max(0, ...all)
  if (!log) return scaleLinear([0, top > 0 ? top * 1.04 : 1], range)
  const least = Math.min(top, ...all.filter((value) => value > top * FLOOR))
  return top > 0 ? scaleLog([least / 1.15, top * 1.15], range) : scaleLog([0.1, 1], range)
}

function floorOf(y: AxisScale): number {
  return Math.min(...y.domain()) * 0.999
}

/** The outline of the band, and its height at every index, as legends have to keep off it. */
function bandSegments(
  { lower, upper }: SpectrumBand,
  x: (value: number) => number,
  y: AxisScale,
  log: boolean,
): readonly Segment[] {
  const edge = (values: ArrayLike<number>) =>
    Array.from(values, (value, i) => ({
      x: x(i + 1),
      y: y(log ? Math.max(value, floorOf(y)) : value),
    }))
  const [below, above] = [edge(lower), edge(upper)]
  return [
    ...polyline(below),
    ...polyline(above),
    ...below.flatMap((point, i) => polyline([point, above[i]])),
  ]
}

/** The band of chance, with its median; thin lines at its edges keep it visible where it is narrow, and in print. */
export function bandMarks(
  band: SpectrumBand,
  x: (value: number) => number,
  y: AxisScale,
  log: boolean,
  theme: Theme,
): string {
  const floor = floorOf(y)
  const count = log
    ? Array.from(band.upper).findIndex((value) => !(value > floor))
    : band.upper.length
  const kept = Array.from({ length: count < 0 ? band.upper.length : count }, (_, i) => i)
  // One index alone would have no width: its band is drawn twice, to both sides.
  if (kept.length === 1) kept.push(0)
  const aside = (place: number) => (kept.length === 2 && kept[1] === 0 ? 0.3 * (2 * place - 1) : 0)
  const xs = kept.map((i, place) => x(i + 1 + aside(place)))
  const at = (values: ArrayLike<number>) =>
    kept.map((i) => y(log ? Math.max(values[i], floor) : values[i]))
  const [lower, median, upper] = [at(band.lower), at(band.median), at(band.upper)]
  return element(
    'g',
    { 'data-band': band.label },
    element('path', { d: bandPath(xs, lower, upper), fill: theme.control, 'fill-opacity': 0.22 }),
    element('path', {
      d: linePath(xs, lower) + linePath(xs, upper),
      fill: 'none',
      stroke: theme.control,
      'stroke-width': 0.7,
    }),
    element('path', {
      d: linePath(xs, median),
      fill: 'none',
      stroke: theme.control,
      'stroke-width': 1,
      'stroke-dasharray': '2 2',
    }),
  )
}
