// What figures of spectra and of correlations take from an analysis. This file and `projections-of.ts` alone of this folder read one.
import type { Analysis } from '../analysis/analysis.js'
import { FEWEST } from '../spectrum/level.js'
import { rowOf } from '../math/matrix.js'
import { bandOnScale } from '../spectrum/band-on-scale.js'
import { BAND } from '../spectrum/null-band.js'
import { type ReferenceHeights, referenceHeights } from '../spectrum/reference-heights.js'
import { SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import { displayToken, escapeInvisible } from '../tokens/display.js'
import type { CorrelationData, CorrelationTable } from './correlation.js'
import { memberKey } from './member-key.js'
import { type Subject, drawnHow, submatrixNote } from './notes.js'
import { grouped } from './numbers.js'
import type { ScreeData } from './scree.js'
import type { SpectraData } from './spectra.js'
import type { SpectrumBand, SpectrumSeries } from './spectrum-panel.js'
import type { SpectrumData } from './spectrum.js'
import type { StabilityData } from './stability.js'

/** How values are shown. */
export interface ShownAs {
  /** Units of the spectra. */
  readonly scale: Scale
  /** A logarithmic axis for spectra. */
  readonly log: boolean
}

const CONTROL = 'random tokens'

const [LOW, HIGH] = BAND.map((p) => 100 * p)

/** Whom the figures are about. */
export function subjectOf({ model, set, transform }: Analysis): Subject {
  return {
    model: model.name,
    // As it will be shown: places are measured before markup is written.
    set: escapeInvisible(set.label),
    n: set.members.length,
    dim: model.dim,
    transform,
  }
}

/** For the figure of vectors and spectra. */
export function spectraOf(analysis: Analysis, { scale, log }: ShownAs): SpectraData {
  const { spectrum, control, vector: k } = analysis
  const subject = subjectOf(analysis)
  return {
    subject,
    k,
    vectors: [
      { label: subject.set, values: rowOf(spectrum.vt, k - 1) },
      { label: CONTROL, values: rowOf(control.spectrum.vt, k - 1) },
    ],
    series: seriesOf(analysis, scale),
    band: bandOf(analysis, scale),
    scaleLabel: SCALE_LABELS[scale],
    log,
    controlNote: controlNote(analysis),
  }
}

/** For the spectrum alone: where there is a band it holds all controls, and the first is not drawn beside it. */
export function spectrumOf(analysis: Analysis, { scale, log }: ShownAs): SpectrumData {
  const subject = subjectOf(analysis)
  const band = bandOf(analysis, scale)
  return {
    of: `${subject.set} against ${band ? 'chance' : CONTROL}`,
    notes: [subject.model, submatrixNote(subject), controlNote(analysis)],
    series: seriesOf(analysis, scale).slice(0, band ? 1 : 2),
    band,
    references: referencesOf(analysis, scale),
    scaleLabel: SCALE_LABELS[scale],
    log,
  }
}

function referencesOf(
  { references, spectrum, summaries }: Analysis,
  scale: Scale,
): ReferenceHeights {
  const variance = summaries.find(({ name }) => name === 'totalVariance')?.chance.mean ?? NaN
  return referenceHeights(references, scale, spectrum.singularValues, variance)
}

function seriesOf(analysis: Analysis, scale: Scale): SpectrumSeries[] {
  const { spectrum, control, nullBand } = analysis
  const zeroLast = nullBand.tested < spectrum.singularValues.length
  return [
    {
      label: subjectOf(analysis).set,
      values: scaleSpectrum(spectrum.singularValues, scale),
      zeroLast,
    },
    {
      label: CONTROL,
      values: scaleSpectrum(control.spectrum.singularValues, scale),
      zeroLast,
      control: true,
    },
  ]
}

/** None of so few draws that their percentiles would be the draws themselves. */
function bandOf({ nullBand, controls }: Analysis, scale: Scale): SpectrumBand | undefined {
  if (controls.draws < FEWEST) return undefined
  const label = `${LOW}–${HIGH} % of ${draws(controls.draws)}`
  return { ...bandOnScale(nullBand, controls.singularValues, scale), label }
}

function draws(count: number): string {
  return count === 1 ? '1 random draw' : `${grouped(count)} random draws`
}

function controlNote({ controls }: Analysis): string {
  return `${draws(controls.draws)} ${drawnHow(controls)}`
}

/** For the scree plot: shares of variance, so that a merely small set is not taken for one of low dimension. */
export function screeOf(analysis: Analysis): ScreeData {
  const { spectrum, nullBand, controls } = analysis
  return {
    subject: subjectOf(analysis),
    values: scaleSpectrum(spectrum.singularValues, 'share').subarray(0, nullBand.tested),
    threshold: nullBand.share.upper,
    thresholdLabel: `${HIGH}th percentile of ${draws(controls.draws)}`,
    scaleLabel: SCALE_LABELS.share,
    count: nullBand.share.horn,
    references: referencesOf(analysis, 'share'),
  }
}

/** For the stability of the singular vectors. */
export function stabilityOf(analysis: Analysis): StabilityData {
  return { ...analysis.stability, subject: subjectOf(analysis) }
}

/** For the heat maps. */
export function correlationOf(
  analysis: Analysis,
  look: Pick<CorrelationData, 'name' | 'absolute' | 'clustered'>,
): CorrelationTable {
  const { spelling } = analysis.model.tokenizer
  return {
    ...look,
    subject: subjectOf(analysis),
    matrix: analysis.correlation,
    labels: analysis.set.members.map((member) => displayToken(member, 16, spelling)),
    keys: analysis.set.members.map(memberKey),
  }
}
