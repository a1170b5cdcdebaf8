import type { ScaleLinear } from 'd3-scale'
import { type Box, element, px, text } from './svg.js'
import type { Theme } from './theme.js'

/** One side of a panel. */
export interface Axis {
  readonly scale: ScaleLinear<number, number>
  readonly label: string
  /** Where its ticks stand; by default as many round numbers as fit. */
  readonly ticks?: readonly number[]
  /** False draws ticks without numbers, for a panel above another with the same axis. */
  readonly numbers?: boolean
}

/** The frame, grid, ticks and labels of a panel; the marks are drawn over it. */
export function axes(box: Box, x: Axis, y: Axis, theme: Theme): string {
  const { width, height } = box
  const bottom = box.y + height
  const right = box.x + width
  const xTicks = x.ticks ?? x.scale.ticks(Math.max(2, Math.floor(width / 85)))
  const yTicks = y.ticks ?? y.scale.ticks(Math.max(2, Math.floor(height / 50)))
  const grid = [
    ...xTicks.map((t) => `M${px(x.scale(t))},${px(box.y)}V${px(bottom)}`),
    ...yTicks.map((t) => `M${px(box.x)},${px(y.scale(t))}H${px(right)}`),
  ].join('')
  const ticks = [
    ...xTicks.map((t) => `M${px(x.scale(t))},${px(bottom)}v5`),
    ...yTicks.map((t) => `M${px(box.x)},${px(y.scale(t))}h-5`),
  ].join('')
  const xFormat = x.scale.tickFormat(xTicks.length)
  const yFormat = y.scale.tickFormat(yTicks.length)
  const middle = box.y + height / 2
  return [
    element('path', { d: grid, stroke: theme.grid, fill: 'none' }),
    element('rect', { ...box, fill: 'none', stroke: theme.frame }),
    element('path', { d: ticks, stroke: theme.frame, fill: 'none' }),
    element(
      'g',
      { fill: theme.ink, 'text-anchor': 'middle' },
      ...(x.numbers === false
        ? []
        : xTicks.map((t) => text(xFormat(t), { x: x.scale(t), y: bottom + 18 }))),
      text(x.label, { x: box.x + width / 2, y: bottom + 36, 'font-size': 13 }),
    ),
    element(
      'g',
      { fill: theme.ink, 'text-anchor': 'end' },
      ...yTicks.map((t) => text(yFormat(t), { x: box.x - 8, y: y.scale(t) + 4 })),
    ),
    text(y.label, {
      x: box.x - 50,
      y: middle,
      transform: `rotate(-90 ${px(box.x - 50)} ${px(middle)})`,
      'font-size': 13,
      'text-anchor': 'middle',
      fill: theme.ink,
    }),
  ].join('')
}

/** A panel's frame alone, to be drawn over marks that reach its edge. */
export function frameOver(box: Box, theme: Theme): string {
  return element('rect', { ...box, fill: 'none', stroke: theme.frame })
}
