import {
  type Analysis,
  type Pair,
  type ProjectedToken,
  type Scale,
  displayToken,
  scaleSpectrum,
  setNotes,
} from '../src/index.js'
import { printable } from './printable.js'
import { spectrumPlot } from './spectrum-plot.js'
import type { Style } from './style.js'

/** What was found, for a person at a terminal. */
export function summary(analysis: Analysis, scale: Scale, { width, bold }: Style): string {
  const { set, control, controls, vector: k, poles, largest, manifest } = analysis
  const n = set.members.length
  const own = scaleSpectrum(analysis.spectrum.singularValues, scale)
  const others = scaleSpectrum(control.spectrum.singularValues, scale)
  const how = `${controls.sampling} from ${count(controls.eligible)}, seed ${controls.seed}`
  const lines: (string | Heading)[] = [
    ...modelLines(analysis).map((line) => wrap(line, width, 12)),
    '',
    { heading: wrap(`${set.label}: ${n} tokens against ${n} random ones`, width, 0) },
    ...notes(analysis).map((note) => wrap(`  note      ${note}`, width, 12)),
    ...tokensAndIds('set', set.members, width),
    ...tokensAndIds('control', zip(control.ids, control.tokens), width),
    wrap(`            (drawn ${how})`, width, 12),
    wrap(`  sizes     ${sizes(analysis)}`, width, 12),
    '',
    {
      heading: wrap(`${SCALE_TITLES[scale]} by index: ● ${set.label}  ○ random  ◉ both`, width, 0),
    },
    ...spectrumPlot(own, others, width),
    wrap(`  ${set.label}: ${few(own)}`, width, 4),
    wrap(`  random: ${few(others)}`, width, 4),
    '',
    { heading: wrap(largestTitle(analysis), width, 0) },
    ...table(largest, width),
    '',
    { heading: `The ends of singular vector ${k}` },
    wrap(`  +  ${poles.positive.map(show).join(' ')}`, width, 5),
    wrap(`  −  ${poles.negative.map(show).join(' ')}`, width, 5),
    '',
    wrap(pairLine(analysis.pair), width, 12),
    wrap(correlationLine(analysis), width, 12),
    wrap(
      `  bytes     ${count(manifest.bytesRead)} read; the model’s files have ${count(manifest.totalBytes)}`,
      width,
      12,
    ),
  ]
  // Colours come last: whatever a token or a name holds must not steer the terminal.
  return lines
    .map(
      (line) => (typeof line === 'string' ? printable(line) : bold(printable(line.heading))) + '\n',
    )
    .join('')
}

interface Heading {
  readonly heading: string
}

/** r and cosine of a pair. */
export function pairLine({ tokens, r, cosine, embeddings }: Pair): string {
  const [a, b] = tokens.map((token) => `“${show(token)}” (${token.id})`)
  const numbers = `r = ${r.toFixed(4)}, cosine = ${cosine.toFixed(4)}`
  return `  pair      ${a}, ${b}: ${numbers} over ${embeddings[0].length} dimensions`
}

/** Breaks a line between words; the rest is indented. A word longer than the line keeps its own. */
export function wrap(line: string, width: number, indent: number): string {
  const lead = /^ */.exec(line)?.[0] ?? ''
  const lines = [lead]
  let empty = true
  // Runs of spaces inside are columns and stay.
  for (const word of line.slice(lead.length).split(/(?<=\S) (?=\S)/)) {
    const current = lines[lines.length - 1]
    if (!empty && length(current) + 1 + length(word) > width) {
      lines.push(' '.repeat(indent) + word)
    } else lines[lines.length - 1] = current + (empty ? '' : ' ') + word
    empty = false
  }
  return lines.join('\n')
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
    `  shape     ${count(model.vocabSize)} × ${model.dim} ${model.dtype}`,
  ]
}

function notes({ set, manifest }: Analysis): string[] {
  return [
    ...setNotes(set, manifest.options.split),
    ...(manifest.options.asNotebook ? ['as the lecture notebook does it'] : []),
  ]
}

/** At most this many tokens of a set are listed. */
const LISTED = 60

function tokensAndIds(name: string, tokens: readonly Shown[], width: number): string[] {
  const shown = tokens.slice(0, LISTED)
  const more = tokens.length > LISTED ? ` … and ${count(tokens.length - LISTED)} more` : ''
  return [
    wrap(`  ${name.padEnd(10)}${shown.map(show).join(' ')}${more}`, width, 12),
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

function correlationLine({ set, correlation }: Analysis): string {
  let sum = 0
  let best = { r: -1, i: 0, j: 0 }
  for (let i = 0; i < correlation.rows; i++)
    for (let j = 0; j < i; j++) {
      const r = Math.abs(correlation.data[i * correlation.cols + j])
      sum += r
      if (r > best.r) best = { r, i, j }
    }
  const mean = sum / ((correlation.rows * (correlation.rows - 1)) / 2)
  return (
    `  |r|       between members: mean ${mean.toFixed(3)}, ` +
    `largest ${best.r.toFixed(3)} (${show(set.members[best.j])}, ${show(set.members[best.i])})`
  )
}

/** Signed projections with id and token, in as many columns as fit. */
function table(tokens: readonly ProjectedToken[], width: number): string[] {
  const cells = tokens.map(({ id, token, projection }) => {
    const sign = projection < 0 ? '−' : '+'
    return `${sign}${Math.abs(projection).toFixed(3)} ${String(id).padStart(6)}  ${displayToken({ id, token }, 16)}`
  })
  const cell = Math.max(0, ...cells.map(length)) + 3
  const columns = Math.max(1, Math.min(2, Math.floor((width - 2) / cell)))
  const rows = Math.ceil(cells.length / columns)
  return Array.from({ length: rows }, (_, i) => {
    const row = Array.from({ length: columns }, (_, c) => cells[c * rows + i] ?? '')
    return ('  ' + row.map((text) => text + ' '.repeat(cell - length(text))).join('')).trimEnd()
  })
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

function show(token: Shown): string {
  return displayToken(token)
}

function zip(ids: Uint32Array, tokens: readonly (string | undefined)[]): Shown[] {
  return Array.from(ids, (id, i) => ({ id, token: tokens[i] }))
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function length(text: string): number {
  return [...text].length
}
