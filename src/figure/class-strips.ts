import { quantileSorted } from 'd3-array'
import { SHAPES, marker } from './markers.js'
import { type Box, element, px, turnedText } from './svg.js'
import { grouped, significant } from './numbers.js'
import type { Theme } from './theme.js'

/** A class for every token. */
export interface TokenClasses {
  readonly names: readonly string[]
  /** By token id: an index into `names`. */
  readonly of: ArrayLike<number>
}

const STRIP = 34

/** The colour of a class: that of the vocabulary for the first, which is the commonest, and never that of the set. */
export function classColour(theme: Theme, c: number): string {
  const colours = [theme.vocabulary, ...theme.others]
  return colours[c % colours.length]
}

/** The room that the strips need right of their panel, in px. */
export function stripsWidth({ names }: TokenClasses): number {
  return names.length * STRIP + 16
}

/**
 * One strip a class, named, right of the panel and on its vertical scale: from the 5th to the 95th percentile a line, from
 * the 25th to the 75th a bar, the median a mark. They say without colour what the coloured points show.
 *
 * @param values by token id, as the panel draws them; those that are not finite are not drawn
 */
export function classStrips(
  panel: Box,
  y: (value: number) => number,
  values: Float64Array,
  { names, of }: TokenClasses,
  theme: Theme,
): string {
  return names
    .map((name, c) => {
      const sorted = Array.from(
        values.filter((value, id) => of[id] === c && Number.isFinite(value)).sort(),
      )
      const x = panel.x + panel.width + 26 + c * STRIP
      const colour = classColour(theme, c)
      const label = turnedText(`${name} (${grouped(sorted.length)})`, -90, {
        x: x + 14,
        y: panel.y + panel.height,
        'font-size': 11,
        fill: theme.ink,
      })
      if (sorted.length === 0) return label
      const [p5, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(
        (p) => quantileSorted(sorted, p) ?? 0,
      )
      return [
        element('path', {
          d: `M${px(x)},${px(y(p5))}V${px(y(p95))}`,
          stroke: colour,
          'stroke-width': 1.4,
        }),
        element('rect', {
          x: x - 3,
          y: y(p75),
          width: 6,
          height: Math.max(1, y(p25) - y(p75)),
          fill: colour,
        }),
        marker(SHAPES[c % SHAPES.length], x, y(p50), {
          fill: theme.background,
          stroke: colour,
          'stroke-width': 1.4,
          'data-tip': `${name}, ${grouped(sorted.length)} ${sorted.length === 1 ? 'token' : 'tokens'}: median ${significant(p50)}, half from ${significant(p25)} to ${significant(p75)}`,
        }),
        label,
      ].join('')
    })
    .join('')
}
