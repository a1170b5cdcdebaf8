// What each figure takes from an analysis: the only file of this folder that reads one.
import type { Analysis } from '../analysis/analysis.js'
import { FEWEST } from '../analysis/findings/finding.js'
import { rowOf } from '../math/matrix.js'
import type { ProjectedToken } from '../projection/projection.js'
import { bandOnScale } from '../spectrum/band-on-scale.js'
import { BAND } from '../spectrum/null-band.js'
import { type ReferenceHeights, referenceHeights } from '../spectrum/reference-heights.js'
import { SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import { displayToken } from '../tokens/display.js'
import { TOKEN_KINDS, tokenKind } from '../tokens/kind.js'
import type { TokenClasses } from './class-strips.js'
import type { CorrelationData } from './correlation.js'
import { type Subject, drawnHow, submatrixNote } from './notes.js'
import { grouped } from './numbers.js'
import type { PoleToken, PolesData } from './poles.js'
import type { ProjectionFigureData } from './projection.js'
import type { ScreeData } from './scree.js'
import type { SpectraData } from './spectra.js'
import type { SpectrumBand, SpectrumSeries } from './spectrum-panel.js'
import type { SpectrumData } from './spectrum.js'
import type { StabilityData } from './stability.js'
import type { VectorsData } from './vectors.js'

/** How values are shown. */
export interface ShownAs {
  /** Units of the spectra. */
  readonly scale: Scale
  /** A logarithmic axis for spectra. */
  readonly log: boolean
}

const CONTROL = 'random tokens'

/** Characters of a token that a label shows. */
const LABEL = 24
const [LOW, HIGH] = BAND.map((p) => 100 * p)

/** Whom the figures are about. */
export function subjectOf({ model, set, transform }: Analysis): Subject {
  return {
    model: model.name,
    set: set.label,
    n: set.members.length,
    dim: model.dim,
    transform,
  }
}

/** For the figure of vectors and spectra. */
export function spectraOf(analysis: Analysis, { scale, log }: ShownAs): SpectraData {
  const { set, spectrum, control, vector: k } = analysis
  return {
    subject: subjectOf(analysis),
    k,
    vectors: [
      { label: set.label, values: rowOf(spectrum.vt, k - 1) },
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
  const { set, spectrum, control, nullBand } = analysis
  const zeroLast = nullBand.tested < spectrum.singularValues.length
  return [
    { label: set.label, values: scaleSpectrum(spectrum.singularValues, scale), zeroLast },
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

/** For the projection of the vocabulary. */
export function projectionOf(
  analysis: Analysis,
  { classes = false }: { readonly classes?: boolean } = {},
): ProjectionFigureData {
  const { model, set, projection, vector: k, membership } = analysis
  const { spelling } = model.tokenizer
  const values = projection.on(k)
  const own = membership.find(({ vector }) => vector === k)
  const [heldOut] = heldOutOn(analysis, [k]) ?? []
  return {
    subject: subjectOf(analysis),
    k,
    values,
    tokens: projection.tokens,
    members: set.members.map((member, i) => ({
      id: member.id,
      label: displayToken(member, LABEL, spelling),
      projection: heldOut ? heldOut[i] : meanOf(member.ids, values),
    })),
    heldOut: heldOut !== undefined,
    separation: heldOut ? own?.separation.magnitude : own?.plainSeparation.magnitude,
    ...namedPoles(analysis),
    classes: classes ? kindsOf(projection.tokens, spelling) : undefined,
  }
}

/** By token id, where the figure of the projection shows each: members at what was found without them, if it does so. */
export function shownProjections(analysis: Analysis): Float64Array {
  const { projection, set, vector } = analysis
  const values = projection.on(vector).slice()
  const [heldOut] = heldOutOn(analysis, [vector]) ?? []
  if (heldOut)
    set.members.forEach(({ ids: [id], ids }, i) => {
      // The pieces of an averaged word are tokens of their own.
      if (ids.length === 1) values[id] = heldOut[i]
    })
  return values
}

/**
 * By vector, the members' projections on it found without them; undefined where the plain ones are wanted, or where one of
 * the vectors was not told of, or is the last, which has no counterpart without one of the members.
 */
function heldOutOn(
  { membership, manifest }: Analysis,
  ks: readonly number[],
): readonly Float64Array[] | undefined {
  if (manifest.options.members !== 'held-out') return undefined
  const found = ks.flatMap((k) => membership.filter(({ vector }) => vector === k))
  const all = found.length === ks.length && found.every((own) => own.heldOut.every(Number.isFinite))
  return all ? found.map((own) => own.heldOut) : undefined
}

/** The kind of every token. */
export function kindsOf(
  tokens: readonly (string | undefined)[],
  spelling: Spelling,
): TokenClasses & { readonly of: Uint8Array } {
  return {
    names: TOKEN_KINDS,
    of: Uint8Array.from(tokens, (token) => TOKEN_KINDS.indexOf(tokenKind(token, spelling))),
  }
}

/** A member of several pieces lies at the mean of their rows, and so of their projections. */
function meanOf(ids: readonly number[], values: Float64Array): number {
  return ids.reduce((sum, id) => sum + values[id], 0) / ids.length
}

/** For the bars of both ends. */
export function polesOf(analysis: Analysis): PolesData {
  return { subject: subjectOf(analysis), k: analysis.vector, ...namedPoles(analysis) }
}

function namedPoles({ poles, model }: Analysis): Pick<PolesData, 'positive' | 'negative'> {
  const { spelling } = model.tokenizer
  const named = (token: ProjectedToken): PoleToken => ({
    ...token,
    label: displayToken(token, LABEL, spelling),
  })
  return { positive: poles.positive.map(named), negative: poles.negative.map(named) }
}

/** For two singular vectors against each other: the one that is shown, and the next one projected on, or the strongest. */
export function vectorsOf(analysis: Analysis): VectorsData {
  const { model, set, spectrum, projection, vector: shown } = analysis
  const { spelling } = model.tokenizer
  const other = projection.vectors.find((k) => k !== shown) ?? (shown === 1 ? 2 : 1)
  const ks = [Math.min(shown, other), Math.max(shown, other)] as const
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  const both = ks.every((k) => projection.vectors.includes(k))
  const heldOut = heldOutOn(analysis, ks)
  const score = (member: number, axis: 0 | 1): number =>
    heldOut
      ? heldOut[axis][member]
      : spectrum.u.data[member * spectrum.u.cols + ks[axis] - 1] *
        spectrum.singularValues[ks[axis] - 1]
  const onVocabulary = (k: number): Float64Array => {
    if (!heldOut) return projection.on(k)
    // Members stand elsewhere than on the common vector, and once.
    const others = projection.on(k).slice()
    for (const { id } of set.members) others[id] = NaN
    return others
  }
  return {
    subject: subjectOf(analysis),
    ks,
    shares: [shares[ks[0] - 1], shares[ks[1] - 1]],
    members: set.members.map((member, i) => ({
      id: member.id,
      label: displayToken(member, LABEL, spelling),
      x: score(i, 0),
      y: score(i, 1),
    })),
    heldOut: heldOut !== undefined,
    vocabulary: both ? { xs: onVocabulary(ks[0]), ys: onVocabulary(ks[1]) } : undefined,
  }
}

/** For the heat maps. */
export function correlationOf(
  analysis: Analysis,
  look: Pick<CorrelationData, 'name' | 'absolute' | 'clustered'>,
): CorrelationData {
  const { spelling } = analysis.model.tokenizer
  return {
    ...look,
    subject: subjectOf(analysis),
    matrix: analysis.correlation,
    labels: analysis.set.members.map((member) => displayToken(member, 16, spelling)),
  }
}
