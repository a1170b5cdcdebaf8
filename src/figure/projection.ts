import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Analysis } from '../analysis/analysis.js'
import type { ProjectedToken } from '../projection/projection.js'
import { displayToken } from '../tokens/display.js'
import { axes, frameOver } from './axes.js'
import { placeLabels } from './labels.js'
import { legend } from './legend.js'
import { marker } from './markers.js'
import { decimals, grouped } from './numbers.js'
import { pointLayer } from './point-layer.js'
import { element, figure, text } from './svg.js'
import type { Theme } from './theme.js'

/** How many tokens of each pole are named on the figure, where there is room. */
const NAMED = 10

/** Every token of the vocabulary by id, at its projection on a singular vector of the set. */
export function projectionFigure(analysis: Analysis, theme: Theme): string {
  const { model, set, projection, poles } = analysis
  const [k] = projection.vectors
  const values = projection.on(k)
  const count = grouped(values.length)
  const box = { x: 78, y: 66, width: 900, height: 410 }
  const [low, high] = extent(values)
  const x = scaleLinear([0, values.length], [box.x, box.x + box.width])
  const y = scaleLinear([low ?? 0, high ?? 1], [box.y + box.height - 14, box.y + 14]).nice()
  const at = (id: number) => ({ x: x(id), y: y(values[id]) })
  const named = [...poles.positive.slice(0, NAMED), ...poles.negative.slice(0, NAMED)]
  const memberBoxes = set.members.map(({ id }) => {
    const { x: left, y: top } = at(id)
    return { x: left - 5, y: top - 5, width: 10, height: 10 }
  })
  return figure(
    {
      width: 1004,
      height: 534,
      theme,
      title: `Projection of all ${count} tokens on singular vector ${k} of ${set.label}`,
      subtitle: `${model.name} · vocabulary centred by the mean of the ${set.members.length} members · members lie on an axis fitted to themselves`,
      description:
        `Scatter plot of ${count} tokens, token id across and projection on singular vector ${k} of ${set.label} up. ` +
        `Largest outside the set: ${listed(poles.positive)}. Most negative: ${listed(poles.negative)}.`,
    },
    axes(box, { scale: x, label: 'token id' }, { scale: y, label: 'projection' }, theme),
    pointLayer(
      box,
      Float64Array.from(values, (_, id) => x(id)),
      Float64Array.from(values, (value) => y(value)),
      theme.set,
    ),
    frameOver(box, theme),
    element(
      'g',
      { 'stroke-width': 1 },
      ...set.members.map(({ id }) => {
        const { x: cx, y: cy } = at(id)
        return marker('square', cx, cy, { fill: theme.control, stroke: theme.background })
      }),
    ),
    element(
      'g',
      {
        'font-size': 11,
        fill: theme.ink,
        stroke: theme.background,
        'stroke-width': 3,
        'paint-order': 'stroke',
      },
      ...placeLabels(
        box,
        named.map((token) => ({ ...at(token.id), text: displayToken(token) })),
        11,
        memberBoxes,
      ).map((label) => text(label.text, { x: label.x, y: label.y })),
    ),
    legend(
      box.x + box.width - 12,
      box.y + box.height - 66,
      [
        { label: 'vocabulary', shape: 'circle', colour: theme.set, line: false },
        { label: set.label, shape: 'square', colour: theme.control, line: false },
      ],
      theme,
    ),
  )
}

function listed(tokens: readonly ProjectedToken[]): string {
  if (tokens.length === 0) return 'none'
  return tokens
    .slice(0, 5)
    .map((token) => `${displayToken(token)} ${decimals(token.projection, 3)}`)
    .join(', ')
}
