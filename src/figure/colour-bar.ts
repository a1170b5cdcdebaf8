import { scaleLinear } from 'd3-scale'
import type { HeatColours } from './heat-colours.js'
import { type Box, element, px, text, turnedText } from './svg.js'
import { textWidth } from './text-width.js'
import type { Theme } from './theme.js'
import { tickText } from './ticks.js'

/**
 * A bar of a heat map's colours with their values.
 *
 * @param id of its gradient, unique on a page
 */
export function colourBar(
  box: Box,
  { domain, at }: HeatColours,
  { id, label }: { readonly id: string; readonly label: string },
  theme: Theme,
): string {
  const y = scaleLinear(domain, [box.y + box.height, box.y])
  const right = box.x + box.width
  const stops = Array.from({ length: 17 }, (_, i) =>
    element('stop', { offset: String(i / 16), 'stop-color': at(i / 16) }),
  )
  const ticks = y.ticks(Math.max(2, Math.min(6, Math.floor(box.height / 45))))
  const words = tickText(ticks, false)
  const widest = Math.max(...ticks.map((t) => textWidth(words(t), 12)))
  return [
    element('linearGradient', { id, x1: '0', y1: '1', x2: '0', y2: '0' }, ...stops),
    element('rect', { ...box, fill: `url(#${id})`, stroke: theme.frame }),
    ...ticks.flatMap((t) => [
      element('path', { d: `M${px(right)},${px(y(t))}h5`, stroke: theme.frame }),
      text(words(t), { x: right + 9, y: y(t) + 4, fill: theme.ink }),
    ]),
    turnedText(label, 90, {
      x: right + 9 + widest + 8,
      y: box.y + box.height / 2,
      'font-size': 13,
      'text-anchor': 'middle',
      fill: theme.ink,
    }),
  ].join('')
}
