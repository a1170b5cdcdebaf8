import { grouped } from '../src/figure/numbers.js'
import {
  type Analysis,
  type Pair,
  type ProjectedToken,
  type Scale,
  type Spelling,
  describeTransform,
  displayToken,
  lookUpNote,
  pairNote,
  scaleSpectrum,
  setNotes,
} from '../src/index.js'
import { FEWEST } from '../src/analysis/findings/finding.js'
import { bandOnScale } from '../src/spectrum/band-on-scale.js'
import { drawnFrom, matchedBy } from '../src/figure/notes.js'
import { preparations } from '../src/submatrix/transform.js'
import { findingLines } from './finding-lines.js'
import { printable } from './printable.js'
import { spectrumPlot } from './spectrum-plot.js'
import type { Style } from './style.js'
import { vectorLines } from './vector-lines.js'
import { cells, padCells, wrap } from './wrap.js'

/** What was found, for a person at a terminal. */
export function summary(analysis: Analysis, scale: Scale, style: Style): string {
  const { set, control, controls, largest, manifest, model, projection } = analysis
  const { width } = style
  const n = set.members.length
  const { spelling } = model.tokenizer
  const how = `${grouped(controls.draws)}, ${controls.sampling} from ${source(analysis)}, seed ${controls.seed}; the first:`
  const lines: readonly Line[] = [
    {
      heading: wrap(
        `${set.label} in ${model.name}: ${n} tokens against ${sets(analysis)}`,
        width,
        0,
      ),
    },
    ...modelLines(analysis).map((line) => wrap(line, width, 12)),
    ...notes(analysis).map((note) => wrap(`  note      ${note}`, width, 12)),
    ...tokensAndIds('set', set.members, width, spelling),
    wrap(`  control   ${how}`, width, 12),
    ...tokensAndIds('', zip(control.ids, control.tokens), width, spelling),
    wrap(`  sizes     ${sizes(analysis)}`, width, 12),
    '',
    { heading: 'What it means' },
    ...analysis.findings.map((finding): Line => {
      const [line] = findingLines([finding], width)
      return finding.verdict === 'beyond chance' ? { heading: line } : line
    }),
    '',
    ...spectrumLines(analysis, scale, width),
    '',
    ...(projection.vectors.length === 0
      ? []
      : [
          { heading: wrap(largestTitle(analysis), width, 0) },
          ...table(largest.map(projected(spelling)), width),
          '',
          ...polesLines(analysis, width),
          '',
          {
            heading: wrap(
              'Members among the vocabulary, on each vector found without them',
              width,
              0,
            ),
          },
          ...vectorLines(analysis, width),
          wrap(`  ${VECTORS_KEY}`, width, 2),
          '',
        ]),
    wrap(pairLine(analysis.pair, spelling), width, 12),
    wrap(correlationLine(analysis), width, 12),
    wrap(
      `  bytes     ${grouped(manifest.bytesRead)} read; the model’s files have ${grouped(manifest.totalBytes)}`,
      width,
      12,
    ),
  ]
  return styled(lines, style)
}

/** What the columns of the table of vectors are. */
const VECTORS_KEY =
  '|AUC|: how often a member lies farther from the centre than another token; AUC: how often it projects higher; near 0.50 without separation, of eight tokens or more. ' +
  'rank: of a member by distance from the centre, the median.'

/** A line of text; one to be emphasised; or one of a plot, whose marks may have colours. */
type Line = string | { readonly heading: string } | { readonly plot: string }

/** Colours come last: whatever a token or a name holds must not steer the terminal. */
function styled(lines: readonly Line[], { bold, mark, dim }: Style): string {
  return lines
    .map((line) => {
      if (typeof line === 'string') return `${printable(line)}\n`
      if ('heading' in line) return `${bold(printable(line.heading))}\n`
      return `${printable(line.plot).replace(/[●◉]+/g, mark).replace(/[░○]+/g, dim)}\n`
    })
    .join('')
}

function sets({ controls, set }: Analysis): string {
  return `${grouped(controls.draws)} random ${controls.draws === 1 ? 'set' : 'sets'} of ${set.members.length}`
}

/** What random sets were drawn from: 1,024 of 29,497 tokens, for example. */
function source({ controls, manifest }: Analysis): string {
  const kinds = manifest.options.controls.excludeRows
  return (
    drawnFrom(controls) +
    matchedBy(controls) +
    (kinds ? ` (${kinds.join(', ')} rows left out)` : '')
  )
}

/** The spectrum as a plot, with what chance shows, and its first and last values. */
function spectrumLines(analysis: Analysis, scale: Scale, width: number): Line[] {
  const { set, control, controls, nullBand } = analysis
  const own = scaleSpectrum(analysis.spectrum.singularValues, scale)
  const first = scaleSpectrum(control.spectrum.singularValues, scale)
  // Of few draws percentiles say nothing: the first draw stands for chance.
  const banded = controls.draws >= FEWEST
  const { lower, upper, median } = bandOnScale(nullBand, controls.singularValues, scale)
  const chance = banded ? { lower, upper, mark: '░' } : { lower: first, upper: first, mark: '○' }
  // The band ends before the zero that centring makes: with it, both lists show the same indices.
  const chanceValues = banded ? Float64Array.from(own, (_, i) => median[i] ?? 0) : first
  const key = banded
    ? `░ 5–95 % of ${grouped(controls.draws)} random sets  ◉ within it`
    : '○ the first random set  ◉ both'
  return [
    { heading: wrap(`${SCALE_TITLES[scale]} by index: ● ${set.label}  ${key}`, width, 0) },
    ...spectrumPlot(own, width, chance).map((plot) => ({ plot })),
    wrap(`  ${set.label}: ${few(own)}`, width, 4),
    wrap(`  ${banded ? 'random, median' : 'random'}: ${few(chanceValues)}`, width, 4),
  ]
}

/** Both ends of the direction: side by side where there is room. */
function polesLines({ poles, vector, model }: Analysis, width: number): Line[] {
  const shown = projected(model.tokenizer.spelling)
  const left = poles.positive.slice(0, POLE).map(shown)
  const right = poles.negative.slice(0, POLE).map(shown)
  return [
    { heading: wrap(`The ends of singular vector ${vector}, members left out`, width, 0) },
    ...table([...left, ...right], width, Math.max(left.length, right.length)),
  ]
}

/** So many tokens of each end are listed. */
const POLE = 10

/** r and cosine of a pair. */
export function pairLine({ tokens, r, cosine, embeddings }: Pair, spelling: Spelling): string {
  const [a, b] = tokens.map((token) => `“${show(token, spelling)}” (${token.id})`)
  const numbers = `r = ${r.toFixed(4)}, cosine = ${cosine.toFixed(4)}`
  return `  pair      ${a}, ${b}: ${numbers} over ${embeddings[0].length} dimensions`
}

const SCALE_TITLES: Readonly<Record<Scale, string>> = {
  raw: 'Singular values',
  max: 'Singular values divided by the largest',
  share: 'Shares of variance',
}

function modelLines({ model }: Analysis): string[] {
  return [
    `  model     ${model.name} (${model.source})`,
    `  tensor    ${model.tensor} of ${model.file}`,
    `  shape     ${grouped(model.vocabSize)} × ${model.dim} ${model.dtype}`,
  ]
}

function notes(analysis: Analysis): string[] {
  const { set, model, manifest, transform } = analysis
  const prepared = preparations(transform).length > 0 || transform.centre !== 'set'
  const others = [
    prepared ? `${describeTransform(transform)}; the pair is as it is stored` : undefined,
    lookUpNote(model.tokenizer),
    pairNote(analysis),
  ]
  return [
    ...setNotes(set, manifest.options.split, model.tokenizer.spelling),
    ...others.filter((note) => note !== undefined),
    ...(manifest.options.asNotebook ? ['as the lecture notebook does it'] : []),
  ]
}

/** At most this many tokens of a set are listed. */
const LISTED = 60

function tokensAndIds(
  name: string,
  tokens: readonly Shown[],
  width: number,
  spelling: Spelling,
): string[] {
  const shown = tokens.slice(0, LISTED)
  const more = tokens.length > LISTED ? ` … and ${grouped(tokens.length - LISTED)} more` : ''
  return [
    wrap(
      `  ${name.padEnd(10)}${shown.map((token) => show(token, spelling)).join(' ')}${more}`,
      width,
      12,
    ),
    wrap(
      `  ids       ${shown.map(({ id, ids = [id] }) => ids.join('+')).join(' ')}${more}`,
      width,
      12,
    ),
  ]
}

function sizes({ set, model, spectrum: { u, singularValues, vt } }: Analysis): string {
  return (
    `submatrix ${set.members.length} × ${model.dim}, U ${u.rows} × ${u.cols}, ` +
    `s ${singularValues.length}, Vᵀ ${vt.rows} × ${vt.cols}`
  )
}

function largestTitle({ largest, vector: k, manifest }: Analysis): string {
  return manifest.options.asNotebook
    ? `The notebook’s list on singular vector ${k}: of the 20 largest |projection|, no substrings of the alphabet`
    : `The ${largest.length} largest |projection| on singular vector ${k}, members left out`
}

function correlationLine({ set, model, correlation }: Analysis): string {
  let sum = 0
  let best = { r: -1, i: 0, j: 0 }
  for (let i = 0; i < correlation.rows; i++)
    for (let j = 0; j < i; j++) {
      const r = Math.abs(correlation.data[i * correlation.cols + j])
      sum += r
      if (r > best.r) best = { r, i, j }
    }
  const mean = sum / ((correlation.rows * (correlation.rows - 1)) / 2)
  const names = [best.j, best.i].map((i) => show(set.members[i], model.tokenizer.spelling))
  return (
    `  |r|       between members: mean ${mean.toFixed(3)}, ` +
    `largest ${best.r.toFixed(3)} (${names.join(', ')})`
  )
}

/** A signed projection with id and token. */
function projected(spelling: Spelling): (token: ProjectedToken) => string {
  return ({ id, token, projection }) => {
    const sign = projection < 0 ? '−' : '+'
    return `${sign}${Math.abs(projection).toFixed(3)} ${String(id).padStart(6)}  ${displayToken({ id, token }, 16, spelling)}`
  }
}

/** Texts one below the other, in two columns where they fit: `rows` of them in each. */
function table(
  texts: readonly string[],
  width: number,
  rows = Math.ceil(texts.length / 2),
): string[] {
  const column = Math.max(0, ...texts.map(cells)) + 3
  if (2 + 2 * column - 3 > width) return texts.map((text) => `  ${text}`)
  return Array.from({ length: rows }, (_, i) =>
    `  ${padCells(texts[i] ?? '', column)}${texts[rows + i] ?? ''}`.trimEnd(),
  )
}

/** The first three and the last two of a spectrum. */
function few(values: Float64Array): string {
  const shown = Array.from(values, (value) =>
    value < 1e-12 * values[0] ? '0' : value.toPrecision(4),
  )
  return shown.length <= 6
    ? shown.join(' ')
    : [...shown.slice(0, 3), '…', ...shown.slice(-2)].join(' ')
}

interface Shown {
  readonly id: number
  /** Of a member, all of them. */
  readonly ids?: readonly number[]
  readonly token: string | undefined
}

function show(token: Shown, spelling: Spelling): string {
  return displayToken(token, undefined, spelling)
}

function zip(ids: Uint32Array, tokens: readonly (string | undefined)[]): Shown[] {
  return Array.from(ids, (id, i) => ({ id, token: tokens[i] }))
}
