import type { ReferenceHeights, ReferenceName } from '../spectrum/reference-heights.js'
import type { AxisScale } from './axes.js'
import type { Cell } from './csv-table.js'
import type { Segment } from './geometry.js'
import { significant } from './numbers.js'
import { type Box, element, px, text } from './svg.js'
import type { Theme } from './theme.js'

/** What each line is called beside the panel and in tables, and its dash: lines are told apart without colour. */
const LINES: readonly {
  readonly name: ReferenceName
  readonly label: string
  readonly column: string
  readonly dash: string | undefined
}[] = [
  {
    name: 'marchenkoPastur',
    label: 'Marchenko–Pastur',
    column: 'marchenko_pastur',
    dash: undefined,
  },
  { name: 'tracyWidom', label: 'Tracy–Widom 95 %', column: 'tracy_widom_95', dash: '1 3' },
  {
    name: 'gavishDonohoKnown',
    label: 'Gavish–Donoho, noise',
    column: 'gavish_donoho_noise',
    dash: '6 3',
  },
  {
    name: 'gavishDonohoUnknown',
    label: 'Gavish–Donoho, median',
    column: 'gavish_donoho_median',
    dash: '6 3 1 3',
  },
]

/** Room beside a panel for the names of the lines, in px. */
export const REFERENCE_ROOM = 142

const SIZE = 11
const LEADER = 10

/** Below this two names would touch. */
const APART = 14

/** Visible below the title: what the lines are not, and that some are beyond the axis. */
export function referenceNotes(heights: ReferenceHeights): readonly string[] {
  const beyond = LINES.filter(({ name }) => heights[name] === Infinity)
  return [
    'thin lines: what theory says of independent noise, for orientation; they test nothing',
    ...(beyond.length === 0
      ? []
      : [`not drawn, as no share exceeds 1: ${beyond.map(({ label }) => label).join(', ')}`]),
  ]
}

/** The lines as columns of a table, each as high at every index; empty where a line is not drawn. None without lines. */
export function referenceColumns(heights: ReferenceHeights | undefined): {
  readonly header: readonly string[]
  readonly cells: readonly Cell[]
} {
  if (!heights) return { header: [], cells: [] }
  return {
    header: LINES.map(({ column }) => column),
    cells: LINES.map(({ name }) => (Number.isFinite(heights[name]) ? heights[name] : undefined)),
  }
}

/** Horizontal lines across a panel, each with its name to the right of it. */
export function referenceLines(
  box: Box,
  heights: ReferenceHeights,
  y: AxisScale,
  theme: Theme,
): string {
  const lines = linesWithin(box, heights, y)
  const right = box.x + box.width
  const labels = spread(
    lines.map(({ at }) => at),
    box.y,
    box.y + box.height,
  )
  return element(
    'g',
    { 'data-references': '' },
    ...lines.flatMap(({ label, dash, at }, i) => [
      element('path', {
        d: `M${px(box.x)},${px(at)}H${px(right)}`,
        fill: 'none',
        stroke: theme.muted,
        'stroke-width': 0.9,
        'stroke-dasharray': dash,
      }),
      element('path', {
        d: `M${px(right + 1)},${px(at)}L${px(right + LEADER)},${px(labels[i])}`,
        fill: 'none',
        stroke: theme.muted,
        'stroke-width': 0.9,
      }),
      text(label, {
        x: right + LEADER + 3,
        y: labels[i] + 4,
        'font-size': SIZE,
        fill: theme.muted,
      }),
    ]),
  )
}

/** The lines as legends have to keep off them, in px. */
export function referenceSegments(
  box: Box,
  heights: ReferenceHeights | undefined,
  y: AxisScale,
): readonly Segment[] {
  return heights
    ? linesWithin(box, heights, y).map(({ at }) => [box.x, at, box.x + box.width, at])
    : []
}

/** Those that a panel has, from the highest down. */
function linesWithin(box: Box, heights: ReferenceHeights, y: AxisScale) {
  return LINES.map((line) => ({ ...line, at: y(heights[line.name]) }))
    .filter(({ at }) => at >= box.y && at <= box.y + box.height)
    .sort((a, b) => a.at - b.at)
}

/** The lines in words, for the figure's description. */
export function referencesInWords(heights: ReferenceHeights): string {
  const { marchenkoPastur, tracyWidom, gavishDonohoKnown, gavishDonohoUnknown } = heights
  const height = (at: number): string =>
    at === Infinity ? 'a share above 1, which none has' : significant(at)
  return (
    `Lines for orientation, which test nothing, as embeddings are no independent noise: such noise would end at Marchenko and Pastur’s edge, ` +
    `${height(marchenkoPastur)}, and exceed ${height(tracyWidom)} (Tracy–Widom) once in twenty; Gavish and Donoho would keep values above ` +
    `${height(gavishDonohoKnown)} by the controls’ noise, above ${height(gavishDonohoUnknown)} by the median of the set’s own values.`
  )
}

/** Ascending positions moved apart until none is nearer to the next than names are high. */
function spread(positions: readonly number[], top: number, bottom: number): number[] {
  const out = [...positions]
  out.forEach((at, i) => {
    out[i] = Math.max(at, i === 0 ? top : out[i - 1] + APART)
  })
  for (let i = out.length - 1; i >= 0; i--)
    out[i] = Math.min(out[i], i === out.length - 1 ? bottom : out[i + 1] - APART)
  return out
}
