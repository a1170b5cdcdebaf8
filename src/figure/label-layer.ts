import type { PlacedLabel } from './labels.js'
import { element, px, text } from './svg.js'
import { textWidth } from './text-width.js'
import type { Theme } from './theme.js'

/** The background around a line keeps off the mark that it comes from, in px. */
const CLEAR = 6

/** Draws placed labels: the background around letters and lines keeps them readable among marks and on dense clouds. */
export function labelLayer(
  labels: readonly PlacedLabel[],
  fontSize: number,
  colour: string,
  theme: Theme,
): string {
  if (labels.length === 0) return ''
  const leaders = leadersFrom(labels, 0)
  return [
    leaders === ''
      ? ''
      : element(
          'g',
          { fill: 'none' },
          element('path', {
            d: leadersFrom(labels, CLEAR),
            stroke: theme.background,
            'stroke-width': 2.4,
            'stroke-opacity': 0.75,
          }),
          element('path', {
            d: leaders,
            stroke: colour,
            'stroke-width': 0.7,
            'stroke-opacity': 0.8,
          }),
        ),
    element(
      'g',
      {
        'font-size': fontSize,
        fill: colour,
        stroke: theme.background,
        'stroke-width': 3,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      },
      ...labels.map((label) => text(label.text, { ...acrossOf(label, fontSize), y: label.base })),
    ),
  ].join('')
}

/**
 * Where a label's text begins. Where its width is a guess, as its font is not known, it is held at the side of its mark instead: too
 * much room would part the two, and too little have one cover the other.
 */
function acrossOf({ x, text, left, leader }: PlacedLabel, fontSize: number) {
  const right = left + textWidth(text, fontSize)
  const at = leader?.[0] ?? x
  if (MEASURED.test(text) || at <= left + 1) return { x: left }
  if (at >= right - 1) return { x: right, 'text-anchor': 'end' }
  return { x: (left + right) / 2, 'text-anchor': 'middle' }
}

/** Characters whose widths are known. */
const MEASURED = /^[ -~]*$/

/** The lines from marks to their labels, beginning so many px off the mark's centre. */
function leadersFrom(labels: readonly PlacedLabel[], off: number): string {
  return labels
    .flatMap(({ x, y, leader }) => {
      if (!leader) return []
      const [dx, dy] = [leader[0] - x, leader[1] - y]
      const part = Math.min(1, off / Math.hypot(dx, dy))
      return [`M${px(x + part * dx)},${px(y + part * dy)}L${px(leader[0])},${px(leader[1])}`]
    })
    .join('')
}
