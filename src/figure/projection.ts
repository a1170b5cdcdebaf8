import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { axes, panelFrame, roomLeft } from './axes.js'
import { type TokenClasses, classStrips, stripsWidth } from './class-strips.js'
import { crowding } from './crowding.js'
import { labelLayer } from './label-layer.js'
import { LINE_HEIGHT, type LegendEntry, labelWithEnd, legendLine } from './legend.js'
import { marker } from './markers.js'
import { type Subject, listed, vocabularyNote } from './notes.js'
import { numbersAlike } from './numbers-alike.js'
import { decimals, grouped, subscript } from './numbers.js'
import type { PoleToken } from './poles.js'
import { LABEL_SIZE, projectionLabels } from './projection-labels.js'
import { element, figure, header } from './svg.js'
import type { Theme } from './theme.js'
import { clouds } from './vocabulary-cloud.js'

/** A member of the set and where it lies. */
export interface ProjectedMember {
  readonly id: number
  /** Safe to show. */
  readonly label: string
  readonly projection: number
  /** Whether it is no row of the vocabulary, but the mean of several; the id is that of the first. */
  readonly averaged?: boolean
}

/** The whole vocabulary on one singular vector. */
export interface ProjectionFigureData {
  readonly subject: Subject
  /** Which singular vector, counted from 1. */
  readonly k: number
  /** By token id. */
  readonly values: Float64Array
  /** Those that the cloud shows: NaN for members that stand elsewhere. All by default. */
  readonly others?: Float64Array
  readonly tokens: readonly (string | undefined)[]
  readonly members: readonly ProjectedMember[]
  /** Whether each member lies on the axis found without it; false for the axis that is fitted to all of them. */
  readonly heldOut?: boolean
  /** The chance that a member lies farther out than another token: 0.5 for no difference. */
  readonly separation?: number | undefined
  readonly positive: readonly PoleToken[]
  readonly negative: readonly PoleToken[]
  /** Colours the points by class, with the spread of each class beside them. */
  readonly classes?: TokenClasses | undefined
}

/** How the vocabulary is drawn. */
export interface ProjectionFigureOptions {
  /** False leaves the points out, for a page that lays its own over the panel; true by default. */
  readonly points?: boolean
}

/** How many tokens of each pole are marked on the figure. */
export const POLE = 10

/** Of the panel, in px. */
const HEIGHT = 430

/** Every token of the vocabulary by id, at its projection on a singular vector of the set. */
export function projectionFigure(
  data: ProjectionFigureData,
  theme: Theme,
  { points = true }: ProjectionFigureOptions = {},
): string {
  const { subject, k, values, members, positive, negative, classes } = data
  const count = grouped(values.length)
  const finite = values.filter(Number.isFinite)
  const lost = values.length - finite.length
  const ends = [positive, negative].map((end) => end.map(({ projection }) => projection))
  const number = numbersAlike(ends)
  const name = ({ label, projection }: PoleToken) => `${label} ${number(projection)}`
  const own = members.map(({ projection }) => projection)
  const exact = numbersAlike([own, ...ends], 4)
  const tip = ({ id, label, projection }: ProjectedMember) =>
    `${label}, id ${id}: ${exact(projection)}`
  const about = {
    name: 'projection',
    title: `Projection of all ${count} tokens on singular vector ${k} of ${subject.set}`,
    notes: [
      subject.model,
      vocabularyNote(subject),
      data.heldOut
        ? 'each member on the vector found without it'
        : 'members lie on a vector fitted to themselves',
      ...(data.separation === undefined || Number.isNaN(data.separation)
        ? []
        : [
            `chance that a member lies farther out than another token: ${decimals(data.separation, 2)}`,
          ]),
      ...(lost === 0
        ? []
        : [
            `not shown: ${grouped(lost)} ${lost === 1 ? 'projection' : 'projections'} that ${lost === 1 ? 'is no number' : 'are no numbers'}`,
          ]),
    ],
    description:
      `Scatter plot of ${count} tokens, token id across and projection on singular vector ${k} of ${subject.set} up. ` +
      `Largest outside the set: ${listed(positive.map(name))}. Most negative: ${listed(negative.map(name))}. ` +
      membersInWords(own),
  }
  const strips = classes ? stripsWidth(classes) : 0
  const { others = values } = data
  // What is drawn: members that stand elsewhere than on the common vector would widen the range for nothing.
  const [low, high] = extent([others, Float64Array.from(own)].flatMap(finiteExtent))
  const span = low === high ? [(low ?? 0) - 1, (high ?? 0) + 1] : [low ?? 0, high ?? 1]
  const up = { label: `projection on v${subscript(k)}` }
  const left = roomLeft({ ...up, scale: scaleLinear(span, [HEIGHT, 0]) }, HEIGHT, 78)
  const width = left + 926 + strips
  const head = header(about, width, theme)
  const box = { x: left, y: head.height + LINE_HEIGHT, width: 900, height: HEIGHT }
  const x = scaleLinear([0, Math.max(1, values.length)], [box.x, box.x + box.width])
  const y = scaleLinear(span, [box.y + box.height - 14, box.y + 14])
  const poles = [...positive.slice(0, POLE), ...negative.slice(0, POLE)].map((token) => ({
    ...token,
    x: x(token.id),
    y: y(token.projection),
    text: token.label,
  }))
  const circles = members
    .filter(({ projection }) => Number.isFinite(projection))
    .map((member) => ({
      ...member,
      x: x(member.id),
      y: y(member.projection),
      text: member.label,
    }))
  const labels = projectionLabels(box, { poles, members: circles }, crowding(box, others, x, y))
  const named = [
    { label: subject.set, ...counted(labels.members, members), whose: 'members' },
    { label: 'ends', ...counted(labels.poles, poles), whose: 'tokens at both ends' },
  ] as const
  const entries: LegendEntry[] = [
    ...(classes ? [] : [{ label: 'vocabulary', shape: 'dot' as const, colour: theme.vocabulary }]),
    { label: legendOf(named[0]), shape: 'circle', colour: theme.set },
    { label: legendOf(named[1]), shape: 'circle', colour: theme.ink, hollow: true },
  ]
  const told = named
    .filter(({ all }) => !all)
    .map(({ some, whose }) => ` Names have room beside ${some} ${whose}.`)
    .join('')
  return figure(
    { ...about, description: about.description + told },
    { width, height: box.y + box.height + 58, head, theme },
    axes(box, { scale: x, label: 'token id' }, { ...up, scale: y }, theme),
    points ? clouds(box, others, { x, y }, classes, theme) : '',
    panelFrame(box, 'projection', x, y, theme),
    element(
      'g',
      { fill: theme.set, stroke: theme.background },
      ...circles.map((circle) =>
        marker('circle', circle.x, circle.y, { 'data-tip': tip(circle), 'data-id': circle.id }),
      ),
    ),
    // Smaller, and so above the members.
    element(
      'g',
      { fill: theme.background, stroke: theme.ink, 'stroke-width': 1.2 },
      ...poles.map((pole) =>
        element('circle', {
          cx: pole.x,
          cy: pole.y,
          r: 2.6,
          'data-tip': tip(pole),
          'data-id': pole.id,
        }),
      ),
    ),
    labelLayer(labels.members, LABEL_SIZE, theme.set, theme),
    labelLayer(labels.poles, LABEL_SIZE, theme.ink, theme),
    legendLine(box.x, head.height - 6, entries, theme),
    classes ? classStrips(box, y, drawnValues(data), classes, theme) : '',
  )
}

/** By token id, where each stands in the figure: members that are tokens where they are drawn. */
function drawnValues({ values, others = values, members }: ProjectionFigureData): Float64Array {
  const drawn = others.slice()
  for (const { id, projection, averaged } of members) if (!averaged) drawn[id] = projection
  return drawn
}

/** How many of how many marks are named. */
interface Named {
  readonly some: string
  readonly all: boolean
}

function counted(named: readonly unknown[], marks: readonly unknown[]): Named {
  return {
    some: `${grouped(named.length)} of ${grouped(marks.length)}`,
    all: named.length === marks.length,
  }
}

function legendOf({ label, some, all }: Named & { readonly label: string }): string {
  return labelWithEnd(label, all ? '' : ` (${some} named)`)
}

/** The smallest and the largest of some numbers; NaN and infinities count for nothing. */
function finiteExtent(values: Float64Array): readonly number[] {
  let [low, high] = [Infinity, -Infinity]
  for (let id = 0; id < values.length; id++) {
    const value = values[id]
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : []
}

function membersInWords(projections: readonly number[]): string {
  const [low, high] = extent(projections)
  if (low === undefined || high === undefined) return ''
  const number = numbersAlike([projections])
  return `The members lie between ${number(low)} and ${number(high)}.`
}
