import type { Analysis } from '../../analysis/analysis.js'
import { numbersAlike } from '../../figure/numbers-alike.js'
import { decimals, grouped } from '../../figure/numbers.js'
import type { ProjectedToken } from '../../projection/projection.js'
import { scaleSpectrum } from '../../spectrum/scale.js'
import { type Markup, NOTHING, markup, tokenMarkup } from '../markup.js'
import { type Column, table } from '../table.js'
import { vectorsTable } from './vectors-table.js'

/** The poles, the members, the spectrum and its summaries, in tables that can be sorted. */
export function tablesSection(analysis: Analysis): Markup {
  return markup`<section id="tables" aria-labelledby="tables-head">
<h2 id="tables-head">The numbers</h2>
<p class="screen">A head sorts its table. A token leads to its point in the projection plot.</p>
${poles(analysis)}${members(analysis)}${vectorsTable(analysis)}${spectrum(analysis)}${summaries(analysis)}</section>
`
}

function poles(analysis: Analysis): Markup {
  const {
    projection,
    vector: k,
    poles: { positive, negative },
  } = analysis
  if (projection.vectors.length === 0) return NOTHING
  const number = numbersAlike(
    [positive, negative].map((end) => end.map((token) => token.projection)),
    4,
  )
  const columns: readonly Column<ProjectedToken>[] = [
    { head: 'rank', show: (_, i) => i + 1, value: (_, i) => i + 1 },
    { head: 'token', text: true, show: pointLink(analysis) },
    { head: 'id', show: ({ id }) => id, value: ({ id }) => id },
    {
      head: 'projection',
      show: (token) => number(token.projection),
      value: (token) => token.projection,
    },
  ]
  return markup`<h3>The ends of singular vector ${k}, members left out</h3>
<div class="tables">
<div>${table('poles-positive', 'Largest projections', columns, positive)}</div>
<div>${table('poles-negative', 'Most negative projections', columns, negative)}</div>
</div>
`
}

/** A token that leads to its point. */
function pointLink({ model }: Analysis) {
  return (token: { readonly id: number; readonly token: string | undefined }): Markup =>
    markup`<a href="#figure-projection" data-point="${token.id}">${tokenMarkup(token, model.tokenizer.spelling)}</a>`
}

function members(analysis: Analysis): Markup {
  const { set, membership, projection, model, vector, manifest } = analysis
  const { spelling } = model.tokenizer
  const shown = membership.find((own) => own.vector === vector)
  if (!shown) return NOTHING
  const { heldOut, plain, ranks, others } = shown
  const number = numbersAlike([heldOut, plain], 4)
  type Member = (typeof set.members)[number]
  const ranked: Column<Member> = {
    head: 'rank',
    show: (_, i) => grouped(ranks[i]),
    value: (_, i) => ranks[i],
  }
  return markup`<h3>The members on singular vector ${vector}</h3>
<p>‘Held out’ is a member’s projection on the vector found without it; ‘fitted’ is on the vector of the whole set, to which
the member itself contributed.${others > 0 ? ` The rank is that of the ${manifest.options.members === 'plain' ? 'fitted' : 'held-out'} projection’s magnitude among the ${grouped(others)} other ordinary tokens.` : ''}</p>
${table<Member>(
  'members',
  `${grouped(set.members.length)} members`,
  [
    { head: 'word', text: true, show: ({ word }) => markup`<bdi>${word}</bdi>` },
    {
      head: 'token',
      text: true,
      show:
        projection.vectors.length > 0
          ? pointLink(analysis)
          : (token) => tokenMarkup(token, spelling),
    },
    { head: 'id', show: ({ ids }) => ids.join(' '), value: ({ id }) => id },
    { head: 'held out', show: (_, i) => number(heldOut[i]), value: (_, i) => heldOut[i] },
    { head: 'fitted', show: (_, i) => number(plain[i]), value: (_, i) => plain[i] },
    ...(others > 0 ? [ranked] : []),
  ],
  set.members,
)}`
}

function spectrum({ spectrum: { singularValues }, nullBand, stability }: Analysis): Markup {
  const shares = scaleSpectrum(singularValues, 'share')
  const indices = Array.from({ length: nullBand.tested }, (_, i) => i)
  const { raw, share } = nullBand
  const column = (head: string, values: ArrayLike<number>, digits = 4): Column<number> => ({
    head,
    show: (i) => decimals(values[i], digits),
    value: (i) => values[i],
  })
  const drawn = [singularValues.subarray(0, 1), raw.upper.slice(0, 1)]
  const [number, bound] = [numbersAlike(drawn, 4), numbersAlike(drawn)]
  const sigma = (head: string, values: ArrayLike<number>): Column<number> => ({
    head,
    show: (i) => number(values[i]),
    value: (i) => values[i],
  })
  const turned = stability.vectors.map(({ halves }) => halves.median)
  return markup`<h3>The spectrum, index by index</h3>
<p>Beside each singular value σ what the random sets show, and one-sided p: how often chance gives at least as much. Adjusted p
are for all indices together. Shares are of the variance, σ²/Σσ². The angle is that between the vectors of two random
halves of the set: near 0° for a direction that does not depend on who is in it, near 90° for none.</p>
${table(
  'spectrum-table',
  `${grouped(indices.length)} singular values`,
  [
    { head: 'index', show: (i) => i + 1, value: (i) => i + 1 },
    sigma('σ', singularValues),
    sigma('median', raw.median),
    {
      head: '5–95 %',
      show: (i) => `${bound(raw.lower[i])}–${bound(raw.upper[i])}`,
      value: (i) => raw.upper[i],
    },
    column('p', raw.p, 3),
    column('adjusted p', raw.adjusted, 3),
    column('share', shares),
    column('median share', share.median),
    column('p of share', share.p, 3),
    column('adjusted p of share', share.adjusted, 3),
    {
      head: 'angle',
      show: (i) => (Number.isFinite(turned[i]) ? `${decimals(turned[i], 0)}°` : '–'),
      value: (i) => turned[i] ?? NaN,
    },
  ],
  indices,
)}`
}

const SUMMARY_NAMES = {
  totalVariance: 'total variance Σσ²',
  effectiveRank: 'effective rank',
  participationRatio: 'participation ratio',
  stableRank: 'stable rank',
  shareOfFirst: 'share of variance in the first',
} as const

function summaries({ summaries: rows }: Analysis): Markup {
  type Row = (typeof rows)[number]
  // The amount follows the scale of the model; measures of shape do not.
  const numberOf = ({ name, value, chance }: Row): ((own: number) => string) =>
    name === 'totalVariance' ? numbersAlike([[value], [chance.median]]) : (own) => decimals(own, 3)
  const column = (head: string, of: (row: Row) => number): Column<Row> => ({
    head,
    show: (row) => numberOf(row)(of(row)),
    value: of,
  })
  const chance = (head: string, of: (row: Row) => number): Column<Row> => ({
    head,
    show: (row) => decimals(of(row), 3),
    value: of,
  })
  return markup`<h3>Single numbers of the spectrum</h3>
<p>The total variance is the measure of amount; all others are measures of shape, and their p is adjusted for asking so many.</p>
${table<Row>(
  'summaries',
  'Of the set, and of the random sets',
  [
    {
      head: 'what',
      text: true,
      show: ({ name, first }) => SUMMARY_NAMES[name] + (first === undefined ? '' : ` ${first}`),
    },
    column('set', (row) => row.value),
    column('median', (row) => row.chance.median),
    column('5 %', (row) => row.chance.lower),
    column('95 %', (row) => row.chance.upper),
    chance('p', (row) => row.p),
    chance('adjusted p', (row) => row.adjusted),
    { head: 'test', text: true, show: ({ tail }) => tail },
  ],
  rows,
)}`
}
