import { type TokenClasses, classColour } from './class-strips.js'
import { pointLayer } from './point-layer.js'
import type { Box } from './svg.js'
import type { Theme } from './theme.js'

/**
 * The vocabulary as a cloud of points, in one layer, or in one layer a class, the commonest first.
 *
 * @param values by token id; those that are not finite are not drawn
 */
export function clouds(
  box: Box,
  values: Float64Array,
  { x, y }: { readonly x: (id: number) => number; readonly y: (value: number) => number },
  classes: TokenClasses | undefined,
  theme: Theme,
): string {
  const layer = (ids: Uint32Array, colour: string, dense: string): string => {
    const [xs, ys] = [new Float64Array(ids.length), new Float64Array(ids.length)]
    for (let i = 0; i < ids.length; i++) {
      xs[i] = x(ids[i])
      ys[i] = y(values[ids[i]])
    }
    return pointLayer(box, { xs, ys, colour, dense })
  }
  const all = new Uint32Array(values.length).map((_, id) => id)
  if (!classes) return layer(all, theme.vocabulary, theme.ink)
  return classes.names
    .map((_, c) => ({ c, ids: all.filter((id) => classes.of[id] === c) }))
    .sort((a, b) => b.ids.length - a.ids.length)
    .map(({ c, ids }) => layer(ids, classColour(theme, c), classColour(theme, c)))
    .join('')
}
