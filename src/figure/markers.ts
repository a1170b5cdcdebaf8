import { type Attribute, element, px } from './svg.js'

/** Marks are told apart by shape, not by colour alone. */
export type MarkerShape = 'circle' | 'dot' | 'square' | 'triangle' | 'diamond' | 'cross' | 'plus'

/** The shapes of several sets or classes, in the order of `seriesColour`; squares are the control's. */
export const SHAPES: readonly MarkerShape[] = ['circle', 'triangle', 'diamond', 'cross', 'plus']

/** Dashes of lines, in the same order; the first is solid. */
export const DASHES: readonly (string | undefined)[] = [
  undefined,
  '2 3',
  '9 3 2 3',
  '12 4',
  '4 2 1 2',
]

/** The dash of lines of the control. */
export const CONTROL_DASH = '7 4'

/** How a mark is painted, and what it says when pointed at. */
export interface MarkerStyle {
  /** Absent where the group has it. */
  readonly fill?: string
  readonly stroke?: string
  readonly 'stroke-width'?: number
  /** Plain text: token, id, value. */
  readonly 'data-tip'?: string | undefined
}

/** One mark of about 8 px. Hollow ones stand for values that are not to be interpreted. */
export function marker(
  shape: MarkerShape,
  x: number,
  y: number,
  style: MarkerStyle & Readonly<Record<string, Attribute>>,
): string {
  if (shape === 'circle') return element('circle', { cx: x, cy: y, r: 4, ...style })
  if (shape === 'dot') return element('circle', { cx: x, cy: y, r: 1.6, ...style })
  return element('path', { d: outline(shape, x, y), ...style })
}

function outline(shape: Exclude<MarkerShape, 'circle' | 'dot'>, x: number, y: number): string {
  const from = (dx: number, dy: number) => `M${px(x + dx)},${px(y + dy)}`
  switch (shape) {
    case 'square':
      return `${from(-3.7, -3.7)}h7.4v7.4h-7.4z`
    case 'triangle':
      return `${from(0, -4.8)}l4.6,8h-9.2z`
    case 'diamond':
      return `${from(0, -5.2)}l5.2,5.2l-5.2,5.2l-5.2,-5.2z`
    case 'cross':
      return `${from(-2.6, -4.2)}l2.6,2.6l2.6,-2.6l1.6,1.6l-2.6,2.6l2.6,2.6l-1.6,1.6l-2.6,-2.6l-2.6,2.6l-1.6,-1.6l2.6,-2.6l-2.6,-2.6z`
    case 'plus':
      return `${from(-1.3, -4.5)}h2.6v3.2h3.2v2.6h-3.2v3.2h-2.6v-3.2h-3.2v-2.6h3.2z`
  }
}
