import { DEFAULT_LOOK } from './default-look.js'
import type { VocabularySpectrum } from '../analysis/vocabulary-spectrum.js'
import { type OptionNames, requireBoolean, requireKnown, requireOneOf } from '../errors.js'
import { SCALES, SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import { grouped } from './numbers.js'
import { spectrumFigure } from './spectrum.js'
import { type Theme, type ThemeName, themeOf } from './theme.js'

/** How the spectrum of a vocabulary is drawn. */
export interface VocabularyFigureOptions {
  /** `light` by default. */
  readonly theme?: Theme | ThemeName
  /** `raw` by default. */
  readonly scale?: Scale
  /** A logarithmic axis; false by default. */
  readonly log?: boolean
}

const OPTIONS: OptionNames<VocabularyFigureOptions> = { theme: true, scale: true, log: true }

/**
 * The singular values of a whole vocabulary by index, as SVG.
 *
 * @throws {InvalidArgument} when there is no such option, theme or scale
 */
export function vocabularyFigure(
  { model, singularValues, summaries }: VocabularySpectrum,
  options: VocabularyFigureOptions = {},
): string {
  requireKnown('vocabularyFigure', OPTIONS, options)
  const { theme = DEFAULT_LOOK.theme, scale = DEFAULT_LOOK.scale, log = false } = options
  requireOneOf('scale', SCALES, scale)
  requireBoolean('log', log)
  const { effectiveRank, participationRatio } = summaries
  const data = {
    of: 'the whole vocabulary',
    notes: [
      model.name,
      `${grouped(model.vocabSize)} × ${grouped(model.dim)}, centred by the vocabulary’s mean`,
      `effective rank ${effectiveRank.toFixed(1)}, participation ratio ${participationRatio.toFixed(1)}`,
    ],
    series: [
      { label: 'vocabulary', values: scaleSpectrum(singularValues, scale), zeroLast: false },
    ],
    scaleLabel: SCALE_LABELS[scale],
    log,
  }
  return spectrumFigure(data, themeOf(theme))
}
