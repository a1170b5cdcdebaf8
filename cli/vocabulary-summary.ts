import { grouped } from '../src/figure/numbers.js'
import { type ProjectedToken, type VocabularySpectrum, displayToken } from '../src/index.js'
import { printable } from './printable.js'
import { spectrumPlot } from './spectrum-plot.js'
import type { Style } from './style.js'
import { wrap } from './wrap.js'

/** The spectrum of a vocabulary, for a person at a terminal. */
export function vocabularySummary(found: VocabularySpectrum, { width, bold }: Style): string {
  const { model, singularValues, summaries, poles, manifest } = found
  const lines: (string | { readonly heading: string })[] = [
    ...[
      `  model     ${model.name} (${model.source})`,
      `  tensor    ${model.tensor} of ${model.file}`,
      `  shape     ${grouped(model.vocabSize)} × ${grouped(model.dim)} ${model.dtype}, every row counted`,
    ].map((line) => wrap(line, width, 12)),
    '',
    { heading: `Singular values of the whole vocabulary, centred by its mean` },
    ...spectrumPlot(singularValues, width),
    ...[
      `  effective rank ${summaries.effectiveRank.toFixed(1)} of ${singularValues.length}, ` +
        `participation ratio ${summaries.participationRatio.toFixed(1)}, ` +
        `stable rank ${summaries.stableRank.toFixed(1)}`,
      `  total variance ${summaries.totalVariance.toPrecision(5)}; ` +
        `the mean holds ${percent(summaries.shareOfMean)} of all squared lengths`,
      ...sharesOfFirst(found),
    ].map((line) => wrap(line, width, 4)),
    ...poles.flatMap(({ vector, singularValue, share, positive, negative }) => [
      '',
      {
        heading: `Singular vector ${vector}: σ = ${singularValue.toPrecision(4)}, ${percent(share)} of the variance`,
      },
      wrap(`  +  ${positive.map((token) => show(token, found)).join(' ')}`, width, 5),
      wrap(`  −  ${negative.map((token) => show(token, found)).join(' ')}`, width, 5),
    ]),
    '',
    ...allButTheTop(found).map((line) => wrap(line, width, 4)),
    '',
    wrap(
      `  bytes     ${grouped(manifest.bytesRead)} read; the model’s files have ${grouped(manifest.totalBytes)}`,
      width,
      12,
    ),
  ]
  return lines
    .map(
      (line) =>
        (typeof line === 'string'
          ? printable(line)
          : bold(printable(wrap(line.heading, width, 0)))) + '\n',
    )
    .join('')
}

/** One line; none where there are too few directions for a part of them. */
function sharesOfFirst({ summaries: { shareOfFirst } }: VocabularySpectrum): string[] {
  const shares = shareOfFirst.map(({ first, share }) => `${first}: ${percent(share)}`)
  return shares.length > 0 ? [`  share of the first ${shares.join(', ')}`] : []
}

function allButTheTop({ allButTheTop: own, summaries, directionless }: VocabularySpectrum) {
  const { raw, centred, without } = own.meanCosine
  const removed = `the mean${own.removed > 0 ? ` and the first ${own.removed} direction${own.removed > 1 ? 's' : ''}` : ''}`
  return [
    `All but the top, without ${removed}:`,
    `  ${percent(own.share)} of the variance removed; effective rank ${summaries.effectiveRank.toFixed(1)} → ${own.effectiveRank.toFixed(1)}`,
    `  mean cosine of all pairs of tokens: ${raw.toFixed(4)} as stored, ${centred.toFixed(4)} centred, ${without.toFixed(4)} without the top`,
    ...(directionless > 0
      ? [
          directionless === 1
            ? '  1 row has no direction and is in no pair'
            : `  ${grouped(directionless)} rows have no direction and are in no pair`,
        ]
      : []),
  ]
}

function show(token: ProjectedToken, { model }: VocabularySpectrum): string {
  return displayToken(token, undefined, model.tokenizer.spelling)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`
}
