import { isAveraged } from '../src/tokens/member.js'
import {
  type Analysis,
  type ProjectedToken,
  type Spelling,
  displayToken,
  scaleSpectrum,
} from '../src/index.js'
import { grouped } from '../src/figure/numbers.js'
import { quantile } from '../src/math/quantile.js'
import { FEWEST_MEMBERS } from '../src/projection/auc.js'
import { cells, padCells, wrap } from './wrap.js'

/** Columns of an end below which none is shown. */
const LEAST = 12

/** Tokens of each end that are tried to be shown. */
const SHOWN = 8

/** The numbers of a singular vector, written. */
interface Numbers {
  readonly vector: string
  readonly share: string
  readonly magnitude: string
  readonly signed: string
  readonly rank: string
}

/**
 * Singular vector by singular vector, a line each: share of variance, the AUC of |projection| and of the projection, the median
 * rank of a member, and the first tokens at both ends, as many as the width has room for. In windows that are too narrow for the numbers side by side each is named. Nothing
 * without a projection.
 */
export function vectorLines(analysis: Analysis, width: number): string[] {
  const { membership, spectrum, projection, model, manifest } = analysis
  const plain = manifest.options.members === 'plain'
  if (projection.vectors.length === 0) return []
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  const head = 'vector  share  |AUC|   AUC    rank  '
  const free = Math.floor((width - 2 - head.length - 3) / 2)
  // A narrow window has the numbers alone.
  const room = free < LEAST ? 0 : free
  const shown = (tokens: readonly ProjectedToken[]): string =>
    ends(tokens, room, model.tokenizer.spelling)
  const area = (auc: number): string => (Number.isNaN(auc) ? '–' : auc.toFixed(2))
  const lines = membership.map(({ vector, separation: heldOut, plainSeparation, ranks, poles }) => {
    const { magnitude, signed } = plain ? plainSeparation : heldOut
    const numbers: Numbers = {
      vector: String(vector),
      share: `${(100 * shares[vector - 1]).toFixed(0)} %`,
      magnitude: area(magnitude),
      signed: area(signed),
      rank: medianRank(ranks),
    }
    return { numbers, poles }
  })
  if (2 + head.trimEnd().length > width) return lines.map(({ numbers }) => named(numbers, width))
  return [
    `  ${head}${room > 0 ? `${padCells('positive end', room)}   negative end` : ''}`.trimEnd(),
    ...lines.map(({ numbers: { vector, share, magnitude, signed, rank }, poles }) =>
      [
        `  ${vector.padStart(6)}  ${share.padStart(5)}  ${magnitude.padStart(5)}  ${signed.padStart(4)}  ${rank.padStart(6)}  `,
        `${padCells(shown(poles.positive), room)}   ${shown(poles.negative)}`,
      ]
        .join('')
        .trimEnd(),
    ),
  ]
}

/** A line of the table in words. */
function named({ vector, share, magnitude, signed, rank }: Numbers, width: number): string {
  const text = `  ${vector}: share ${share}, |AUC| ${magnitude}, AUC ${signed}, rank ${rank}`
  return wrap(text, width, 5)
}

/** What the lines are about, as a heading. */
export function vectorsHeading({ manifest }: Analysis): string {
  const on = manifest.options.members === 'plain' ? 'fitted to them' : 'found without them'
  return `Members among the vocabulary, on each vector ${on}`
}

/** What the columns are. */
export function vectorsKey({ manifest, set }: Analysis): string {
  const none =
    manifest.options.members === 'plain'
      ? '|AUC| is high for any tokens, as the vectors are fitted to them'
      : isAveraged(set)
        ? 'means of several tokens lie near the centre by that alone'
        : `without separation 0.50 on average on vector 1, of ${FEWEST_MEMBERS} tokens or more, and farther off the later the vector`
  return (
    `|AUC|: how often a member lies farther from the centre than another token; AUC: how often it projects higher; ${none}. ` +
    'rank: of a member by distance from the centre, the median.'
  )
}

/** Of the members, from 1, the farthest out of all; unknown where one's is. */
function medianRank(ranks: Uint32Array): string {
  if (ranks.includes(0)) return '–'
  return grouped(Math.round(quantile(Float64Array.from(ranks).sort(), 0.5)))
}

function ends(tokens: readonly ProjectedToken[], room: number, spelling: Spelling): string {
  let text = ''
  for (const token of tokens.slice(0, SHOWN)) {
    const longer =
      text === ''
        ? displayToken(token, room, spelling)
        : `${text} ${displayToken(token, 16, spelling)}`
    if (cells(longer) > room) break
    text = longer
  }
  return text
}
