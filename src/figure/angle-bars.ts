import type { SpectrumBand } from './spectrum-panel.js'
import { element, px } from './svg.js'
import type { Theme } from './theme.js'

/** What chance does at each index as a bar with a stroke at its median: bands of several comparisons would hide each other. */
export function chanceBars(
  band: SpectrumBand,
  {
    xs,
    y,
    width,
  }: {
    /** The middle of the bar of each index, in px. */
    readonly xs: ArrayLike<number>
    readonly y: (value: number) => number
    /** Of a bar, in px. */
    readonly width: number
  },
  theme: Theme,
): string {
  return element(
    'g',
    { 'data-band': band.label },
    ...Array.from(xs, (at, i) => {
      const [top, bottom] = [y(band.upper[i]), y(band.lower[i])]
      return (
        element('rect', {
          x: at - width / 2,
          y: top,
          width,
          height: bottom - top,
          fill: theme.control,
          'fill-opacity': 0.22,
          stroke: theme.control,
          'stroke-width': 0.7,
        }) +
        element('path', {
          d: `M${px(at - width / 2)},${px(y(band.median[i]))}h${px(width)}`,
          stroke: theme.control,
          'stroke-width': 1.2,
        })
      )
    }),
  )
}
