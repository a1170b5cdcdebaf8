import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { axes, panelFrame } from './axes.js'
import { csvTable } from './csv-table.js'
import { hasMarks, zeroNote } from './line-marks.js'
import { DASHES } from './markers.js'
import { type Subject, possessive, shortLabel, submatrixNote } from './notes.js'
import { compact, significant, subscript } from './numbers.js'
import {
  type SpectrumBand,
  type SpectrumSeries,
  spectrumPanel,
  spectrumRoom,
} from './spectrum-panel.js'
import { type Box, element, figure, header, linePath, px } from './svg.js'
import { fitText } from './text-width.js'
import type { Theme } from './theme.js'

/** A singular vector over the dimensions of the embedding, and whose it is. */
export interface NamedVector {
  readonly label: string
  readonly values: Float64Array
}

/** What the figure of vectors and spectra shows. */
export interface SpectraData {
  readonly subject: Subject
  /** Which singular vector, counted from 1. */
  readonly k: number
  /** Of the set and of its control. */
  readonly vectors: readonly [NamedVector, NamedVector]
  readonly series: readonly SpectrumSeries[]
  readonly band?: SpectrumBand | undefined
  /** Of the spectra, as `SCALE_LABELS`. */
  readonly scaleLabel: string
  readonly log: boolean
  /** What the control is: `1 of 999 draws without replacement from 29,497 tokens, seed 1`. */
  readonly controlNote: string
}

/** The size of the right panel, in px. */
const SPECTRA = { width: 470, height: 430 }

/** Left, a singular vector of the set and of its control over the dimensions; right, both whole spectra. */
export function spectraFigure(data: SpectraData, theme: Theme): string {
  const { subject, k, vectors, series, band } = data
  const about = {
    name: 'spectra',
    title: `Singular vectors and singular values: ${subject.set} against random tokens`,
    notes: [
      subject.model,
      submatrixNote(subject),
      data.controlNote,
      ...(series.some(({ zeroLast }) => zeroLast)
        ? [zeroNote(hasMarks(SPECTRA, longest(series)), data.log)]
        : []),
    ],
    description:
      `Left: right singular vector ${k} of ${vectors.map(({ label }) => label).join(' and of ')} over ${subject.dim} embedding dimensions. ` +
      `Right: their spectra, ${data.scaleLabel} by index. ${series.map(fall).join(' ')}${band ? ` ${bandInWords(series[0], band)}` : ''}`,
  }
  const panel = {
    name: 'spectrum',
    series,
    band,
    label: data.scaleLabel + (data.log ? ' (log scale)' : ''),
    log: data.log,
  }
  const middle = 548 + spectrumRoom(panel, SPECTRA.height, 94)
  const head = header(about, middle + 488, theme)
  const upper = { x: 88, y: head.height, width: 460, height: 204 }
  const lower = { ...upper, y: upper.y + 226 }
  const right = { x: middle, y: upper.y, ...SPECTRA }
  const domain = scaleLinear(
    extent([...vectors[0].values, ...vectors[1].values]) as [number, number],
    [0, 1],
  )
    .nice()
    .domain()
  return figure(
    about,
    { width: middle + 488, height: right.y + right.height + 58, head, theme },
    ...vectors.map((vector, i) =>
      vectorPanel([upper, lower][i], { ...vector, k, i, domain }, theme),
    ),
    spectrumPanel(right, panel, theme),
  )
}

function vectorPanel(
  box: Box,
  { label, values, k, i, domain }: NamedVector & { k: number; i: number; domain: number[] },
  theme: Theme,
): string {
  const name = `v${subscript(k)} of ${shortLabel(label)}`
  const x = scaleLinear([0, Math.max(1, values.length)], [box.x, box.x + box.width])
  const y = scaleLinear(domain, [box.y + box.height, box.y])
  const last = i === 1
  return [
    axes(
      box,
      { scale: x, label: last ? 'embedding dimension' : '', numbers: last },
      { scale: y, label: fitText(name, box.height, 13) },
      theme,
    ),
    element('path', {
      d: `M${px(box.x)},${px(y(0))}h${px(box.width)}`,
      stroke: theme.muted,
      'stroke-dasharray': DASHES[2],
    }),
    element('path', {
      d: linePath(
        Array.from(values, (_, d) => x(d)),
        Array.from(values, (value) => y(value)),
      ),
      fill: 'none',
      stroke: last ? theme.control : theme.set,
      'stroke-width': 1.1,
      'stroke-linejoin': 'round',
      'data-name': name,
      'data-values': compact(values),
    }),
    panelFrame(box, `vector-${i + 1}`, x, y, theme),
  ].join('')
}

/** How many values the longest of some spectra has. */
export function longest(series: readonly SpectrumSeries[]): number {
  return Math.max(1, ...series.map(({ values }) => values.length))
}

/** How a spectrum falls, in words; the zero that centring makes is rounding, and no value to be told. */
export function fall({ label, values, zeroLast }: SpectrumSeries): string {
  const last = values[values.length - (zeroLast ? 2 : 1)]
  return `${label} falls from ${significant(values[0])} to ${significant(last)}${zeroLast ? ', and is zero by centring at the last index' : ''}.`
}

/** How many values of a spectrum lie beyond the band of chance, in words. */
export function bandInWords(
  { label, values, zeroLast }: SpectrumSeries,
  band: SpectrumBand,
): string {
  const count = values.length - (zeroLast ? 1 : 0)
  let [above, below] = [0, 0]
  for (let i = 0; i < count; i++) {
    if (values[i] > band.upper[i]) above++
    if (values[i] < band.lower[i]) below++
  }
  return `Of ${possessive(label)} ${count} values, ${above} lie above the band of chance (${band.label}) and ${below} below it.`
}

/** Whether the values at an index, from 0, are the zeros that centring makes, and drawn hollow. */
export function isZero(series: readonly SpectrumSeries[], i: number): boolean {
  return series.some(({ values, zeroLast }) => zeroLast && i === values.length - 1)
}

const NO_BAND = [undefined, undefined, undefined] as const

/**
 * Both halves of the figure, as it draws them; header `part,index,set,control,lower,median,upper,zero_by_centring`. Rows of the
 * part `vector` are dimensions, from 0; those of `spectrum` are indices, from 1, with the band of chance if there is one, and 1
 * in the last column where marks are hollow.
 */
export function spectraCsv({
  vectors: [own, other],
  series: [set, control],
  band,
}: SpectraData): string {
  return csvTable(
    ['part', 'index', 'set', 'control', 'lower', 'median', 'upper', 'zero_by_centring'],
    [
      ...Array.from(own.values, (value, i) => [
        'vector',
        i,
        value,
        other.values[i],
        ...NO_BAND,
        undefined,
      ]),
      ...Array.from(set.values, (value, i) => [
        'spectrum',
        i + 1,
        value,
        control.values[i],
        band?.lower[i],
        band?.median[i],
        band?.upper[i],
        isZero([set, control], i) ? 1 : 0,
      ]),
    ],
  )
}
