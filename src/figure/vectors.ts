import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { axes, panelFrame, roomLeft } from './axes.js'
import { csvTable } from './csv-table.js'
import { labelLayer } from './label-layer.js'
import { placeLabels } from './labels.js'
import { marker } from './markers.js'
import type { MemberKey } from './member-key.js'
import { type Subject, listed, tokensNote } from './notes.js'
import { numbersAlike } from './numbers-alike.js'
import { decimals, grouped, subscript } from './numbers.js'
import { pointLayer } from './point-layer.js'
import { element, figure, header, px, text } from './svg.js'
import type { Theme } from './theme.js'

/** Two singular vectors against each other. */
export interface VectorsData {
  readonly subject: Subject
  /** Which, counted from 1: across and up. */
  readonly ks: readonly [number, number]
  /** Each one's share of the set's variance, from 0 to 1. */
  readonly shares: readonly [number, number]
  readonly members: readonly {
    readonly id: number
    /** Safe to show. */
    readonly label: string
    readonly x: number
    readonly y: number
  }[]
  /** Whether each member lies on the vectors found without it; false for vectors that are fitted to all of them. */
  readonly heldOut?: boolean
  /** The vocabulary on both, by token id, where it was projected on both. */
  readonly vocabulary?: { readonly xs: Float64Array; readonly ys: Float64Array } | undefined
}

/** What the table of the two vectors holds besides. */
export interface VectorsTable extends VectorsData {
  /** Beside the labels, which may be shortened. */
  readonly keys: readonly MemberKey[]
  /** Of the vocabulary, by id. */
  readonly tokens: readonly (string | undefined)[]
}

/** Of the panel, in px. */
const [WIDTH, HEIGHT] = [590, 520]

/** More names than this find no room. */
const MOST_NAMES = 150

/**
 * The members at their projections on two singular vectors, one unit as long across as up, over the vocabulary.
 *
 * @param options without points there is no vocabulary, and the axes span the members alone
 */
export function vectorsFigure(
  data: VectorsData,
  theme: Theme,
  { points = true }: { readonly points?: boolean } = {},
): string {
  const { subject, ks, shares, members, heldOut = false } = data
  const vocabulary = points ? data.vocabulary : undefined
  const [a, b] = ks.map((k) => `v${subscript(k)}`)
  const [shareA, shareB] = shares.map((share) => `${decimals(100 * share, 1)} %`)
  const about = {
    name: 'vectors',
    title: `Singular vectors ${ks[0]} and ${ks[1]} of ${subject.set}`,
    notes: [
      subject.model,
      tokensNote(subject),
      ...(vocabulary
        ? [`behind them all ${grouped(vocabulary.xs.length)} tokens of the vocabulary`]
        : []),
      heldOut
        ? 'each member on the vectors found without it'
        : 'members lie on vectors fitted to themselves',
    ],
    description:
      `Scatter plot of ${members.length} members of ${subject.set} on singular vector ${ks[0]} across (${shareA} of variance) ` +
      `and ${ks[1]} up (${shareB}), ${heldOut ? 'each on those found without it' : 'fitted to themselves'}. Farthest right: ${farthest(members, (m) => -m.x)}; left: ${farthest(members, (m) => m.x)}; ` +
      `up: ${farthest(members, (m) => -m.y)}; down: ${farthest(members, (m) => m.y)}.`,
  }
  const xs = [...members.map((m) => m.x), ...(vocabulary?.xs ?? [])]
  const ys = [...members.map((m) => m.y), ...(vocabulary?.ys ?? [])]
  const [least, most] = spanOf(xs)
  const [low, high] = spanOf(ys)
  const unit = Math.min((WIDTH - 60) / (most - least), (HEIGHT - 50) / (high - low))
  const half = { x: WIDTH / 2 / unit, y: HEIGHT / 2 / unit }
  const [cx, cy] = [(least + most) / 2, (low + high) / 2]
  const up = {
    label: `projection on ${b} (${shareB} of variance)`,
    scale: scaleLinear([cy - half.y, cy + half.y], [HEIGHT, 0]),
  }
  const left = roomLeft(up, HEIGHT, 84)
  const width = left + WIDTH + 26
  const head = header(about, width, theme)
  const box = { x: left, y: head.height, width: WIDTH, height: HEIGHT }
  const x = scaleLinear([cx - half.x, cx + half.x], [box.x, box.x + box.width])
  const y = scaleLinear([cy - half.y, cy + half.y], [box.y + box.height, box.y])
  const marks = members.map((m) => ({ ...m, x: x(m.x), y: y(m.y), at: m, text: m.label }))
  const number = numbersAlike([members.map((m) => m.x), members.map((m) => m.y)], 4)
  const labels = placeLabels(box, fromOutside(marks).slice(0, MOST_NAMES), 12, {
    marks,
    radius: 4.5,
  })
  const some = `${grouped(labels.length)} of ${grouped(members.length)}`
  const all = labels.length === members.length
  return figure(
    {
      ...about,
      description: about.description + (all ? '' : ` Names have room beside ${some} of them.`),
    },
    { width, height: box.y + box.height + 58, head, theme },
    axes(
      box,
      { scale: x, label: `projection on ${a} (${shareA} of variance)` },
      { ...up, scale: y },
      theme,
    ),
    element('path', {
      d: `M${px(x(0))},${px(box.y)}v${px(box.height)}M${px(box.x)},${px(y(0))}h${px(box.width)}`,
      stroke: theme.muted,
      'stroke-dasharray': '2 3',
    }),
    vocabulary
      ? pointLayer(box, {
          xs: vocabulary.xs.map((value) => x(value)),
          ys: vocabulary.ys.map((value) => y(value)),
          colour: theme.vocabulary,
          dense: theme.ink,
        })
      : '',
    panelFrame(box, 'vectors', x, y, theme),
    element(
      'g',
      { fill: theme.set, stroke: theme.background },
      ...marks.map((mark) =>
        marker('circle', mark.x, mark.y, {
          'data-tip': `${mark.label}, id ${mark.id}: ${number(mark.at.x)}, ${number(mark.at.y)}`,
          'data-id': mark.id,
        }),
      ),
    ),
    labelLayer(labels, 12, theme.ink, theme),
    all
      ? ''
      : text(`${some} named`, {
          x: box.x + box.width,
          y: box.y + box.height + 46,
          'text-anchor': 'end',
          'font-size': 11,
          fill: theme.muted,
        }),
  )
}

/** The range of some values, never empty. */
function spanOf(values: readonly number[]): readonly [number, number] {
  const [low = 0, high = 0] = extent(values.filter(Number.isFinite))
  return high > low ? [low, high] : [low - 1, high + 1]
}

/** Marks at the edge of the cloud first: they have room, and are the ones asked about. */
function fromOutside<M extends { readonly x: number; readonly y: number }>(
  marks: readonly M[],
): readonly M[] {
  const mean = (of: (mark: M) => number) =>
    marks.reduce((sum, mark) => sum + of(mark), 0) / Math.max(1, marks.length)
  const [cx, cy] = [mean((m) => m.x), mean((m) => m.y)]
  const distance = (mark: M) => Math.hypot(mark.x - cx, mark.y - cy)
  return marks.toSorted((p, q) => distance(q) - distance(p))
}

function farthest(
  members: VectorsData['members'],
  by: (member: VectorsData['members'][number]) => number,
): string {
  return listed(
    members
      .toSorted((p, q) => by(p) - by(q))
      .slice(0, 3)
      .map(({ label }) => label),
  )
}

/**
 * The members' projections; header `id,token,vK_held_out,vL_held_out`, or `_fitted`. Where the vocabulary is drawn, too, its tokens
 * come after them, with theirs in two columns more, `vK,vL`; those that are drawn as members have none there.
 */
export function vectorsCsv(data: VectorsTable): string {
  const { ks, members, keys, tokens, heldOut = false, vocabulary } = data
  const own = ks.map((k) => `v${k}_${heldOut ? 'held_out' : 'fitted'}`)
  const rows = members.map(({ x, y }, i) => [keys[i].ids, keys[i].token, x, y])
  if (!vocabulary) return csvTable(['id', 'token', ...own], rows)
  const { xs, ys } = vocabulary
  return csvTable(
    ['id', 'token', ...own, ...ks.map((k) => `v${k}`)],
    [
      ...rows.map((row) => [...row, undefined, undefined]),
      ...Array.from(xs, (x, id) => [id, tokens[id], undefined, undefined, x, ys[id]]),
    ],
  )
}
