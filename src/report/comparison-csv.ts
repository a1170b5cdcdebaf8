import type { ComparedSpectrum, Comparison } from '../analysis/comparison.js'
import { scaleSpectrum } from '../spectrum/scale.js'
import type { SummaryName } from '../spectrum/summaries.js'
import { cell } from '../figure/csv-table.js'

/**
 * One row a set and model: size, total variance, effective rank, participation ratio and stable rank with the median of
 * their controls and p, Horn's counts, the smallest adjusted p of values and of shares.
 */
export function comparisonCsv({ spectra }: Comparison): string {
  const header = [
    'name', 'set', 'model', 'tokens', 'dim',
    ...SUMMARIES.flatMap((name) => [NAMES[name], `${NAMES[name]}_control`, `${NAMES[name]}_p`]),
    'horn', 'horn_share', 'p_values', 'p_shares',
  ] // prettier-ignore
  return [header.join(','), ...spectra.map((spectrum) => rowOf(spectrum).join(',')), ''].join('\n')
}

/** One row for every two sets of a model: what their leading directions share. */
export function directionsCsv({ directions, spectra }: Comparison): string {
  const header =
    'first,second,first_directions,second_directions,shared,control_median,random,p,smallest_angle,largest_angle'
  const rows = directions.map((pair) =>
    [
      cell(spectra[pair.first].name),
      cell(spectra[pair.second].name),
      ...pair.directions,
      pair.shared,
      pair.chance.median,
      pair.random,
      pair.p,
      pair.angles[0],
      pair.angles[pair.angles.length - 1],
    ].join(','),
  )
  return [header, ...rows, ''].join('\n')
}

/**
 * One row for every principal angle of two sets, in degrees, with the 2.5th, 50th and 97.5th percentile of the same angle
 * between random token sets; index from 1, the smallest angle first.
 */
export function anglesCsv({ directions, spectra }: Comparison): string {
  const rows = directions.flatMap(({ first, second, angles, nullAngles }) =>
    Array.from(angles, (angle, i) =>
      [
        cell(spectra[first].name),
        cell(spectra[second].name),
        i + 1,
        angle,
        nullAngles.lower[i],
        nullAngles.median[i],
        nullAngles.upper[i],
      ].join(','),
    ),
  )
  return ['first,second,index,angle,control_lower,control_median,control_upper', ...rows, ''].join(
    '\n',
  )
}

/**
 * One row for every singular value: what `comparisonFigures` draws as `spectra`, in its own units, as a part of the largest and as a
 * share of variance; `zero_by_centring` is 1 where the value is the zero that centring makes, drawn hollow.
 */
export function comparedSpectraCsv({ spectra }: Comparison): string {
  const rows = spectra.flatMap(({ name, singularValues, nullBand }) => {
    const [parts, shares] = (['max', 'share'] as const).map((scale) =>
      scaleSpectrum(singularValues, scale),
    )
    return Array.from(singularValues, (value, i) =>
      [cell(name), i + 1, value, parts[i], shares[i], i < nullBand.tested ? 0 : 1].join(','),
    )
  })
  return ['name,index,singular_value,of_largest,share,zero_by_centring', ...rows, ''].join('\n')
}

/**
 * One row for every test of a comparison: p, the smallest p that it could have had, and q; those that cannot reject have no q,
 * as they are not counted.
 */
export function testsCsv({ tests, spectra }: Comparison): string {
  const rows = tests.map(({ kind, about: [first, second], p, least, q }) =>
    [
      kind,
      cell(spectra[first].name),
      cell(second === undefined ? '' : spectra[second].name),
      p,
      least,
      Number.isNaN(q) ? '' : q,
    ].join(','),
  )
  return ['test,first,second,p,least_p,q', ...rows, ''].join('\n')
}

const SUMMARIES = ['totalVariance', 'effectiveRank', 'participationRatio', 'stableRank'] as const

const NAMES: Readonly<Record<(typeof SUMMARIES)[number], string>> = {
  totalVariance: 'total_variance',
  effectiveRank: 'effective_rank',
  participationRatio: 'participation_ratio',
  stableRank: 'stable_rank',
}

function rowOf({ name, set, model, nullBand, summaries }: ComparedSpectrum): (string | number)[] {
  const of = (wanted: SummaryName): (number | string)[] => {
    const found = summaries.find((summary) => summary.name === wanted)
    return found ? [found.value, found.chance.median, found.p] : ['', '', '']
  }
  return [
    cell(name),
    cell(set.label),
    cell(model.name),
    set.members.length,
    model.dim,
    ...SUMMARIES.flatMap(of),
    nullBand.raw.horn,
    nullBand.share.horn,
    Math.min(...nullBand.raw.adjusted),
    Math.min(...nullBand.share.adjusted),
  ]
}
