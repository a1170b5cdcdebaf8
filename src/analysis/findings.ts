import type { NullBand } from '../spectrum/null-band.js'
import type { Stability } from '../spectrum/stability.js'
import type { Summary, SummaryName } from '../spectrum/summaries.js'
import type { Membership } from '../projection/membership.js'
import type { Balance } from '../tokens/balance.js'
import type { Controls } from '../tokens/control.js'

/** One thing that was found, or looked for and not found. */
export interface Finding {
  /** What it is about. */
  readonly topic:
    | 'controls'
    | 'amount'
    | 'values'
    | 'shape'
    | 'dimensions'
    | 'members'
    | 'stability'
    | 'balance'
    | 'vocabulary'
  /** Beyond chance at the 5 % level, or not; or a remark that tests nothing. */
  readonly verdict: 'beyond chance' | 'within chance' | 'remark'
  /** A plain sentence or two. */
  readonly text: string
}

/** What findings are made from. */
export interface FindingsInput {
  readonly label: string
  readonly controls: Controls
  readonly nullBand: NullBand
  readonly summaries: readonly Summary[]
  readonly stability: Stability
  readonly membership: readonly Membership[]
  /** Counted from 1: the singular vector that is shown. */
  readonly vector: number
  /** Rows of the vocabulary with NaN or an infinity. */
  readonly notFinite: number
}

/** Below this a p-value is called beyond chance. */
const LEVEL = 0.05

/** Draws below this cannot reach the level at all. */
const FEWEST = 19

/** A standardised difference beyond this is told. */
const IMBALANCE = 0.25

/** Says in words what the numbers say, and nothing beyond them. */
export function findingsOf(input: FindingsInput): readonly Finding[] {
  const { controls, membership, vector } = input
  if (controls.draws < FEWEST)
    return [
      {
        topic: 'controls',
        verdict: 'remark',
        text:
          `${controls.draws === 1 ? 'One random draw shows' : `${controls.draws} random draws show`} one possible outcome of chance, not its range: ` +
          'nothing is tested. Ask for 999 controls to test.',
      },
      ...stabilityFindings(input),
      ...vocabularyFindings(input),
    ]
  return [
    amount(input),
    values(input),
    shape(input),
    dimensions(input),
    ...membership.filter((m) => m.vector === vector).flatMap((m) => members(input, m)),
    ...stabilityFindings(input),
    ...balanceFindings(input),
    ...vocabularyFindings(input),
  ]
}

function amount(input: FindingsInput): Finding {
  const { value, chance, p } = summaryOf(input, 'totalVariance')
  const numbers = `total variance ${short(value)}, against ${short(chance.median)} for the median of ${input.controls.draws} controls, p = ${short(p)}`
  const more = value > chance.median
  return {
    topic: 'amount',
    verdict: verdictOf(p),
    text:
      p <= LEVEL
        ? `The tokens of ${input.label} vary ${more ? 'more' : 'less'} among themselves than random tokens do: ${numbers}.`
        : `The tokens of ${input.label} vary about as much among themselves as random tokens do: ${numbers}.`,
  }
}

function values({ label, nullBand: { raw, tested } }: FindingsInput): Finding {
  const beyond = indicesBelow(raw.adjusted)
  return {
    topic: 'values',
    verdict: beyond.length > 0 ? 'beyond chance' : 'within chance',
    text:
      beyond.length > 0
        ? `${ofThem(beyond)} of ${label} ${beyond.length > 1 ? 'are' : 'is'} larger than chance allows, all ${tested} indices considered (adjusted p ≤ ${short(worst(raw.adjusted, beyond))}).`
        : `No singular value of ${label} is larger than chance allows, all ${tested} indices considered (smallest adjusted p = ${short(Math.min(...raw.adjusted))}).`,
  }
}

function shape({ label, nullBand: { share, tested } }: FindingsInput): Finding {
  const beyond = indicesBelow(share.adjusted)
  const horn =
    share.horn > 0
      ? `Horn’s parallel analysis keeps ${share.horn} leading ${share.horn > 1 ? 'directions' : 'direction'}.`
      : 'Horn’s parallel analysis keeps no direction.'
  return {
    topic: 'shape',
    verdict: beyond.length > 0 ? 'beyond chance' : 'within chance',
    text:
      (beyond.length > 0
        ? `Whatever its amount, the variance of ${label} is spread unlike that of random tokens: ${beyond.length > 1 ? 'directions' : 'direction'} ${listed(beyond)} ${beyond.length > 1 ? 'hold' : 'holds'} more than ${beyond.length > 1 ? 'their' : 'its'} share by chance, all ${tested} considered (adjusted p ≤ ${short(worst(share.adjusted, beyond))}).`
        : `No direction of ${label} holds more of its variance than by chance, all ${tested} considered (smallest adjusted p = ${short(Math.min(...share.adjusted))}).`) +
      ` ${horn}`,
  }
}

function dimensions(input: FindingsInput): Finding {
  const { value, chance, p } = summaryOf(input, 'participationRatio')
  const fewer = value < chance.median
  const numbers = `participation ratio ${short(value)} against ${short(chance.median)}, p = ${short(p)}`
  return {
    topic: 'dimensions',
    verdict: verdictOf(p),
    text:
      p <= LEVEL
        ? `The variance of ${input.label} is spread over ${fewer ? 'fewer' : 'more'} directions than that of random tokens: ${numbers}.`
        : `The variance of ${input.label} is spread over about as many directions as that of random tokens: ${numbers}.`,
  }
}

function members({ label }: FindingsInput, m: Membership): Finding[] {
  const { signed, magnitude } = m.separation
  if (Number.isNaN(signed)) return []
  const side = Math.max(signed, 1 - signed)
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `On singular vector ${m.vector}, found without it, a token of ${label} lies farther out than another token ${percent(magnitude)} of the time ` +
        `(${percent(m.plainSeparation.magnitude)} on the vector fitted to it), and to one side of it ${percent(side)}; 50 % would be no separation.`,
    },
  ]
}

function stabilityFindings({ label, stability, vector }: FindingsInput): Finding[] {
  const own = stability.vectors.find((v) => v.vector === vector)
  const tie = stability.nearTies.find(({ first, last }) => first <= vector && vector <= last)
  const found: Finding[] = []
  if (own && !Number.isNaN(own.heldOut.median))
    found.push({
      topic: 'stability',
      verdict: 'remark',
      text:
        `Singular vector ${vector} of ${label} turns by ${short(own.heldOut.median)}° when tokens are left out (median; at most ${short(own.heldOut.largest)}°)` +
        (Number.isNaN(own.halves.median)
          ? '.'
          : `, and two random halves of the set differ by ${short(own.halves.median)}° (median); 90° would be nothing in common.`),
    })
  if (tie)
    found.push({
      topic: 'stability',
      verdict: 'remark',
      text:
        `Singular values ${tie.first} to ${tie.last} are too close to be told apart with so few tokens: read their vectors together, as one subspace` +
        (Number.isNaN(tie.heldOut)
          ? '.'
          : `, of which ${percent(tie.heldOut)} stays when tokens are left out.`),
    })
  return found
}

function balanceFindings({ label, controls }: FindingsInput): Finding[] {
  const off = controls.balance.filter(({ difference }) => Math.abs(difference) > IMBALANCE)
  if (off.length === 0) return []
  const keys = [...new Set(off.map(({ key }) => key))]
  return [
    {
      topic: 'balance',
      verdict: 'remark',
      text:
        `The controls are unlike ${label} in ${off.map(inWords).join(', ')}: what was found may be owed to that. ` +
        `Controls matched on ${keys.join(', ')} tell the one from the other.`,
    },
  ]
}

function vocabularyFindings({ notFinite }: FindingsInput): Finding[] {
  if (notFinite === 0) return []
  const rows =
    notFinite === 1 ? 'One row of the vocabulary holds' : `${notFinite} rows of the vocabulary hold`
  return [
    {
      topic: 'vocabulary',
      verdict: 'remark',
      text: `${rows} NaN or an infinity, and so no projection: left out of lists and comparisons.`,
    },
  ]
}

function inWords({ key, level, set, draws }: Balance): string {
  return level === undefined
    ? `${key} (mean ${short(draws)} against ${short(set)})`
    : `${key} (${level}: ${percent(draws)} against ${percent(set)})`
}

function summaryOf({ summaries }: FindingsInput, name: SummaryName): Summary {
  const found = summaries.find((summary) => summary.name === name)
  if (!found) throw new TypeError(`no summary ${name}`)
  return found
}

function verdictOf(p: number): Finding['verdict'] {
  return p <= LEVEL ? 'beyond chance' : 'within chance'
}

/** Indices from 1 whose p-value is at most the level. */
function indicesBelow(p: Float64Array): number[] {
  return Array.from(p, (value, i) => (value <= LEVEL ? i + 1 : 0)).filter((i) => i > 0)
}

function worst(p: Float64Array, indices: readonly number[]): number {
  return Math.max(...indices.map((i) => p[i - 1]))
}

function ofThem(indices: readonly number[]): string {
  return `Singular ${indices.length > 1 ? 'values' : 'value'} ${listed(indices)}`
}

/** 1–3, 5. */
function listed(indices: readonly number[]): string {
  const runs: [number, number][] = []
  for (const i of indices) {
    const run = runs.at(-1)
    if (run?.[1] === i - 1) run[1] = i
    else runs.push([i, i])
  }
  return runs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join(', ')
}

/** Three significant digits, without an exponent for everyday sizes. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
