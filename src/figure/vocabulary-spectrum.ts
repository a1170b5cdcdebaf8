import { DEFAULT_LOOK } from './default-look.js'
import type { VocabularySpectrum } from '../analysis/vocabulary-spectrum.js'
import { SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import { grouped } from './numbers.js'
import { spectrumFigure } from './spectrum.js'
import { THEMES, type Theme, type ThemeName } from './theme.js'

/** How the spectrum of a vocabulary is drawn. */
export interface VocabularyFigureOptions {
  /** `light` by default. */
  readonly theme?: Theme | ThemeName
  /** `raw` by default. */
  readonly scale?: Scale
  /** A logarithmic axis; false by default. */
  readonly log?: boolean
}

/** The singular values of a whole vocabulary by index, as SVG. */
export function vocabularyFigure(
  { model, singularValues, summaries }: VocabularySpectrum,
  {
    theme = DEFAULT_LOOK.theme,
    scale = DEFAULT_LOOK.scale,
    log = false,
  }: VocabularyFigureOptions = {},
): string {
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
  return spectrumFigure(data, typeof theme === 'string' ? THEMES[theme] : theme)
}
