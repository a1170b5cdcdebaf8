import { type Point, type Segment, crosses, gap } from './geometry.js'
import { type MarkerShape, marker } from './markers.js'
import { type Box, element, px, text } from './svg.js'
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

/** What a legend should not cover, in px. */
export interface Drawn {
  /** Centres of marks. */
  readonly points: readonly Point[]
  /** Pieces of lines, and of the edges of areas. */
  readonly segments?: readonly Segment[]
}

/** A legend in a panel, where `legendPlace` finds room for it. */
export function legend(
  panel: Box,
  entries: readonly LegendEntry[],
  drawn: Drawn,
  theme: Theme,
): string {
  const { x, y } = legendPlace(panel, entries, drawn)
  return legendAt(x, y, entries, theme)
}

/** How far a legend stays off the frame of its panel, and off marks, in px. */
const INSET = 12
const CLEAR = 6

/** Along the panel's width and height, in so many steps places are looked for. */
const STEPS = 16

/**
 * The box of a legend, in px: the upper right corner of the panel, the next of the corners, or the place nearest to one, the
 * first at which it covers nothing; where there is none, the one at which it covers the least.
 */
export function legendPlace(
  panel: Box,
  entries: readonly LegendEntry[],
  { points, segments = [] }: Drawn,
): Box {
  const { width, height } = legendSize(entries)
  const room = { x: panel.width - width - 2 * INSET, y: panel.height - height - 2 * INSET }
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS)
  // From the right to the left, from the edges to the middle.
  const places = steps
    .flatMap((down) =>
      steps.map((left) => ({ left, down, off: offCorner(left) + offCorner(down) })),
    )
    .sort((a, b) => a.off - b.off || a.left - b.left || a.down - b.down)
  let best: { readonly box: Box; readonly covered: number } | undefined
  for (const { left, down } of places) {
    const x = panel.x + INSET + (1 - left) * room.x
    const y = panel.y + INSET + down * room.y
    const area = {
      x: x - CLEAR,
      y: y - CLEAR,
      width: width + 2 * CLEAR,
      height: height + 2 * CLEAR,
    }
    const covered =
      points.filter((point) => gap(area, point) === 0).length +
      segments.filter((segment) => crosses(segment, area)).length
    if (best && covered >= best.covered) continue
    best = { box: { x, y, width, height }, covered }
    if (covered === 0) break
  }
  return best?.box ?? { x: panel.x, y: panel.y, width, height }
}

/** How far a place along an edge, from 0 to 1, is off its nearer end. */
function offCorner(place: number): number {
  return Math.min(place, 1 - place)
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
          d: `M${px(left + 10)},${px(y)}h24`,
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
