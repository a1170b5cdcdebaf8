import type { NullBand } from '../../spectrum/null-band.js'
import type { Summary, SummaryName } from '../../spectrum/summaries.js'
import type { Transform } from '../../submatrix/transform.js'
import { type Finding, verdictOf } from './finding.js'
import { FEWEST_TWO_SIDED, LEVEL } from '../../spectrum/level.js'
import { listed, short } from './wording.js'

/** What is said of a spectrum. */
export interface SpectrumFindingsInput {
  readonly label: string
  /** How many controls. */
  readonly draws: number
  /** Whether these are drawn from tokens like the set's. */
  readonly matched: boolean
  /** What is subtracted from the rows: what variance is measured from. */
  readonly centre: Transform['centre']
  readonly nullBand: NullBand
  readonly summaries: readonly Summary[]
}

/** How much variance there is, which values are large, how it is spread, over how many directions. */
export function spectrumFindings(input: SpectrumFindingsInput): Finding[] {
  const { draws, nullBand } = input
  // One direction holds all of its variance, whatever the tokens are.
  const shaped = nullBand.tested > 1
  const twoSided = draws >= FEWEST_TWO_SIDED
  return [
    ...(twoSided ? [amount(input)] : [tooFewForTwoSides(input, shaped)]),
    values(input),
    ...(shaped ? [shape(input)] : [onlyDirection(input)]),
    ...(shaped && twoSided ? [dimensions(input)] : []),
    ...(shaped ? withoutShape(input) : []),
    ...(input.centre === 'set' ? [] : [common(input)]),
  ]
}

/** What a set is compared with. */
function others({ matched }: SpectrumFindingsInput): string {
  return matched ? 'random tokens like them' : 'random tokens'
}

/** What is true of tokens whose total variance is larger, or smaller: it is measured from what is subtracted. */
const AMOUNTS: Readonly<
  Record<Transform['centre'], Readonly<Record<'verb' | 'more' | 'less' | 'either', string>>>
> = {
  set: {
    verb: 'vary',
    more: 'more among themselves',
    less: 'less among themselves',
    either: 'more or less among themselves',
  },
  vocabulary: {
    verb: 'lie',
    more: 'farther from the vocabulary’s mean',
    less: 'nearer to the vocabulary’s mean',
    either: 'farther from the vocabulary’s mean or nearer to it',
  },
  none: {
    verb: 'lie',
    more: 'farther from the origin',
    less: 'nearer to the origin',
    either: 'farther from the origin or nearer to it',
  },
}

/** That what the tokens have in common is not subtracted. */
function common({ label, centre }: SpectrumFindingsInput): Finding {
  return {
    topic: 'controls',
    verdict: 'remark',
    text:
      `Variance is measured from ${centre === 'none' ? 'the origin' : 'the vocabulary’s mean'}, not from the mean of ${label}: ` +
      'what all of its tokens have in common counts as a direction too. An analysis centred by their own mean tells how far they lie from each other.',
  }
}

/** Controls of equal rows: of duplicates in the vocabulary, or of rows of zeros. */
function withoutShape(input: SpectrumFindingsInput): Finding[] {
  const without = input.draws - summaryOf(input, 'participationRatio').chance.draws
  if (without === 0) return []
  return [
    {
      topic: 'controls',
      verdict: 'remark',
      text:
        `${without} of ${input.draws} controls ${without === 1 ? 'consists' : 'consist'} of equal rows: variance that is not there is spread in no way, ` +
        `and tests of how it is spread count ${without === 1 ? 'it' : 'them'} against ${input.label}.`,
    },
  ]
}

function amount(input: SpectrumFindingsInput): Finding {
  const summary = summaryOf(input, 'totalVariance')
  const { value, chance, p } = summary
  const { verb, more, less, either } = AMOUNTS[input.centre]
  return {
    topic: 'amount',
    verdict: verdictOf(p),
    text:
      p <= LEVEL
        ? `The tokens of ${input.label} ${verb} ${value > chance.median ? more : less} than ${others(input)} do: total variance ${beside(input, summary)}.`
        : `That the tokens of ${input.label} ${verb} ${either} than ${others(input)} do was not shown: total variance ${beside(input, summary)}.`,
  }
}

function dimensions(input: SpectrumFindingsInput): Finding {
  const summary = summaryOf(input, 'participationRatio')
  const { value, chance, adjusted } = summary
  return {
    topic: 'dimensions',
    verdict: verdictOf(adjusted),
    text:
      adjusted <= LEVEL
        ? `The variance of ${input.label} is spread over ${value < chance.median ? 'fewer' : 'more'} directions than that of ${others(input)}: participation ratio ${beside(input, summary)}.`
        : `That the variance of ${input.label} is spread over fewer or more directions than that of ${others(input)} was not shown: participation ratio ${beside(input, summary)}.`,
  }
}

/** A value, where 19 of 20 controls lie, and p. */
function beside({ draws, summaries }: SpectrumFindingsInput, summary: Summary): string {
  const { name, value, chance, p, adjusted } = summary
  const [least, most] = chance.within
  // All others measure shape.
  const of =
    name === 'totalVariance'
      ? ''
      : `; ${short(adjusted)} adjusted for all ${summaries.length - 1} measures of shape`
  return `${short(value)}, where 95 % of ${draws} controls lie between ${short(least)} and ${short(most)} (p = ${short(p)}${of})`
}

function values({ label, nullBand: { raw, tested } }: SpectrumFindingsInput): Finding {
  const beyond = indicesBelow(raw.adjusted)
  const considered = tested === 1 ? '' : `, all ${tested} indices considered`
  return {
    topic: 'values',
    verdict: beyond.length > 0 ? 'beyond chance' : 'not shown',
    text:
      beyond.length > 0
        ? `Singular ${beyond.length > 1 ? 'values' : 'value'} ${listed(beyond)} of ${label} ${beyond.length > 1 ? 'are' : 'is'} larger than chance allows${considered} (adjusted p ≤ ${short(worst(raw.adjusted, beyond))}).`
        : `No singular value of ${label} was shown to be larger than by chance${considered} (smallest adjusted p = ${short(Math.min(...raw.adjusted))}).`,
  }
}

function shape(input: SpectrumFindingsInput): Finding {
  const {
    label,
    nullBand: { share, tested },
  } = input
  const beyond = indicesBelow(share.adjusted)
  const several = beyond.length > 1
  const horn =
    share.horn > 0
      ? `Horn’s parallel analysis keeps ${share.horn} leading ${share.horn > 1 ? 'directions' : 'direction'}.`
      : 'Horn’s parallel analysis keeps no direction.'
  return {
    topic: 'shape',
    verdict: beyond.length > 0 ? 'beyond chance' : 'not shown',
    text:
      (beyond.length > 0
        ? `Whatever its amount, the variance of ${label} is spread unlike that of ${others(input)}: ${several ? 'directions' : 'direction'} ${listed(beyond)} ${several ? 'hold' : 'holds'} more than ${several ? 'their' : 'its'} share by chance, all ${tested} considered (adjusted p ≤ ${short(worst(share.adjusted, beyond))}).`
        : `No direction of ${label} was shown to hold more of its variance than by chance, all ${tested} considered (smallest adjusted p = ${short(Math.min(...share.adjusted))}).`) +
      ` ${horn}`,
  }
}

function onlyDirection({ label }: SpectrumFindingsInput): Finding {
  return {
    topic: 'shape',
    verdict: 'remark',
    text: `${label} has one direction, which holds all of its variance: how variance is spread cannot be asked of it.`,
  }
}

function tooFewForTwoSides(input: SpectrumFindingsInput, shaped: boolean): Finding {
  const { label, draws, centre } = input
  const { verb, either } = AMOUNTS[centre]
  const variance = summaryOf(input, 'totalVariance')
  const ratio = summaryOf(input, 'participationRatio')
  const values = ({ value, chance }: Summary): string =>
    `${short(value)}, median of the controls ${short(chance.median)}`
  return {
    topic: 'amount',
    verdict: 'remark',
    text:
      `Whether the tokens of ${label} ${verb} ${either} than ${others(input)} do${shaped ? ', and over more or fewer directions,' : ''} is not tested: with ${draws} controls ` +
      `a two-sided p-value cannot fall below ${short(2 / (draws + 1))}. Total variance ${values(variance)}` +
      (shaped ? `; participation ratio ${values(ratio)}` : '') +
      `. Ask for ${FEWEST_TWO_SIDED} controls or more.`,
  }
}

function summaryOf({ summaries }: SpectrumFindingsInput, name: SummaryName): Summary {
  const found = summaries.find((summary) => summary.name === name)
  if (!found) throw new TypeError(`no summary ${name}`)
  return found
}

/** Indices from 1 whose p-value is at most the level. */
function indicesBelow(p: Float64Array): number[] {
  return Array.from(p, (value, i) => (value <= LEVEL ? i + 1 : 0)).filter((i) => i > 0)
}

function worst(p: Float64Array, indices: readonly number[]): number {
  return Math.max(...indices.map((i) => p[i - 1]))
}
