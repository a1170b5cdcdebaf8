import { scaleLinear } from 'd3-scale'
import { optimalLeafOrder } from '../math/leaf-order.js'
import { type Merge, averageLinkage } from '../math/linkage.js'
import type { Matrix } from '../math/matrix.js'
import { colourBar } from './colour-bar.js'
import { csvTable } from './csv-table.js'
import { dendrogram, joinHeights } from './dendrogram.js'
import { MOST_VECTOR_ROWS, hasDashes, heatCells, pixelsOf } from './heat-cells.js'
import { diverging, sequential } from './heat-colours.js'
import type { MemberKey } from './member-key.js'
import { type Subject, listed, tokensNote } from './notes.js'
import { decimals } from './numbers.js'
import { type Box, element, figure, header, px, text } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import type { Theme } from './theme.js'

/** Correlations between the members of a set. */
export interface CorrelationData {
  /** Of the figure: `correlation` or `correlation-signed`. */
  readonly name: string
  readonly subject: Subject
  /** n × n, r from −1 to 1; NaN for rows that do not vary. */
  readonly matrix: Matrix
  /** Of the members, safe to show. */
  readonly labels: readonly string[]
  /** Draws |r| from 0 to 1; otherwise r, on a scale that fits all but the diagonal. */
  readonly absolute: boolean
  /** Orders the members by their clusters, neighbours as near as the tree allows; up to 200 members. */
  readonly clustered: boolean
}

/** What the table of a heat map holds besides. */
export interface CorrelationTable extends CorrelationData {
  /** Beside the labels, which may be shortened. */
  readonly keys: readonly MemberKey[]
}

const TREE = 64

/**
 * Heat map of |r| or r between the members' embeddings, each minus the set's mean.
 *
 * @param options compact draws the cells of 58 members and more as an image
 */
export function correlationFigure(
  data: CorrelationData,
  theme: Theme,
  { compact = false }: { readonly compact?: boolean } = {},
): string {
  const { subject, matrix, labels, absolute } = data
  const n = matrix.rows
  const { order, merges } = arrangement(data)
  const cell = cellSize(n)
  const side = cell * n
  const fontSize = Math.min(12, Math.max(5.5, cell * 0.82))
  const named = n <= MOST_VECTOR_ROWS
  const short = labels.map((label) => fitText(label, 130, fontSize))
  const longest = Math.max(12, ...(named ? short.map((label) => textWidth(label, fontSize)) : []))
  const upright = cell >= longest + 2
  const kind = absolute ? '|Correlation|' : 'Correlation'
  const r = absolute ? '|r|' : 'r'
  const top = absolute ? 1 : niceTop(matrix)
  const colours = absolute ? sequential(top) : diverging(top)
  const mean = decimals(meanOffDiagonal(matrix), 3)
  const about = {
    name: data.name,
    title: `${kind} of the embeddings of ${subject.set}${merges ? ', clustered' : ''}`,
    notes: [
      subject.model,
      tokensNote(subject),
      `mean r off the diagonal ${mean}` +
        (subject.transform.centre !== 'set'
          ? ''
          : n === 2
            ? ' (of two tokens always −1: each is the other’s opposite once centred)'
            : ` (${decimals(-1 / (n - 1), 3)} by centring alone)`),
      ...(merges ? [`average linkage of 1 − ${r}, optimal leaf order`] : []),
      ...(data.clustered && n > MOST_VECTOR_ROWS
        ? ['order as given: too many tokens to cluster']
        : []),
      ...(n > MOST_VECTOR_ROWS ? ['too many tokens to name'] : []),
      ...(pixelsOf(n, compact) < n ? ['each pixel the mean of its cells'] : []),
      ...(!absolute && hasDashes(n, cell) ? ['dash: negative'] : []),
      ...(absolute ? [] : ['diagonal (1) left blank']),
    ],
    description:
      `Heat map of the ${n} × ${n} matrix of ${r} between embeddings of ${listed(
        order.map((i) => labels[i]),
        40,
      )}. ` + extremes(matrix, labels),
  }
  const below = !named ? 0 : upright ? fontSize + 12 : longest + 16
  const left = 16 + (named ? longest + 14 : 8)
  const width = Math.max(left + side + 24 + 18 + 70, 620)
  const head = header(about, width, theme)
  const box = { x: left, y: head.height + (merges ? TREE + 4 : 0), width: side, height: side }
  return figure(
    about,
    { width, height: box.y + side + below + 20, head, theme },
    merges ? dendrogram({ ...box, y: head.height, height: TREE }, merges, order, theme) : '',
    heatCells(
      box,
      { matrix: absolute ? magnitudes(matrix) : matrix, order, colours, blankDiagonal: !absolute },
      theme,
      { compact },
    ),
    element('rect', {
      ...box,
      fill: 'none',
      stroke: theme.frame,
      'data-panel': data.name,
      'data-heat': order.join(' '),
    }),
    named
      ? names(
          box,
          order.map((i) => short[i]),
          { cell, fontSize, upright },
          theme,
        )
      : '',
    colourBar(
      { x: box.x + side + 24, y: box.y, width: 18, height: Math.max(side, 90) },
      colours,
      {
        id: `colours-${data.name}`,
        label: absolute ? 'absolute correlation |r|' : 'correlation r',
      },
      theme,
    ),
  )
}

/** Cells large enough for a label each, up to 200 of them; whole pixels: cells that end between two leave hairlines. */
function cellSize(n: number): number {
  if (n > MOST_VECTOR_ROWS) return Math.max(1, Math.floor(1000 / n))
  return Math.max(7, Math.min(90, Math.floor(520 / Math.max(1, n))))
}

function arrangement({ matrix, absolute, clustered }: CorrelationData): {
  readonly order: readonly number[]
  readonly merges?: readonly Merge[]
} {
  const n = matrix.rows
  if (!clustered || n < 3 || n > MOST_VECTOR_ROWS)
    return { order: Array.from({ length: n }, (_, i) => i) }
  // A row that does not vary is as far from all others as uncorrelated ones are.
  const near = absolute ? Math.abs : (r: number) => r
  const data = Float64Array.from(matrix.data, (r) => 1 - (Number.isNaN(r) ? 0 : near(r)))
  for (let i = 0; i < n; i++) data[i * n + i] = 0
  const distances = { rows: n, cols: n, data }
  const merges = averageLinkage(distances)
  return { order: optimalLeafOrder(merges, distances), merges }
}

function names(
  box: Box,
  labels: readonly string[],
  { cell, fontSize, upright }: { cell: number; fontSize: number; upright: boolean },
  theme: Theme,
): string {
  const below = box.y + box.height
  return [
    element(
      'g',
      { 'font-size': fontSize, fill: theme.ink, 'text-anchor': 'end' },
      ...labels.map((label, i) =>
        text(label, {
          x: box.x - 8,
          y: box.y + (i + 0.5) * cell + fontSize * 0.35,
        }),
      ),
    ),
    element(
      'g',
      { 'font-size': fontSize, fill: theme.ink, 'text-anchor': upright ? 'middle' : 'end' },
      ...labels.map((label, i) => {
        const x = box.x + (i + 0.5) * cell
        if (upright) return text(label, { x, y: below + fontSize + 6 })
        const at = x + fontSize * 0.35
        return text(label, {
          x: at,
          y: below + 8,
          transform: `rotate(-90 ${px(at)} ${px(below + 8)})`,
        })
      }),
    ),
  ].join('')
}

/** A round number that no |r| off the diagonal exceeds. */
function niceTop(m: Matrix): number {
  let top = 0
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < i; j++) top = Math.max(top, Math.abs(m.data[i * m.cols + j]) || 0)
  return top > 0 ? Math.min(1, scaleLinear([0, top], [0, 1]).nice(5).domain()[1]) : 1
}

function magnitudes({ rows, cols, data }: Matrix): Matrix {
  return { rows, cols, data: Float64Array.from(data, Math.abs) }
}

function meanOffDiagonal(m: Matrix): number {
  let sum = 0
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) if (i !== j) sum += m.data[i * m.cols + j]
  return sum / (m.rows * (m.rows - 1))
}

function extremes(m: Matrix, labels: readonly string[]): string {
  let best = { r: 0, i: -1, j: -1 }
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < i; j++) {
      const r = m.data[i * m.cols + j]
      if (Math.abs(r) > Math.abs(best.r)) best = { r, i, j }
    }
  if (best.i < 0) return 'No two of them correlate.'
  return `The strongest off the diagonal is ${decimals(best.r, 3)}, between ${labels[best.j]} and ${labels[best.i]}.`
}

/**
 * The matrix of r in the order that is drawn; header `id,token` and the ids of the members, which name the columns. Of clustered
 * members `joined_at` comes last: how high in the tree each joins the one before it.
 */
export function correlationCsv(data: CorrelationTable): string {
  const { matrix, keys } = data
  const { order, merges } = arrangement(data)
  const joins = merges && joinHeights(merges, order)
  return csvTable(
    ['id', 'token', ...order.map((i) => keys[i].ids), ...(joins ? ['joined_at'] : [])],
    order.map((i, place) => [
      keys[i].ids,
      keys[i].token,
      ...order.map((j) => matrix.data[i * matrix.cols + j]),
      ...(joins ? [joins[place]] : []),
    ]),
  )
}
