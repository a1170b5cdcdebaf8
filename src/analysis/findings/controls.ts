import { BALANCED, type Balance, worstBalance } from '../../tokens/balance.js'
import type { Controls } from '../../tokens/control.js'
import { ROOMY } from '../../tokens/draw.js'
import type { Finding } from './finding.js'
import { percent, short } from './wording.js'

/** That so few controls test nothing. */
export function tooFewControls(draws: number): Finding {
  return {
    topic: 'controls',
    verdict: 'remark',
    text:
      `${draws === 1 ? 'One random draw shows' : `${draws} random draws show`} one possible outcome of chance, not its range: ` +
      'nothing is tested. Ask for 999 controls to test.',
  }
}

/** That members of the set may stand in its controls; nothing where they may not. */
export function sharedFindings(label: string, { shared, size }: Controls): Finding[] {
  if (shared === undefined) return []
  return [
    {
      topic: 'controls',
      verdict: 'remark',
      text:
        `In ${shared === size ? 'all' : `${shared} of ${size}`} places of a control, tokens of ${label} itself may stand too: ` +
        `there are fewer than ${ROOMY} others to draw from for each place, and draws without them would be more alike than chance makes them. ` +
        'What is beyond chance is so among all ways to choose such a set (a permutation test); where draws are much of the set itself, little can be.',
    },
  ]
}

/** In what the controls are unlike the set, and how well they are matched; nothing where they are balanced without that. */
export function balanceFindings(label: string, { balance, match }: Controls): Finding[] {
  // Negated, as where tokens do not vary but the set differs there is no number.
  const off = balance.filter(({ difference }) => !(Math.abs(difference) <= BALANCED))
  if (off.length === 0) return match.length === 0 ? [] : [matched(label, match, balance)]
  const more = new Set(off.map(({ key }) => key).filter((key) => !match.includes(key)))
  const advice =
    more.size > 0
      ? `Controls matched on ${[...match, ...more].join(', ')}, or on as many of these as there are enough tokens for, tell the one from the other.`
      : 'They are matched as closely as classes of tokens allow.'
  return [
    {
      topic: 'balance',
      verdict: 'remark',
      text:
        `The controls${match.length === 0 ? '' : `, matched on ${match.join(', ')},`} are unlike ${label} in ${off.map(inWords).join(', ')}: ` +
        `what was found, or was not, may be owed to that. Largest standardised difference: ${worstInWords(balance)}. ${advice}`,
    },
  ]
}

function matched(label: string, match: readonly string[], balance: readonly Balance[]): Finding {
  return {
    topic: 'balance',
    verdict: 'remark',
    text: `The controls are matched on ${match.join(', ')}: their largest standardised difference to ${label} is ${worstInWords(balance)}; up to ${BALANCED} is usually called balanced.`,
  }
}

/** `0.03 (length)`: the largest standardised difference. */
export function worstInWords(balance: readonly Balance[]): string {
  const most = worstBalance(balance)
  if (!most) return 'unknown'
  const where = most.level === undefined ? most.key : `${most.key}: ${most.level}`
  return Number.isNaN(most.difference)
    ? `without measure (${where}: no other token is like that)`
    : `${short(Math.abs(most.difference))} (${where}${estimate(most.rows)})`
}

/** That norms are of some rows alone, and of how many; nothing where they are of all. */
function estimate(rows: number | undefined): string {
  return rows === undefined ? '' : `, estimated from ${rows} rows`
}

function inWords({ key, level, set, draws, rows }: Balance): string {
  return level === undefined
    ? `${key} (mean ${short(draws)} against ${short(set)}${estimate(rows)})`
    : `${key} (${level}: ${percent(draws)} against ${percent(set)})`
}

/** So many ids are named. */
const NAMED = 10

/**
 * That rows of the vocabulary hold no numbers, and where they are missing.
 *
 * @param projected ids without a projection
 * @param drawn ids that were left out of what can be drawn
 */
export function vocabularyFindings(
  projected: readonly number[],
  drawn: readonly number[],
): Finding[] {
  const ids = [...new Set([...projected, ...drawn])].sort((a, b) => a - b)
  if (ids.length === 0) return []
  const rows = ids.length === 1 ? 'One row' : `${ids.length} rows`
  const named = ids.slice(0, NAMED).join(', ') + (ids.length > NAMED ? ', …' : '')
  const left = [
    ...(projected.length > 0 ? ['lists and comparisons'] : []),
    ...(drawn.length > 0 ? ['controls'] : []),
  ].join(', and of ')
  return [
    {
      topic: 'vocabulary',
      verdict: 'remark',
      text: `${rows} of the vocabulary ${ids.length === 1 ? 'holds' : 'hold'} NaN or an infinity (id ${named}): left out of ${left}.`,
    },
  ]
}
