// What figures take from a comparison.
import { DEFAULT_LOOK } from './default-look.js'
import type { Comparison } from '../analysis/comparison.js'
import { type OptionNames, requireBoolean, requireKnown, requireOneOf } from '../errors.js'
import { SCALES, SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import { describeTransform } from '../submatrix/transform.js'
import { anglesFigure } from './angles.js'
import { matchedBy } from './notes.js'
import { groupedRange, significant } from './numbers.js'
import { spectrumFigure } from './spectrum.js'
import { type Theme, type ThemeName, themeOf } from './theme.js'

/** How figures of a comparison look. */
export interface ComparisonFigureOptions {
  /** `light` by default. */
  readonly theme?: ThemeName | Theme
  /** Units of the spectra: shares of variance by default, as sets of different sizes have them in common. */
  readonly scale?: Scale
  /** A logarithmic axis for the spectra; false by default. */
  readonly log?: boolean
}

const OPTIONS: OptionNames<ComparisonFigureOptions> = { theme: true, scale: true, log: true }

/** More than so many lines on one figure cannot be told apart: of spectra, which are long, and of angles, which are few. */
const MOST = { spectra: 5, pairs: 10 }

/**
 * The figures of a comparison as SVG, by the names of their files: `spectra`, all spectra on one figure, and `angles`, the
 * principal angles between the sets of one model. The first five spectra and the first ten pairs are drawn, the figure says of how
 * many; the tables have all.
 *
 * @throws {InvalidArgument} when there is no such option, theme or scale
 */
export function comparisonFigures(
  comparison: Comparison,
  options: ComparisonFigureOptions = {},
): Readonly<Record<string, string>> {
  requireKnown('comparisonFigures', OPTIONS, options)
  const { theme = DEFAULT_LOOK.theme, scale = 'share', log = false } = options
  requireOneOf('scale', SCALES, scale)
  requireBoolean('log', log)
  const { spectra, directions, transform } = comparison
  const colours = themeOf(theme)
  const models = [...new Set(spectra.map(({ model }) => model.name))].join(', ')
  const notes = [models, describeTransform(transform)]
  const more = (count: number, what: keyof typeof MOST, table: string): string[] =>
    count > MOST[what]
      ? [
          `the first ${MOST[what]} of ${count} ${what}, as more could not be told apart; all are in ${table}`,
        ]
      : []
  const spectrum = spectrumFigure(
    {
      of: sideBySide(comparison),
      notes: [...notes, ...more(spectra.length, 'spectra', 'spectra.csv')],
      series: spectra.slice(0, MOST.spectra).map(({ name, set, singularValues, nullBand }) => ({
        label: name,
        n: set.members.length,
        values: scaleSpectrum(singularValues, scale),
        zeroLast: nullBand.tested < singularValues.length,
      })),
      scaleLabel: SCALE_LABELS[scale],
      log,
    },
    colours,
  )
  if (directions.length === 0) return { spectra: spectrum }
  const [{ first, second, shared, p }] = directions
  const draws = groupedRange(directions.map((pair) => pair.draws))
  const only = directions.length === 1
  const angles = anglesFigure(
    {
      between: only ? [spectra[first].name, spectra[second].name] : ['each set', 'every other'],
      notes: [
        ...notes,
        `the first ${groupedRange(directions.flatMap((pair) => pair.directions))} directions of each`,
        `chance: ${draws} pairs of random token sets of the same sizes${matchedBy(spectra[0].controls)}, seed ${spectra[0].controls.seed}, each index by itself`,
        ...(only
          ? [`all angles together: Σcos² = ${significant(shared, 3)}, p = ${significant(p, 2)}`]
          : []),
        ...more(directions.length, 'pairs', 'angles.csv'),
      ],
      series: directions.slice(0, MOST.pairs).map((pair) => ({
        label: `${spectra[pair.first].name}, ${spectra[pair.second].name}`,
        degrees: pair.angles,
        band: { ...pair.nullAngles, label: `2.5–97.5 % of ${draws} random pairs` },
      })),
    },
    colours,
  )
  return { spectra: spectrum, angles }
}

/** `4 sets side by side`, `letters in 2 models`, `3 sets in 2 models`. */
function sideBySide({ spectra, directions }: Comparison): string {
  // Every two sets of a model are one pair: s·(s − 1)/2 of them for s spectra.
  const sets = 1 + (2 * directions.length) / spectra.length
  const models = spectra.length / sets
  if (models === 1) return `${sets} sets side by side`
  return `${sets === 1 ? spectra[0].set.label : `${sets} sets`} in ${models} models`
}
