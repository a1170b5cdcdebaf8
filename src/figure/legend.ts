import { type MarkerShape, marker } from './markers.js'
import { element, text, textWidth } from './svg.js'
import type { Theme } from './theme.js'

/** One line of a legend. */
export interface LegendEntry {
  readonly label: string
  readonly shape: MarkerShape
  readonly colour: string
  /** False for marks that no line joins. */
  readonly line?: boolean
}

/** A legend whose upper right corner is at (right, top). */
export function legend(
  right: number,
  top: number,
  entries: readonly LegendEntry[],
  theme: Theme,
): string {
  const width = 52 + Math.max(...entries.map((entry) => textWidth(entry.label, 12)))
  const left = right - width
  return element(
    'g',
    {},
    element('rect', {
      x: left,
      y: top,
      width,
      height: entries.length * 22 + 10,
      rx: 4,
      fill: theme.background,
      'fill-opacity': 0.9,
      stroke: theme.grid,
    }),
    ...entries.map(({ label, shape, colour, line }, i) => {
      const y = top + 16 + i * 22
      return [
        line === false
          ? ''
          : element('path', { d: `M${left + 10},${y}h24`, stroke: colour, 'stroke-width': 1.5 }),
        marker(shape, left + 22, y, { fill: colour, stroke: colour }),
        text(label, { x: left + 42, y: y + 4, fill: theme.ink }),
      ].join('')
    }),
  )
}
