import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Pair } from '../projection/pair.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import { displayToken } from '../tokens/display.js'
import { PLAIN, type Transform } from '../submatrix/transform.js'
import { axes, panelFrame, roomLeft, roomRight } from './axes.js'
import { csvTable } from './csv-table.js'
import { storedNote } from './notes.js'
import { decimals, grouped, significant } from './numbers.js'
import { element, figure, header, px } from './svg.js'
import type { Theme } from './theme.js'

/** Of the panel, in px. */
const SIDE = 520

/** One token's embedding against another's: one point a dimension, both axes on one scale. */
export function pairFigure(
  pair: Pair,
  modelName: string,
  theme: Theme,
  {
    spelling,
    transform = PLAIN,
  }: {
    readonly spelling?: Spelling
    /** Of the analysis that the pair is part of: the pair is as it is stored all the same, and says so. */
    readonly transform?: Transform
  } = {},
): string {
  const [a, b] = pair.tokens.map((token) => `“${displayToken(token, 24, spelling)}”`)
  const [xs, ys] = pair.embeddings
  const stored = storedNote(transform)
  const numbers = `r = ${decimals(pair.r, 3)}, cosine = ${decimals(pair.cosine, 3)}`
  const about = {
    name: 'pair',
    title: `Embedding of ${a} against embedding of ${b}`,
    notes: [
      modelName,
      `${grouped(xs.length)} dimensions, each embedding minus its own mean`,
      ...(stored === undefined ? [] : [stored]),
      numbers,
    ],
    description:
      `Scatter plot of ${xs.length} points, one a dimension: the embedding of ${a} across, that of ${b} up, ` +
      `each minus its own mean. ${numbers}. ${farthest(xs, ys)}`,
  }
  const [low, high] = extent([...xs, ...ys])
  const domain = scaleLinear([low ?? 0, high ?? 1], [0, 1])
    .nice()
    .domain()
  const ticks = scaleLinear(domain, [0, 1]).ticks(7)
  const up = { label: `embedding of ${b}, centred`, ticks }
  const scale = scaleLinear(domain, [0, SIDE])
  const left = roomLeft({ ...up, scale }, SIDE, 78)
  const width = left + SIDE + roomRight({ ...up, scale }, SIDE, 26)
  const head = header(about, width, theme)
  const box = { x: left, y: head.height, width: SIDE, height: SIDE }
  const x = scaleLinear(domain, [box.x, box.x + box.width])
  const y = scaleLinear(domain, [box.y + box.height, box.y])
  return figure(
    about,
    { width, height: box.y + box.height + 58, head, theme },
    axes(box, { scale: x, label: `embedding of ${a}, centred`, ticks }, { ...up, scale: y }, theme),
    // Where both embeddings are equal.
    element('path', {
      d: `M${px(box.x)},${px(box.y + box.height)}L${px(box.x + box.width)},${px(box.y)}`,
      stroke: theme.muted,
      'stroke-dasharray': '5 4',
      'stroke-opacity': 0.7,
    }),
    panelFrame(box, 'pair', x, y, theme),
    element(
      'g',
      { fill: theme.point, 'fill-opacity': 0.55, stroke: theme.ink, 'stroke-width': 0.8 },
      ...Array.from(xs, (value, i) =>
        element('circle', {
          cx: x(value),
          cy: y(ys[i]),
          r: 4,
          'data-tip': `dimension ${i}: ${significant(value)}, ${significant(ys[i])}`,
        }),
      ),
    ),
  )
}

/** The dimension that lies farthest from the origin, in words. */
function farthest(xs: Float64Array, ys: Float64Array): string {
  let best = 0
  for (let i = 1; i < xs.length; i++)
    if (Math.hypot(xs[i], ys[i]) > Math.hypot(xs[best], ys[best])) best = i
  if (xs.length === 0) return ''
  return `Farthest out lies dimension ${best}, at ${significant(xs[best], 3)}, ${significant(ys[best], 3)}.`
}

/** The points of the pair figure; header `dimension,red (id 2417),blue (id 2630)`, dimensions from 0. */
export function pairCsv({ tokens, embeddings: [xs, ys] }: Pair): string {
  return csvTable(
    ['dimension', ...tokens.map(({ token, ids }) => `${token} (id ${ids.join(' ')})`)],
    Array.from(xs, (value, i) => [i, value, ys[i]]),
  )
}
