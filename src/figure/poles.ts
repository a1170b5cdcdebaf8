import { scaleLinear } from 'd3-scale'
import type { ProjectedToken } from '../projection/projection.js'
import { axes, panelFrame, roomRight } from './axes.js'
import { csvTable } from './csv-table.js'
import { type Subject, listed, vocabularyNote } from './notes.js'
import { numbersAlike } from './numbers-alike.js'
import { subscript } from './numbers.js'
import { type Box, element, figure, header, px, text } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import type { Theme } from './theme.js'

/** A token at one end of a direction, and what to call it. */
export interface PoleToken extends ProjectedToken {
  /** Safe to show. */
  readonly label: string
}

/** The two ends of a singular vector. */
export interface PolesData {
  readonly subject: Subject
  /** Which singular vector, counted from 1. */
  readonly k: number
  /** Largest first. */
  readonly positive: readonly PoleToken[]
  /** Most negative first. */
  readonly negative: readonly PoleToken[]
}

const ROW = 19
const NAMES = 150

/** Size of the numbers behind bars, in px. */
const VALUE = 11

/** The tokens at both ends of a singular vector as ranked bars, both ends on one scale. */
export function polesFigure(data: PolesData, theme: Theme): string {
  const { subject, k, positive, negative } = data
  const lists = [positive, negative].map((end) => end.map(({ projection }) => projection))
  const number = numbersAlike(lists)
  const numbers = { number, exact: numbersAlike(lists, 4) }
  const name = ({ label, projection }: PoleToken) => `${label} ${number(projection)}`
  const about = {
    name: 'poles',
    title: `The ends of singular vector ${k} of ${subject.set}`,
    notes: [
      subject.model,
      `${vocabularyNote(subject)}, projected on v${subscript(k)}`,
      'members left out',
    ],
    description:
      `Bars of the tokens at both ends of singular vector ${k}, ranked. Positive: ${listed(positive.map(name))}. ` +
      `Negative: ${listed(negative.map(name))}.`,
  }
  const head = header(about, 980, theme)
  const rows = Math.max(1, positive.length, negative.length)
  const y = head.height + 24
  const height = rows * ROW + 8
  const longest = Math.max(
    40,
    ...[...positive, ...negative].map(({ label }) => Math.min(NAMES, textWidth(label, 12))),
  )
  const width = (980 - 32 - 2 * (longest + 12) - 40) / 2
  const left = { x: 16 + longest + 12, y, width, height }
  const right = { ...left, x: left.x + width + 40 + longest + 12 }
  // Behind every bar there is room for its number.
  const tops = lists.flat().map((value) => {
    const room = width - textWidth(number(value), VALUE) - 7
    return Math.abs(value) * Math.max(1.16, width / room)
  })
  const top = Math.max(0, ...tops) || 1
  const beyond = roomRight({ scale: scaleLinear([0, -top], [0, width]), label: '' }, width, 16)
  const shared = { ...numbers, longest, top, k, colour: theme.vocabulary }
  return figure(
    about,
    { width: 964 + beyond, height: y + height + 58, head, theme },
    side(left, positive, { ...shared, title: 'positive end', dashed: false }, theme),
    side(right, negative, { ...shared, title: 'negative end', dashed: true }, theme),
  )
}

interface Side {
  readonly title: string
  readonly longest: number
  readonly top: number
  readonly k: number
  readonly colour: string
  /** Hatched bars, told apart from plain ones without colour. */
  readonly dashed: boolean
  /** How projections are written behind bars, and in their tips. */
  readonly number: (value: number) => string
  readonly exact: (value: number) => string
}

/** One end: bars from zero on, each with its token before it and its value behind it. */
function side(
  box: Box,
  tokens: readonly PoleToken[],
  { title, longest, top, k, colour, dashed, number, exact }: Side,
  theme: Theme,
): string {
  const sign = dashed ? -1 : 1
  const x = scaleLinear([0, sign * top], [box.x, box.x + box.width])
  const y = scaleLinear([0.5, Math.max(1, tokens.length) + 0.5], [box.y, box.y + box.height])
  return [
    axes(
      box,
      { scale: x, label: `projection on v${subscript(k)}` },
      { scale: y, label: '', ticks: [] },
      theme,
    ),
    text(title, { x: box.x, y: box.y - 8, 'font-weight': 'bold', fill: theme.ink }),
    tokens.length === 0
      ? text('no token lies on this side', { x: box.x + 12, y: box.y + 22, fill: theme.muted })
      : '',
    ...tokens.map(({ id, label, projection }, i) => {
      const at = box.y + 4 + i * ROW
      const end = x(projection)
      return [
        element('rect', {
          x: box.x,
          y: at + 2.5,
          width: Math.max(0, end - box.x),
          height: ROW - 5,
          fill: colour,
          'fill-opacity': dashed ? 0.35 : 1,
          stroke: colour,
          'data-tip': `${label}, id ${id}: ${exact(projection)}`,
        }),
        text(fitText(label, longest, 12), {
          x: box.x - 8,
          y: at + ROW / 2 + 4,
          'text-anchor': 'end',
          fill: theme.ink,
        }),
        text(number(projection), {
          x: end + 6,
          y: at + ROW / 2 + 4,
          'font-size': VALUE,
          fill: theme.muted,
          stroke: theme.background,
          'stroke-width': 2.5,
          'paint-order': 'stroke',
        }),
      ].join('')
    }),
    element('path', {
      d: `M${px(box.x)},${px(box.y)}v${px(box.height)}`,
      stroke: theme.ink,
    }),
    panelFrame(box, title.replace(' ', '-'), x, y, theme),
  ].join('')
}

/** The tokens of both ends; header `end,rank,id,token,projection`, ranks from 1. */
export function polesCsv({ positive, negative }: PolesData): string {
  const rows = (end: string, tokens: readonly PoleToken[]) =>
    tokens.map(({ id, token, projection }, i) => [end, i + 1, id, token, projection])
  return csvTable(
    ['end', 'rank', 'id', 'token', 'projection'],
    [...rows('positive', positive), ...rows('negative', negative)],
  )
}
