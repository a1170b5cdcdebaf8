import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Pair } from '../projection/pair.js'
import { displayToken } from '../tokens/display.js'
import { axes } from './axes.js'
import { decimals } from './numbers.js'
import { element, figure } from './svg.js'
import type { Theme } from './theme.js'

/** One token's embedding against another's: one point a dimension, both axes on one scale. */
export function pairFigure(pair: Pair, modelName: string, theme: Theme): string {
  const [a, b] = pair.tokens.map((token) => `“${displayToken(token)}”`)
  const [xs, ys] = pair.embeddings
  const box = { x: 78, y: 66, width: 520, height: 520 }
  const [low, high] = extent([...xs, ...ys])
  const domain = scaleLinear([low ?? 0, high ?? 1], [0, 1])
    .nice()
    .domain()
  const x = scaleLinear(domain, [box.x, box.x + box.width])
  const y = scaleLinear(domain, [box.y + box.height, box.y])
  const ticks = x.ticks(7)
  const numbers = `r = ${decimals(pair.r, 3)}, cosine = ${decimals(pair.cosine, 3)}`
  return figure(
    {
      width: 624,
      height: 644,
      theme,
      title: `Embedding of ${a} against embedding of ${b}`,
      subtitle: `${modelName} · ${xs.length} dimensions, each embedding minus its own mean · ${numbers}`,
      description:
        `Scatter plot of ${xs.length} points, one a dimension: the embedding of ${a} across, that of ${b} up, ` +
        `each minus its own mean. ${numbers}.`,
    },
    axes(
      box,
      { scale: x, label: `embedding of ${a}, centred`, ticks },
      { scale: y, label: `embedding of ${b}, centred`, ticks },
      theme,
    ),
    element(
      'g',
      { fill: theme.point, 'fill-opacity': 0.55, stroke: theme.ink, 'stroke-width': 0.8 },
      ...Array.from(xs, (value, i) => element('circle', { cx: x(value), cy: y(ys[i]), r: 4 })),
    ),
  )
}
