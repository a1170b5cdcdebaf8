import { scaleLinear } from 'd3-scale'
import type { Stability } from '../spectrum/stability.js'
import { axes, panelFrame } from './axes.js'
import { csvTable } from './csv-table.js'
import { polyline } from './geometry.js'
import { legend } from './legend.js'
import { type MarkerShape, marker } from './markers.js'
import { type Subject, listed, submatrixNote } from './notes.js'
import { decimals } from './numbers.js'
import { element, figure, header, px, text } from './svg.js'
import type { Theme } from './theme.js'
import { indexTicks } from './ticks.js'

/** How far singular vectors depend on who is in the set. */
export interface StabilityData extends Stability {
  readonly subject: Subject
}

/** So many vectors are drawn; beyond them all turn freely. */
const DRAWN = 26

/** Without one of two members there is nothing left that varies. */
const TOO_FEW = 'too few members to leave any out'

/** By singular vector, how far it turns when members are left out, and between halves of the members. */
export function stabilityFigure(data: StabilityData, theme: Theme): string {
  const { subject, heldOut, splits } = data
  const found = data.vectors.filter(({ heldOut: { median }, halves }) =>
    [median, halves.median].some(Number.isFinite),
  )
  // The last vectors have no counterparts among those of fewer members.
  const vectors = data.vectors.slice(0, Math.min(DRAWN, found.at(-1)?.vector ?? 1))
  const ties = data.nearTies.filter(({ first }) => first <= vectors.length)
  const about = {
    name: 'stability',
    title: `Stability of the singular vectors of ${subject.set}`,
    notes: [
      subject.model,
      submatrixNote(subject),
      ...(found.length > 0
        ? [
            `median angle and largest: ${heldOut} times without some members, ${splits} splits into halves`,
          ]
        : []),
      ...(ties.length > 0
        ? ['shaded: groups of near-equal singular values, whose vectors mix']
        : []),
      ...(found.length > DRAWN ? [`first ${DRAWN} of ${found.length} vectors`] : []),
    ],
    description:
      found.length === 0
        ? `No angles: ${TOO_FEW}.`
        : `Angles in degrees between each singular vector and the same vector found from other members; 0 is stable, 90 not at all. ` +
          `${listed(
            vectors.map(
              (v) =>
                `v${v.vector}: ${decimals(v.heldOut.median, 0)} without some members, ${decimals(v.halves.median, 0)} between halves`,
            ),
            3,
          )}. ` +
          (ties.length > 0
            ? `To be read together: ${ties.map(({ first, last }) => `${first} to ${last}`).join(', ')}.`
            : 'No neighbouring singular values are near-equal.'),
  }
  const head = header(about, 760, theme)
  const box = { x: 78, y: head.height, width: 658, height: 380 }
  const count = Math.max(1, vectors.length)
  const x = scaleLinear([0.5, count + 0.5], [box.x, box.x + box.width])
  const y = scaleLinear([0, 90], [box.y + box.height - 8, box.y + 10])
  const aside = Math.min(7, box.width / count / 5)
  const series = [
    { name: 'without some members', shape: 'circle', colour: theme.set, of: 'heldOut', dx: -aside },
    { name: 'between halves', shape: 'triangle', colour: theme.others[0], of: 'halves', dx: aside },
  ] as const
  const angles = vectors.flatMap((v) =>
    series.map(({ of, dx }) =>
      [v[of].median, v[of].largest].map((a) => ({ x: x(v.vector) + dx, y: y(a) })),
    ),
  )
  return figure(
    about,
    { width: 760, height: box.y + box.height + 58, head, theme },
    ...ties.map(({ first, last }) =>
      element('rect', {
        // A gap between groups that touch.
        x: x(first - 0.46),
        y: box.y,
        width: x(Math.min(last, count) + 0.46) - x(first - 0.46),
        height: box.height,
        fill: theme.shade,
        'fill-opacity': 0.16,
        'data-tip': `vectors ${first} to ${last}: near-equal singular values`,
      }),
    ),
    axes(
      box,
      { scale: x, label: 'singular vector', ticks: indexTicks(count, box.width) },
      { scale: y, label: 'angle', ticks: [0, 15, 30, 45, 60, 75, 90], format: (t) => `${t}°` },
      theme,
    ),
    ...series.map(({ name, shape, colour, of, dx }) =>
      element(
        'g',
        { stroke: colour, 'data-series': name },
        ...vectors.map((v) =>
          mark(
            v[of],
            { at: x(v.vector) + dx, y, shape, colour, tip: `v${v.vector}, ${name}` },
            theme,
          ),
        ),
      ),
    ),
    panelFrame(box, 'stability', x, y, theme),
    found.length === 0
      ? text(TOO_FEW, {
          x: box.x + box.width / 2,
          y: box.y + box.height / 2,
          'font-size': 14,
          'text-anchor': 'middle',
          fill: theme.muted,
        })
      : legend(
          box,
          series.map(({ name, shape, colour }) => ({ label: name, shape, colour })),
          { points: angles.flat(), segments: angles.flatMap(polyline) },
          theme,
        ),
  )
}

function mark(
  { median, largest }: { readonly median: number; readonly largest: number },
  look: {
    at: number
    y: (value: number) => number
    shape: MarkerShape
    colour: string
    tip: string
  },
  theme: Theme,
): string {
  const { at, y, shape, colour, tip } = look
  if (Number.isNaN(median)) return ''
  return (
    element('path', {
      d: `M${px(at)},${px(y(median))}V${px(y(largest))}m-3,0h6`,
      fill: 'none',
      'stroke-width': 1.2,
    }) +
    marker(shape, at, y(median), {
      fill: colour,
      stroke: theme.background,
      'data-tip': `${tip}: median ${decimals(median, 1)}°, largest ${decimals(largest, 1)}°`,
    })
  )
}

/**
 * All vectors' angles in degrees, and the first and the last vector of the group of near-equal singular values to which one
 * belongs, empty if to none; header `vector,held_out_median,held_out_largest,halves_median,halves_largest,group_first,group_last`.
 */
export function stabilityCsv({ vectors, nearTies }: StabilityData): string {
  const groupOf = (k: number) => nearTies.find(({ first, last }) => first <= k && k <= last)
  return csvTable(
    [
      'vector',
      'held_out_median',
      'held_out_largest',
      'halves_median',
      'halves_largest',
      'group_first',
      'group_last',
    ],
    vectors.map((v) => [
      v.vector,
      v.heldOut.median,
      v.heldOut.largest,
      v.halves.median,
      v.halves.largest,
      groupOf(v.vector)?.first,
      groupOf(v.vector)?.last,
    ]),
  )
}
