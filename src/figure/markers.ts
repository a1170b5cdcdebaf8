import { element, px } from './svg.js'

/** Marks are told apart by shape, not by colour alone. */
export type MarkerShape = 'circle' | 'square'

/** One mark. Hollow ones stand for values that are not to be interpreted. */
export function marker(
  shape: MarkerShape,
  x: number,
  y: number,
  style: { readonly fill: string; readonly stroke: string },
): string {
  return shape === 'circle'
    ? element('circle', { cx: x, cy: y, r: 4, ...style })
    : element('path', { d: `M${px(x - 3.7)},${px(y - 3.7)}h7.4v7.4h-7.4z`, ...style })
}
