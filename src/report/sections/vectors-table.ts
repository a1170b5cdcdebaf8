import { FEWEST_MEMBERS } from '../../projection/auc.js'
import type { Analysis } from '../../analysis/analysis.js'
import { quantile } from '../../math/quantile.js'
import { decimals, grouped } from '../../figure/numbers.js'
import type { Membership } from '../../projection/membership.js'
import type { ProjectedToken } from '../../projection/projection.js'
import { scaleSpectrum } from '../../spectrum/scale.js'
import { type Markup, NOTHING, markup, tokenMarkup } from '../markup.js'
import { type Column, table } from '../table.js'

/** So many tokens of each end are shown; `poles.csv` has twenty. */
const SHOWN = 5

/** Singular vector by singular vector: how well it separates members from the vocabulary, and what stands at its ends. */
export function vectorsTable({
  membership,
  spectrum,
  projection,
  model,
  manifest,
}: Analysis): Markup {
  const { spelling } = model.tokenizer
  if (projection.vectors.length === 0 || membership.length === 0) return NOTHING
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  const percent = (head: string, of: (own: Membership) => number): Column<Membership> => ({
    head,
    show: (own) => (Number.isNaN(of(own)) ? '–' : `${decimals(100 * of(own), 1)} %`),
    value: of,
  })
  const area = (head: string, of: (own: Membership) => number): Column<Membership> => ({
    head,
    show: (own) => (Number.isNaN(of(own)) ? '–' : decimals(of(own), 3)),
    value: of,
  })
  const ends = (tokens: readonly ProjectedToken[]): Markup =>
    markup`${tokens.slice(0, SHOWN).map((token) => markup`${tokenMarkup(token, spelling)} `)}`
  const plain = manifest.options.members === 'plain'
  const shown = (own: Membership) => (plain ? own.plainSeparation : own.separation)
  const other = (own: Membership) => (plain ? own.separation : own.plainSeparation)
  const told = plain
    ? markup`|AUC| is how often a member, on the vector fitted to the whole set, lies farther from the centre than another ordinary token, AUC how
often it projects higher: |AUC| is high for any tokens, as the vector is fitted to them. ‘Held out’ is |AUC| on the vectors found without each member.`
    : markup`|AUC| is how often a member, on the vector found without it, lies farther from the centre than another ordinary token, AUC how often
it projects higher: on vector 1, without separation, both are 0.5 on average, of ${FEWEST_MEMBERS} tokens or more; random sets scatter about it, |AUC| the more, and both the more the later the vector. ‘Fitted’ is |AUC| on the vector of the whole set.`
  return markup`<h3>Singular vector by singular vector</h3>
<p>${told} No test stands behind them. The rank is that of a member by its
distance from the centre, the median of all. Then the tokens at both ends, members left out.</p>
${table<Membership>(
  'vectors-table',
  `${membership.length} singular ${membership.length === 1 ? 'vector' : 'vectors'}`,
  [
    { head: 'vector', show: ({ vector }) => vector, value: ({ vector }) => vector },
    percent('share', ({ vector }) => shares[vector - 1]),
    area('|AUC|', (own) => shown(own).magnitude),
    area('AUC', (own) => shown(own).signed),
    area(plain ? 'held out' : 'fitted', (own) => other(own).magnitude),
    { head: 'rank', show: (own) => rankInWords(own), value: medianRank },
    { head: 'positive end', text: true, show: ({ poles }) => ends(poles.positive) },
    { head: 'negative end', text: true, show: ({ poles }) => ends(poles.negative) },
  ],
  membership,
)}`
}

/** NaN where a member's rank is not known. */
function medianRank({ ranks }: Membership): number {
  return ranks.includes(0) ? NaN : quantile(Float64Array.from(ranks).sort(), 0.5)
}

function rankInWords(own: Membership): string {
  const rank = medianRank(own)
  return Number.isNaN(rank) ? '–' : grouped(Math.round(rank))
}
