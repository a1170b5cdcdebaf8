import { scaleLinear } from 'd3-scale'
import { axes, panelFrame } from './axes.js'
import { csvTable } from './csv-table.js'
import { polyline } from './geometry.js'
import { type LegendEntry, labelWithEnd, legend } from './legend.js'
import { hasMarks, lineTips } from './line-marks.js'
import { marker } from './markers.js'
import { type Subject, submatrixNote } from './notes.js'
import { numbersAlike } from './numbers-alike.js'
import { significant } from './numbers.js'
import {
  REFERENCE_ROOM,
  referenceColumns,
  referenceLines,
  referenceNotes,
  referenceSegments,
  referencesInWords,
} from './reference-lines.js'
import { element, figure, header, linePath, px, text } from './svg.js'
import type { Theme } from './theme.js'
import { indexTicks } from './ticks.js'
import type { ReferenceHeights } from '../spectrum/reference-heights.js'

/** A scree plot: variance by index, against what chance lets through. */
export interface ScreeData {
  readonly subject: Subject
  /** The set's share of variance at every index, descending. */
  readonly values: ArrayLike<number>
  /** What a value has to exceed: a percentile of the controls at the same index. */
  readonly threshold: ArrayLike<number>
  /** `95th percentile of 999 draws`. */
  readonly thresholdLabel: string
  /** What is compared: `share of variance`. */
  readonly scaleLabel: string
  /** Horn's count: how many values from the first on exceed it, up to the first that does not. */
  readonly count: number
  /** Lines of theory, in the units of the values. */
  readonly references?: ReferenceHeights | undefined
}

/** Variance by index, the leading values that exceed chance filled; the others hollow, also those that exceed it behind one that does not. */
export function screeFigure(data: ScreeData, theme: Theme): string {
  const { subject, values, threshold, count, thresholdLabel, scaleLabel, references } = data
  const n = values.length
  const kept =
    count === 0
      ? 'none of its values exceeds'
      : count === 1
        ? 'its first value exceeds'
        : `its first ${count} values exceed`
  const about = {
    name: 'scree',
    title: `Scree plot of ${subject.set}: Horn’s count is ${count}`,
    notes: [
      subject.model,
      submatrixNote(subject),
      `chance: ${thresholdLabel}, index by index`,
      ...(references ? referenceNotes(references) : []),
    ],
    description:
      `Scree plot of ${subject.set}: ${scaleLabel} by index. By Horn’s parallel analysis ${kept} the ${thresholdLabel}. ` +
      Array.from(
        { length: Math.min(n, 3) },
        (_, i) => `Index ${i + 1}: ${significant(values[i])} against ${significant(threshold[i])}.`,
      ).join(' ') +
      (references ? ` ${referencesInWords(references)}` : ''),
  }
  const head = header(about, 760, theme)
  const box = { x: 92, y: head.height, width: references ? 644 - REFERENCE_ROOM : 644, height: 400 }
  const x = scaleLinear([0.5, n + 0.5], [box.x, box.x + box.width])
  const top = [values, threshold, Object.values(references ?? {})]
    .flatMap((heights) => Array.from(heights))
    .filter(Number.isFinite)
    .reduce((most, height) => Math.max(most, height), 0)
  const y = scaleLinear([0, top > 0 ? top * 1.06 : 1], [box.y + box.height - 8, box.y])
  const xs = Array.from({ length: n }, (_, i) => x(i + 1))
  const ys = Array.from(values, (value) => y(value))
  const edge = x(count + 0.5)
  const marked = hasMarks(box, n)
  const number = numbersAlike([values, threshold].map((list) => Array.from(list)))
  const line: Pick<LegendEntry, 'colour' | 'line'> = { colour: theme.set, line: 'solid' }
  const marks = (end: string, hollow: boolean): LegendEntry => ({
    ...line,
    label: labelWithEnd(subject.set, end),
    shape: 'circle',
    hollow,
  })
  const entries: LegendEntry[] = [
    ...(marked ? [] : [{ ...line, label: subject.set }]),
    ...(marked && count > 0 ? [marks(', counted by Horn’s rule', false)] : []),
    ...(marked && count < n ? [marks(', not counted', true)] : []),
    { label: thresholdLabel, colour: theme.control, line: '7 4' },
  ]
  const own = xs.map((at, i) => ({ x: at, y: ys[i] }))
  const around = {
    points: [...own, { x: edge - 6, y: box.y + box.height - 10 }],
    segments: [
      ...polyline(own),
      ...(count === 0 ? [] : [[edge, box.y, edge, box.y + box.height] as const]),
      ...polyline(xs.map((at, i) => ({ x: at, y: y(threshold[i]) }))),
      ...referenceSegments(box, references, y),
    ],
  }
  return figure(
    about,
    { width: 760, height: box.y + box.height + 58, head, theme },
    axes(
      box,
      { scale: x, label: 'index', ticks: indexTicks(n, box.width) },
      { scale: y, label: scaleLabel },
      theme,
    ),
    references ? referenceLines(box, references, y, theme) : '',
    count === 0
      ? ''
      : [
          element('rect', {
            x: box.x,
            y: box.y,
            width: edge - box.x,
            height: box.height,
            fill: theme.set,
            'fill-opacity': 0.08,
          }),
          element('path', {
            d: `M${px(edge)},${px(box.y)}v${px(box.height)}`,
            stroke: theme.set,
            'stroke-dasharray': '2 3',
          }),
          text(`${count}`, {
            x: edge - 6,
            y: box.y + box.height - 10,
            'text-anchor': 'end',
            'font-weight': 'bold',
            fill: theme.set,
          }),
        ].join(''),
    element('path', {
      d: linePath(
        // One index alone would have no width.
        n === 1 ? [x(0.8), x(1.2)] : xs,
        Array.from(n === 1 ? [threshold[0], threshold[0]] : threshold, (value) => y(value)),
      ),
      fill: 'none',
      stroke: theme.control,
      'stroke-width': 1.6,
      'stroke-dasharray': '7 4',
    }),
    element('path', {
      d: linePath(xs, ys),
      fill: 'none',
      stroke: theme.set,
      'stroke-width': 1.5,
      ...(!marked && lineTips(subject.set, 'index', values)),
    }),
    ...(marked ? xs : []).map((at, i) =>
      marker('circle', at, ys[i], {
        fill: i < count ? theme.set : theme.background,
        stroke: theme.set,
        'stroke-width': 1.2,
        'data-tip': `index ${i + 1}: ${number(values[i])}, chance ${number(threshold[i])}`,
      }),
    ),
    panelFrame(box, 'scree', x, y, theme),
    legend(box, entries, around, theme),
  )
}

/**
 * The values of the scree plot; header `index,value,chance,counted` and the lines of theory (`referenceColumns`), index from 1;
 * counted is 1 for the values that Horn's rule counts.
 */
export function screeCsv({ values, threshold, count, references }: ScreeData): string {
  const lines = referenceColumns(references)
  return csvTable(
    ['index', 'value', 'chance', 'counted', ...lines.header],
    Array.from(values, (value, i) => [
      i + 1,
      value,
      threshold[i],
      i < count ? 1 : 0,
      ...lines.cells,
    ]),
  )
}
