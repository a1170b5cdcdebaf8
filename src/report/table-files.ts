import type { Analysis } from '../analysis/analysis.js'
import { type Cell, csvTable } from '../figure/csv-table.js'
import { scaleSpectrum } from '../spectrum/scale.js'

/** The tables of a report as CSV, by file name: what the null band, the members, the poles and the summaries hold. */
export function tableFiles(analysis: Analysis): ReadonlyMap<string, string> {
  const tables = [
    ['null-band.csv', nullBandTable(analysis)],
    ['members.csv', membersTable(analysis)],
    ['summaries.csv', summariesTable(analysis)],
  ] as const
  if (analysis.projection.vectors.length === 0) return new Map(tables)
  return new Map([
    ...tables,
    ['vectors.csv', vectorsTable(analysis)],
    ['poles.csv', polesTable(analysis)],
  ])
}

/** One row an index: the value, and what the random sets show; as it is and as share of variance. */
function nullBandTable({ spectrum, nullBand: { tested, raw, share } }: Analysis): string {
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  return csvTable(
    [
      'index', 'singular_value', 'median', 'lower_5', 'upper_95', 'p', 'p_less', 'p_adjusted',
      'share', 'share_median', 'share_lower_5', 'share_upper_95', 'share_p', 'share_p_less', 'share_p_adjusted',
    ],
    Array.from({ length: tested }, (_, i): Cell[] => [
      i + 1, spectrum.singularValues[i], raw.median[i], raw.lower[i], raw.upper[i], raw.p[i], raw.pLess[i], raw.adjusted[i],
      shares[i], share.median[i], share.lower[i], share.upper[i], share.p[i], share.pLess[i], share.adjusted[i],
    ]),
  ) // prettier-ignore
}

/** One row a member and singular vector. */
function membersTable({ set, membership }: Analysis): string {
  return csvTable(
    ['vector', 'word', 'token', 'id', 'held_out', 'fitted', 'rank'],
    membership.flatMap(({ vector, heldOut, plain, ranks }) =>
      set.members.map(({ word, token, ids }, i): Cell[] => [
        vector,
        word,
        token,
        ids.length === 1 ? ids[0] : ids.join(' '),
        heldOut[i],
        plain[i],
        ranks[i] === 0 ? undefined : ranks[i],
      ]),
    ),
  )
}

function summariesTable({ summaries }: Analysis): string {
  return csvTable(
    ['name', 'first', 'value', 'chance_mean', 'chance_sd', 'chance_median', 'chance_2.5', 'chance_5', 'chance_95', 'chance_97.5', 'p', 'p_adjusted', 'tail'],
    summaries.map(({ name, first, value, chance, p, adjusted, tail }): Cell[] => [
      name, first, value, chance.mean, chance.sd, chance.median, chance.within[0], chance.lower, chance.upper, chance.within[1], p, adjusted, tail,
    ]),
  ) // prettier-ignore
}

/** One row a singular vector that is told of. */
function vectorsTable({ membership, spectrum, nullBand }: Analysis): string {
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  return csvTable(
    [
      'vector', 'singular_value', 'share', 'share_p_adjusted', 'members_farther_out', 'members_higher',
      'fitted_farther_out', 'fitted_higher', 'others',
    ],
    membership.map(({ vector, separation, plainSeparation, others }): Cell[] => [
      vector, spectrum.singularValues[vector - 1], shares[vector - 1], nullBand.share.adjusted[vector - 1],
      separation.magnitude, separation.signed, plainSeparation.magnitude, plainSeparation.signed, others,
    ]),
  ) // prettier-ignore
}

/** One row a singular vector, end and token. */
function polesTable({ membership }: Analysis): string {
  const rows = membership.flatMap(({ vector, poles }) =>
    (['positive', 'negative'] as const).flatMap((end) =>
      poles[end].map(({ id, token, projection }, i): Cell[] => [
        vector, end, i + 1, id, token, projection,
      ]),
    ),
  ) // prettier-ignore
  return csvTable(['vector', 'end', 'rank', 'id', 'token', 'projection'], rows)
}
