import { csvTable } from './csv-table.js'
import { hasMarks, zeroNote } from './line-marks.js'
import { bandInWords, fall, isZero, longest } from './spectra.js'
import {
  type SpectrumBand,
  type SpectrumSeries,
  spectrumPanel,
  spectrumRoom,
} from './spectrum-panel.js'
import {
  REFERENCE_ROOM,
  referenceColumns,
  referenceNotes,
  referencesInWords,
} from './reference-lines.js'
import { figure, header } from './svg.js'
import type { Theme } from './theme.js'
import type { ReferenceHeights } from '../spectrum/reference-heights.js'

/** Spectra of one or several sets. */
export interface SpectrumData {
  /** After 'Singular values of'. */
  readonly of: string
  /** Model, sizes, centring, controls. */
  readonly notes: readonly string[]
  readonly series: readonly SpectrumSeries[]
  readonly band?: SpectrumBand | undefined
  /** Lines of theory, in the units of the values. */
  readonly references?: ReferenceHeights | undefined
  /** Of the values, as `SCALE_LABELS`. */
  readonly scaleLabel: string
  readonly log: boolean
}

/** Of the panel, in px. */
const HEIGHT = 400

/** Spectra by index, with linear or logarithmic axis, over what chance does. */
export function spectrumFigure(data: SpectrumData, theme: Theme): string {
  const { series, band, references, log, scaleLabel } = data
  const zero = series.some(({ zeroLast }) => zeroLast)
  const width = references ? 644 - REFERENCE_ROOM : 644
  const about = {
    name: 'spectrum',
    title: `Singular values of ${data.of}`,
    notes: [
      ...data.notes,
      ...(zero ? [zeroNote(hasMarks({ width }, longest(series)), log)] : []),
      ...(references ? referenceNotes(references) : []),
    ],
    description: `Line plot: ${scaleLabel} by index${log ? ', on a logarithmic axis' : ''}. ${series.map(fall).join(' ')}${band && series.length > 0 ? ` ${bandInWords(series[0], band)}` : ''}${references ? ` ${referencesInWords(references)}` : ''}`,
  }
  const panel = {
    name: 'spectrum',
    series,
    band,
    references,
    label: scaleLabel + (log ? ' (log scale)' : ''),
    log,
  }
  const left = spectrumRoom(panel, HEIGHT, 92)
  const head = header(about, left + 668, theme)
  const box = { x: left, y: head.height, width, height: HEIGHT }
  return figure(
    about,
    { width: left + 668, height: box.y + box.height + 58, head, theme },
    spectrumPanel(box, panel, theme),
  )
}

/**
 * The values that are drawn; header `index,<labels…>`, with a band `lower,median,upper`, the lines of theory if there are any
 * (`referenceColumns`), and `zero_by_centring`, 1 for the index of the hollow marks; index from 1.
 */
export function spectrumDataCsv({ series, band, references }: SpectrumData): string {
  const lines = referenceColumns(references)
  const count = Math.max(0, ...series.map(({ values }) => values.length))
  const bands = band ? [band.lower, band.median, band.upper] : []
  return csvTable(
    [
      'index',
      ...series.map(({ label }) => label),
      ...(band ? ['lower', 'median', 'upper'] : []),
      ...lines.header,
      'zero_by_centring',
    ],
    Array.from({ length: count }, (_, i) => [
      i + 1,
      ...[...series.map(({ values }) => values), ...bands].map((values) => values[i]),
      ...lines.cells,
      isZero(series, i) ? 1 : 0,
    ]),
  )
}
