import type { PlacedLabel } from './labels.js'
import { element, px, text } from './svg.js'
import type { Theme } from './theme.js'

/** Draws placed labels: the background around each letter keeps it readable among marks, and far ones get their line. */
export function labelLayer(
  labels: readonly PlacedLabel[],
  fontSize: number,
  colour: string,
  theme: Theme,
): string {
  if (labels.length === 0) return ''
  const leaders = labels
    .flatMap(({ x, y, leader }) =>
      leader ? [`M${px(x)},${px(y)}L${px(leader[0])},${px(leader[1])}`] : [],
    )
    .join('')
  return [
    leaders === ''
      ? ''
      : element('path', {
          d: leaders,
          fill: 'none',
          stroke: colour,
          'stroke-width': 0.7,
          'stroke-opacity': 0.8,
        }),
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
      ...labels.map((label) => text(label.text, { x: label.left, y: label.base })),
    ),
  ].join('')
}
