import { grouped } from '../src/figure/numbers.js'
import {
  type Analysis,
  type Pair,
  type Scale,
  type Spelling,
  describeTransform,
  lookUpNote,
  pairNote,
  setNotes,
} from '../src/index.js'
import { drawnFrom, matchedBy } from '../src/figure/notes.js'
import { preparations } from '../src/submatrix/transform.js'
import { findingLines } from './finding-lines.js'
import { type Line, styled } from './lines.js'
import { spectrumLines } from './spectrum-lines.js'
import type { Style } from './style.js'
import { projected, show, table, tokensAndIds, zip } from './token-lines.js'
import { vectorLines, vectorsHeading, vectorsKey } from './vector-lines.js'
import { wrap } from './wrap.js'

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
          ...table(projected(spelling, largest).flat(), width),
          '',
          ...polesLines(analysis, width),
          '',
          {
            heading: wrap(vectorsHeading(analysis), width, 0),
          },
          ...vectorLines(analysis, width),
          wrap(`  ${vectorsKey(analysis)}`, width, 2),
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

/** Both ends of the direction: side by side where there is room. */
function polesLines({ poles, vector, model }: Analysis, width: number): Line[] {
  const ends = [poles.positive, poles.negative].map((end) => end.slice(0, POLE))
  const [left, right] = projected(model.tokenizer.spelling, ...ends)
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

function correlationLine({ set, model, correlation, transform }: Analysis): string {
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
    `largest ${best.r.toFixed(3)} (${names.join(', ')})` +
    (correlation.rows === 2 && transform.centre === 'set' ? ': of two centred tokens always 1' : '')
  )
}
