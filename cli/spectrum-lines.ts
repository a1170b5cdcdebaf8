import { grouped } from '../src/figure/numbers.js'
import { type Analysis, type Scale, scaleSpectrum } from '../src/index.js'
import { bandOnScale } from '../src/spectrum/band-on-scale.js'
import { FEWEST } from '../src/spectrum/level.js'
import type { Line } from './lines.js'
import { spectrumPlot } from './spectrum-plot.js'
import { wrap } from './wrap.js'

/** The spectrum as a plot, with what chance shows, and its first and last values. */
export function spectrumLines(analysis: Analysis, scale: Scale, width: number): Line[] {
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

const SCALE_TITLES: Readonly<Record<Scale, string>> = {
  raw: 'Singular values',
  max: 'Singular values divided by the largest',
  share: 'Shares of variance',
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
