import { scaleLinear } from 'd3-scale'
import { interpolateViridis } from 'd3-scale-chromatic'
import type { Analysis } from '../analysis/analysis.js'
import type { Matrix } from '../math/matrix.js'
import { displayToken } from '../tokens/display.js'
import { decimals } from './numbers.js'
import { type Box, element, figure, px, text, textWidth } from './svg.js'
import type { Theme } from './theme.js'

/** Side of the matrix at most, in px. */
const LONGEST_SIDE = 520

/** |r| between the members' embeddings, each centred by the set's mean, with a colour bar from 0 to 1. */
export function correlationFigure(analysis: Analysis, theme: Theme): string {
  const { model, set, correlation } = analysis
  const n = correlation.rows
  // Whole pixels, as long as there are any: cells that end between two leave hairlines.
  const cell = n <= LONGEST_SIDE ? Math.floor(LONGEST_SIDE / n) : LONGEST_SIDE / n
  const side = cell * n
  const fontSize = Math.min(12, cell * 0.8)
  const labels = set.members.map((member) => displayToken(member, 16))
  const margin = Math.max(...labels.map((label) => textWidth(label, fontSize)), 12) + 14
  const box = { x: 16 + margin, y: 66, width: side, height: side }
  const upright = cell >= Math.max(...labels.map((label) => textWidth(label, fontSize)))
  const below = upright ? fontSize + 12 : margin
  const mean = decimals(meanOffDiagonal(correlation), 3)
  const chance = decimals(-1 / (n - 1), 3)
  return figure(
    {
      width: Math.max(box.x + side + 110, 700),
      height: box.y + side + below + 20,
      theme,
      title: `|Correlation| of ${set.label} embeddings`,
      subtitle: `${model.name} · ${n} tokens, centred by their mean · mean r off the diagonal ${mean} (${chance} by centring alone)`,
      description: `Heat map of the ${n} × ${n} matrix of |r| between embeddings of ${labels.join(', ')}. ${extremes(correlation, labels)}`,
    },
    cells(box, correlation, cell),
    element('rect', { ...box, fill: 'none', stroke: theme.frame }),
    element(
      'g',
      { 'font-size': fontSize, fill: theme.ink, 'text-anchor': 'end' },
      ...labels.map((label, i) =>
        text(label, { x: box.x - 8, y: box.y + (i + 0.5) * cell + fontSize * 0.35 }),
      ),
    ),
    element(
      'g',
      { 'font-size': fontSize, fill: theme.ink, 'text-anchor': upright ? 'middle' : 'end' },
      ...labels.map((label, i) => {
        const x = box.x + (i + 0.5) * cell
        const y = box.y + side + (upright ? fontSize + 6 : 8)
        return upright
          ? text(label, { x, y })
          : text(label, {
              x: x + fontSize * 0.35,
              y,
              transform: `rotate(-90 ${px(x + fontSize * 0.35)} ${px(y)})`,
            })
      }),
    ),
    colourBar({ x: box.x + side + 24, y: box.y, width: 18, height: side }, theme),
  )
}

function cells(box: Box, m: Matrix, cell: number): string {
  const rects: string[] = []
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) {
      const r = Math.abs(m.data[i * m.cols + j])
      if (Number.isNaN(r)) continue
      rects.push(
        element('rect', {
          x: box.x + j * cell,
          y: box.y + i * cell,
          width: cell,
          height: cell,
          fill: interpolateViridis(r),
        }),
      )
    }
  return element('g', { 'shape-rendering': 'crispEdges' }, ...rects)
}

function colourBar(box: Box, theme: Theme): string {
  const y = scaleLinear([0, 1], [box.y + box.height, box.y])
  const stops = y
    .ticks(20)
    .map((t) => element('stop', { offset: String(t), 'stop-color': interpolateViridis(t) }))
  const middle = box.y + box.height / 2
  const right = box.x + box.width
  return [
    element('linearGradient', { id: 'viridis', x1: '0', y1: '1', x2: '0', y2: '0' }, ...stops),
    element('rect', { ...box, fill: 'url(#viridis)', stroke: theme.frame }),
    ...y
      .ticks(5)
      .flatMap((t) => [
        element('path', { d: `M${px(right)},${px(y(t))}h5`, stroke: theme.frame }),
        text(y.tickFormat(5)(t), { x: right + 9, y: y(t) + 4, fill: theme.ink }),
      ]),
    text('|r|', {
      x: right + 46,
      y: middle,
      transform: `rotate(90 ${px(right + 46)} ${px(middle)})`,
      'font-size': 13,
      'text-anchor': 'middle',
      fill: theme.ink,
    }),
  ].join('')
}

function meanOffDiagonal(m: Matrix): number {
  let sum = 0
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) if (i !== j) sum += m.data[i * m.cols + j]
  return sum / (m.rows * (m.rows - 1))
}

function extremes(m: Matrix, labels: readonly string[]): string {
  let best = { r: -1, i: 0, j: 0 }
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < i; j++) {
      const r = Math.abs(m.data[i * m.cols + j])
      if (r > best.r) best = { r, i, j }
    }
  return `The largest off the diagonal is ${decimals(best.r, 3)}, between ${labels[best.j]} and ${labels[best.i]}.`
}
