import { logTicks, tickText } from './ticks.js'
import { type Box, element, px, text, turnedText } from './svg.js'
import { textWidth } from './text-width.js'
import type { Theme } from './theme.js'

/**
 * Where a value stands along one side of a panel: what d3's scales can do, in words of our own, as declarations of this
 * package are read where those of d3 are not.
 */
export interface AxisScale {
  (value: number): number
  /** The value at a place. */
  invert(place: number): number
  domain(): number[]
  ticks(count?: number): number[]
  /** Of logarithmic scales alone. */
  readonly base?: unknown
}

/** One side of a panel. */
export interface Axis {
  readonly scale: AxisScale
  readonly label: string
  /** Where its ticks stand; by default as many round numbers as fit. */
  readonly ticks?: readonly number[]
  /** Of the ticks; by default the shortest number that tells them apart. */
  readonly format?: (tick: number) => string
  /** False draws ticks without numbers, for a panel above another with the same axis. */
  readonly numbers?: boolean
}

/** The frame, grid, ticks and labels of a panel; the marks are drawn over it. */
export function axes(box: Box, x: Axis, y: Axis, theme: Theme): string {
  const bottom = box.y + box.height
  const right = box.x + box.width
  const across = ticksAcross(x, box.width)
  const up = ticksUp(y, box.height)
  const grid = [
    ...across.values.map((t) => `M${px(x.scale(t))},${px(box.y)}V${px(bottom)}`),
    ...up.values.map((t) => `M${px(box.x)},${px(y.scale(t))}H${px(right)}`),
  ].join('')
  const ticks = [
    ...across.values.map((t) => `M${px(x.scale(t))},${px(bottom)}v5`),
    ...across.minor.map((t) => `M${px(x.scale(t))},${px(bottom)}v3`),
    ...up.values.map((t) => `M${px(box.x)},${px(y.scale(t))}h-5`),
    ...up.minor.map((t) => `M${px(box.x)},${px(y.scale(t))}h-3`),
  ].join('')
  const widest = widestOf(up)
  return [
    element('path', { d: grid, stroke: theme.grid, fill: 'none' }),
    element('rect', { ...box, fill: 'none', stroke: theme.frame }),
    element('path', { d: ticks, stroke: theme.frame, fill: 'none' }),
    element(
      'g',
      { fill: theme.ink, 'text-anchor': 'middle' },
      ...(x.numbers === false
        ? []
        : across.values.map((t) => text(across.text(t), { x: x.scale(t), y: bottom + 18 }))),
      x.label === ''
        ? ''
        : text(x.label, { x: box.x + box.width / 2, y: bottom + 38, 'font-size': TITLE_SIZE }),
    ),
    element(
      'g',
      { fill: theme.ink, 'text-anchor': 'end' },
      ...(y.numbers === false
        ? []
        : up.values.map((t) => text(up.text(t), { x: box.x - 8, y: y.scale(t) + 4 }))),
    ),
    y.label === ''
      ? ''
      : turnedText(y.label, -90, {
          x: box.x - (y.numbers === false ? 0 : widest) - TITLE_OFF,
          y: box.y + box.height / 2,
          'font-size': TITLE_SIZE,
          'text-anchor': 'middle',
          fill: theme.ink,
        }),
  ].join('')
}

/**
 * The room that the numbers and the title of the vertical axis need left of their panel, in px: at least so much, so that
 * figures of the usual numbers line up.
 *
 * @param height of the panel, in px
 */
export function roomLeft(y: Axis, height: number, least: number): number {
  return Math.max(least, Math.ceil(widestOf(ticksUp(y, height))) + TITLE_OFF + TITLE_SIZE + 3)
}

/**
 * The room that the numbers of the horizontal axis need right of their panel, in px: at least so much.
 *
 * @param x whose scale goes from 0 to the width
 * @param width of the panel, in px
 */
export function roomRight(x: Axis, width: number, least: number): number {
  const { values, text } = ticksAcross(x, width)
  const beyond = values.map((tick) => x.scale(tick) + textWidth(text(tick), 12) / 2 - width + 3)
  return Math.ceil(Math.max(least, ...beyond))
}

/** The base line of the vertical axis's title lies so far left of its numbers, in px. */
const TITLE_OFF = 20

const TITLE_SIZE = 13

function ticksAcross(x: Axis, width: number): Ticks {
  return ticksOf(x, Math.max(2, Math.floor(width / 85)))
}

function ticksUp(y: Axis, height: number): Ticks {
  return ticksOf(y, Math.max(2, Math.floor(height / 50)))
}

function widestOf({ values, text }: Ticks): number {
  return Math.max(0, ...values.map((tick) => textWidth(text(tick), 12)))
}

interface Ticks {
  readonly values: readonly number[]
  readonly minor: readonly number[]
  readonly text: (tick: number) => string
}

function ticksOf(axis: Axis, count: number): Ticks {
  const { scale } = axis
  const found =
    'base' in scale
      ? logTicks(scale.domain(), count)
      : { values: scale.ticks(count), minor: [] as number[] }
  const values = axis.ticks ?? found.values
  const minor = axis.ticks ? [] : found.minor
  return { values, minor, text: axis.format ?? tickText(values, 'base' in scale) }
}

/**
 * A panel's frame, to be drawn over marks that reach its edge. It carries the panel's scales, so that a page can lay
 * something over it: `data-x-domain`, `data-y-domain`, and `data-x-scale`/`data-y-scale` where one is logarithmic.
 */
export function panelFrame(
  box: Box,
  name: string,
  x: AxisScale,
  y: AxisScale,
  theme: Theme,
): string {
  const log = (scale: AxisScale) => ('base' in scale ? 'log' : undefined)
  return element('rect', {
    ...box,
    fill: 'none',
    stroke: theme.frame,
    'data-panel': name,
    'data-x-domain': valuesAt(x, box.x, box.x + box.width),
    'data-y-domain': valuesAt(y, box.y + box.height, box.y),
    'data-x-scale': log(x),
    'data-y-scale': log(y),
  })
}

/** The values at the two edges of a panel, whatever the scale's own domain. */
function valuesAt(scale: AxisScale, from: number, to: number): string {
  return [from, to].map((at) => Number(scale.invert(at).toPrecision(9))).join(' ')
}
