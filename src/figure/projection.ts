import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Analysis } from '../analysis/analysis.js'
import type { ProjectedToken } from '../projection/projection.js'
import { displayToken } from '../tokens/display.js'
import { axes, frameOver } from './axes.js'
import { type Label, placeLabels } from './labels.js'
import { legend } from './legend.js'
import { marker } from './markers.js'
import { decimals, grouped, subscript } from './numbers.js'
import { pointLayer } from './point-layer.js'
import { type Box, element, figure, text } from './svg.js'
import type { Theme } from './theme.js'

/** How many tokens of each pole are named on the figure, where there is room. */
const NAMED = 10

/** Every token of the vocabulary by id, at its projection on a singular vector of the set. */
export function projectionFigure(analysis: Analysis, theme: Theme): string {
  const { model, set, projection, poles } = analysis
  const k = analysis.vector
  const values = projection.on(k)
  const count = grouped(values.length)
  const box = { x: 78, y: 66, width: 900, height: 410 }
  const [low, high] = extent(values)
  const x = scaleLinear([0, values.length], [box.x, box.x + box.width])
  const y = scaleLinear([low ?? 0, high ?? 1], [box.y + box.height - 14, box.y + 14]).nice()
  const at = (id: number) => ({ x: x(id), y: y(values[id]) })
  const named = [...poles.positive.slice(0, NAMED), ...poles.negative.slice(0, NAMED)].map(
    (token) => ({ ...at(token.id), text: displayToken(token) }),
  )
  // A word that was averaged lies where its pieces' mean does.
  const mean = (ids: readonly number[], of: (id: number) => number): number =>
    ids.reduce((sum, id) => sum + of(id), 0) / ids.length
  const members = set.members.map(({ ids }) => ({
    x: mean(ids, x),
    y: y(mean(ids, (id) => values[id])),
  }))
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
    axes(
      box,
      { scale: x, label: 'token id' },
      { scale: y, label: `projection on v${subscript(k)}` },
      theme,
    ),
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
      ...members.map((point) =>
        marker('square', point.x, point.y, { fill: theme.control, stroke: theme.background }),
      ),
    ),
    names(box, named, members, theme),
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

/** The named tokens as dots of their own, with their text beside them where there is room. */
function names(
  box: Box,
  named: readonly Label[],
  members: readonly { x: number; y: number }[],
  theme: Theme,
): string {
  const obstacles = [
    ...members.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 })),
    ...named.map(({ x, y }) => ({ x: x - 3, y: y - 3, width: 6, height: 6 })),
  ]
  const labels = placeLabels(box, named, 11, obstacles)
  return [
    element(
      'g',
      { fill: theme.set, stroke: theme.ink, 'stroke-width': 0.7 },
      ...named.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 2.4 })),
    ),
    // The background around each letter keeps it readable among the points.
    element(
      'g',
      {
        'font-size': 11,
        fill: theme.ink,
        stroke: theme.background,
        'stroke-width': 3,
        'paint-order': 'stroke',
      },
      ...labels.map((label) => text(label.text, { x: label.x, y: label.y })),
    ),
  ].join('')
}

function listed(tokens: readonly ProjectedToken[]): string {
  if (tokens.length === 0) return 'none'
  return tokens
    .slice(0, 5)
    .map((token) => `${displayToken(token)} ${decimals(token.projection, 3)}`)
    .join(', ')
}
