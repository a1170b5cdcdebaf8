import { scaleLinear } from 'd3-scale'
import { axes, panelFrame } from './axes.js'
import { csvTable } from './csv-table.js'
import { type LegendEntry, legend } from './legend.js'
import { DASHES, SHAPES, marker } from './markers.js'
import { decimals } from './numbers.js'
import { type SpectrumBand, indexTicks } from './spectrum-panel.js'
import { bandPath, element, figure, header, linePath } from './svg.js'
import { type Theme, seriesColour } from './theme.js'

/** Principal angles between subspaces, smallest first. */
export interface AnglesData {
  /** The two that are compared: `letters` and `digits`, or a set in two models. */
  readonly between: readonly [string, string]
  /** Models, dimensions of the subspaces, how chance was drawn. */
  readonly notes: readonly string[]
  /** One or several comparisons; in degrees, 0 to 90, ascending. */
  readonly series: readonly { readonly label: string; readonly degrees: ArrayLike<number> }[]
  /** The same angles by chance, in degrees. */
  readonly band?: SpectrumBand | undefined
}

const RIGHT = 90

/** Principal angles by index, 0° for a shared direction, 90° for none, over what chance gives. */
export function anglesFigure(data: AnglesData, theme: Theme): string {
  const { between, series, band } = data
  const about = {
    name: 'angles',
    title: `Principal angles between ${between[0]} and ${between[1]}`,
    notes: data.notes,
    description:
      `Line plot of principal angles in degrees, smallest first; 0 is a shared direction, 90 none. ` +
      series.map(({ label, degrees }) => inWords(label, degrees, band)).join(' '),
  }
  const head = header(about, 700, theme)
  const box = { x: 78, y: head.height, width: 598, height: 380 }
  const count = Math.max(1, ...series.map(({ degrees }) => degrees.length))
  const x = scaleLinear([0.5, count + 0.5], [box.x, box.x + box.width])
  const y = scaleLinear([0, RIGHT], [box.y + box.height - 6, box.y + 10])
  const xs = Array.from({ length: count }, (_, i) => x(i + 1))
  const entries: LegendEntry[] = series.map(({ label }, s) => ({
    label,
    colour: seriesColour(theme, s),
    shape: SHAPES[s % SHAPES.length],
    line: DASHES[s % DASHES.length] ?? 'solid',
  }))
  if (band) entries.push({ label: band.label, colour: theme.control, band: true, line: '2 2' })
  const at = (values: ArrayLike<number>) => Array.from(values, (value) => y(value))
  const points = series.flatMap(({ degrees }) => at(degrees).map((yy, i) => ({ x: xs[i], y: yy })))
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
    band
      ? element(
          'g',
          { 'data-band': band.label },
          element('path', {
            d: bandPath(xs.slice(0, band.lower.length), at(band.lower), at(band.upper)),
            fill: theme.control,
            'fill-opacity': 0.22,
          }),
          element('path', {
            d: linePath(xs.slice(0, band.median.length), at(band.median)),
            fill: 'none',
            stroke: theme.control,
            'stroke-dasharray': '2 2',
          }),
        )
      : '',
    ...series.map(({ label, degrees }, s) => {
      const colour = seriesColour(theme, s)
      const ys = at(degrees)
      return element(
        'g',
        { stroke: colour, 'data-series': label },
        element('path', {
          d: linePath(xs.slice(0, ys.length), ys),
          fill: 'none',
          'stroke-width': 1.5,
          'stroke-dasharray': DASHES[s % DASHES.length],
        }),
        ...(box.width / count < 5 ? [] : ys).map((yy, i) =>
          marker(SHAPES[s % SHAPES.length], xs[i], yy, {
            fill: colour,
            stroke: theme.background,
            'stroke-width': 0.8,
            'data-tip': `${label}, angle ${i + 1}: ${decimals(degrees[i], 1)}°`,
          }),
        ),
      )
    }),
    panelFrame(box, 'angles', x, y, theme),
    legend(box, entries, points, theme),
  )
}

function inWords(
  label: string,
  degrees: ArrayLike<number>,
  band: SpectrumBand | undefined,
): string {
  const smallest = `${label}: from ${decimals(degrees[0], 1)}° to ${decimals(degrees[degrees.length - 1], 1)}°.`
  if (!band) return smallest
  const below = Array.from(degrees).filter((angle, i) => angle < band.lower[i]).length
  return `${smallest} ${below} of ${degrees.length} lie below the band of chance (${band.label}).`
}

/** The angles in degrees; header `index,<labels…>` and, with a band, `lower,median,upper`. */
export function anglesCsv({ series, band }: AnglesData): string {
  const count = Math.max(0, ...series.map(({ degrees }) => degrees.length))
  const bands = band ? [band.lower, band.median, band.upper] : []
  return csvTable(
    ['index', ...series.map(({ label }) => label), ...(band ? ['lower', 'median', 'upper'] : [])],
    Array.from({ length: count }, (_, i) => [
      i + 1,
      ...[...series.map(({ degrees }) => degrees), ...bands].map((values) => values[i]),
    ]),
  )
}
