import { type MarkerShape, marker } from './markers.js'
import { type Box, element, text } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import type { Theme } from './theme.js'

/** One line of a legend. */
export interface LegendEntry {
  readonly label: string
  readonly colour: string
  /** Absent for a line without marks, or a band. */
  readonly shape?: MarkerShape
  /** True for marks that are not filled. */
  readonly hollow?: boolean
  /** The dash of the line that joins the marks, `solid` for one without; absent for marks that no line joins. */
  readonly line?: string
  /** True for an area. */
  readonly band?: boolean
}

const ROW = 21
const WIDEST = 230

/** A label with an end that stays whole where the label has to be cut. */
export function labelWithEnd(label: string, end: string): string {
  return fitText(label, WIDEST - textWidth(end, 12), 12) + end
}

/** The size of a legend, in px. */
export function legendSize(entries: readonly LegendEntry[]): { width: number; height: number } {
  const widest = Math.max(...entries.map((entry) => textWidth(entry.label, 12)))
  return { width: 54 + Math.min(WIDEST, widest), height: entries.length * ROW + 9 }
}

/** A legend in the corner of a panel in which it covers the fewest of some points; the upper right one where it can. */
export function legend(
  panel: Box,
  entries: readonly LegendEntry[],
  points: readonly { readonly x: number; readonly y: number }[],
  theme: Theme,
): string {
  const { x, y } = legendPlace(panel, entries, points)
  return legendAt(x, y, entries, theme)
}

/** Where such a legend stands: its box, in px. */
export function legendPlace(
  panel: Box,
  entries: readonly LegendEntry[],
  points: readonly { readonly x: number; readonly y: number }[],
): Box {
  const { width, height } = legendSize(entries)
  const [left, right] = [panel.x + 12, panel.x + panel.width - width - 12]
  const [top, bottom] = [panel.y + 12, panel.y + panel.height - height - 12]
  const between = [7, 6, 5, 4, 3, 2, 1].map((t) => left + (t / 8) * (right - left))
  // The corners first; where each covers something, along the upper and lower edge.
  const corners = [
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
    ...between.flatMap((x) => [
      [x, top],
      [x, bottom],
    ]),
  ]
  const covered = corners.map(
    ([x, y]) =>
      points.filter(
        (p) => p.x > x - 6 && p.x < x + width + 6 && p.y > y - 6 && p.y < y + height + 6,
      ).length,
  )
  const [x, y] = corners[covered.indexOf(Math.min(...covered))]
  return { x, y, width, height }
}

/** A legend whose upper left corner is at (left, top). */
export function legendAt(
  left: number,
  top: number,
  entries: readonly LegendEntry[],
  theme: Theme,
): string {
  return element(
    'g',
    { 'data-legend': '' },
    element('rect', {
      x: left,
      y: top,
      ...legendSize(entries),
      rx: 4,
      fill: theme.background,
      'fill-opacity': 0.9,
      stroke: theme.grid,
    }),
    ...entries.map((entry, i) => row(entry, left, top + 15 + i * ROW, theme)),
  )
}

/** The height of a legend of one line, in px. */
export const LINE_HEIGHT = 24

/** A legend as one line from (left, top) on, for panels that have room for none. */
export function legendLine(
  left: number,
  top: number,
  entries: readonly LegendEntry[],
  theme: Theme,
): string {
  let x = left - 12
  const rows = entries.map((entry) => {
    const drawn = row(entry, x, top + LINE_HEIGHT / 2 - 3, theme)
    x += 62 + Math.min(WIDEST, textWidth(entry.label, 12))
    return drawn
  })
  return element('g', { 'data-legend': '' }, ...rows)
}

function row(entry: LegendEntry, left: number, y: number, theme: Theme): string {
  const { label, colour, shape, hollow, line, band } = entry
  return [
    band
      ? element('rect', {
          x: left + 10,
          y: y - 6,
          width: 24,
          height: 12,
          fill: colour,
          'fill-opacity': 0.22,
        })
      : '',
    line === undefined
      ? ''
      : element('path', {
          d: `M${left + 10},${y}h24`,
          stroke: colour,
          'stroke-width': 1.5,
          'stroke-dasharray': line === 'solid' ? undefined : line,
        }),
    shape
      ? marker(shape, left + 22, y, { fill: hollow ? theme.background : colour, stroke: colour })
      : '',
    text(fitText(label, WIDEST, 12), { x: left + 42, y: y + 4, fill: theme.ink }),
  ].join('')
}
