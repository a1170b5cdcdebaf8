import {
  type Analysis,
  type ProjectedToken,
  type Spelling,
  displayToken,
  scaleSpectrum,
} from '../src/index.js'
import { cells, padCells } from './wrap.js'

/** Columns of an end below which none is shown. */
const LEAST = 12

/** Tokens of each end that are tried to be shown. */
const SHOWN = 8

/**
 * Singular vector by singular vector, a line each: share of variance, how often a member lies farther out and higher than
 * another token, and the first tokens at both ends, as many as the width has room for. Nothing without a projection.
 */
export function vectorLines(analysis: Analysis, width: number): string[] {
  const { membership, spectrum, projection, model } = analysis
  if (projection.vectors.length === 0) return []
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  const head = 'vector  share  farther  higher  '
  const free = Math.floor((width - 2 - head.length - 3) / 2)
  // A narrow window has the numbers alone.
  const room = free < LEAST ? 0 : free
  const shown = (tokens: readonly ProjectedToken[]): string =>
    ends(tokens, room, model.tokenizer.spelling)
  const percent = (share: number, to: number): string =>
    (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(0)} %`).padStart(to)
  return [
    `  ${head}${room > 0 ? `${padCells('positive end', room)}   negative end` : ''}`.trimEnd(),
    ...membership.map(({ vector, separation, poles }) =>
      [
        `  ${String(vector).padStart(6)}  ${percent(shares[vector - 1], 5)}  ${percent(separation.magnitude, 7)}  ${percent(separation.signed, 6)}  `,
        `${padCells(shown(poles.positive), room)}   ${shown(poles.negative)}`,
      ]
        .join('')
        .trimEnd(),
    ),
  ]
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
