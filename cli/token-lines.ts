import { numbersAlike } from '../src/figure/numbers-alike.js'
import { grouped } from '../src/figure/numbers.js'
import { type ProjectedToken, type Spelling, displayToken } from '../src/index.js'
import { cells, padCells, wrap } from './wrap.js'

/** At most this many tokens of a set are listed. */
const LISTED = 60

export function tokensAndIds(
  name: string,
  tokens: readonly Shown[],
  width: number,
  spelling: Spelling,
): string[] {
  const shown = tokens.slice(0, LISTED)
  const more = tokens.length > LISTED ? ` … and ${grouped(tokens.length - LISTED)} more` : ''
  return [
    wrap(
      `  ${name.padEnd(10)}${shown.map((token) => show(token, spelling)).join(' ')}${more}`,
      width,
      12,
    ),
    wrap(
      `  ids       ${shown.map(({ id, ids = [id] }) => ids.join('+')).join(' ')}${more}`,
      width,
      12,
    ),
  ]
}

/** Signed projections of some lists, each with id and token: the numbers of all lists alike. */
export function projected(
  spelling: Spelling,
  ...lists: readonly (readonly ProjectedToken[])[]
): string[][] {
  const number = numbersAlike(lists.map((list) => list.map(({ projection }) => projection)))
  const signed = ({ projection }: ProjectedToken) =>
    (projection < 0 ? '−' : '+') + number(Math.abs(projection))
  const width = Math.max(0, ...lists.flat().map((token) => cells(signed(token))))
  return lists.map((list) =>
    list.map((token) => {
      const name = displayToken(token, 16, spelling)
      const space = ' '.repeat(width - cells(signed(token)))
      return `${space}${signed(token)} ${String(token.id).padStart(6)}  ${name}`
    }),
  )
}

/** Texts one below the other, in two columns where they fit: `rows` of them in each; folded where not even one fits. */
export function table(
  texts: readonly string[],
  width: number,
  rows = Math.ceil(texts.length / 2),
): string[] {
  const column = Math.max(0, ...texts.map(cells)) + 3
  if (2 + 2 * column - 3 > width) return texts.map((text) => wrap(`  ${text}`, width, 9))
  return Array.from({ length: rows }, (_, i) =>
    `  ${padCells(texts[i] ?? '', column)}${texts[rows + i] ?? ''}`.trimEnd(),
  )
}

export interface Shown {
  readonly id: number
  /** Of a member, all of them. */
  readonly ids?: readonly number[]
  readonly token: string | undefined
}

export function show(token: Shown, spelling: Spelling): string {
  return displayToken(token, undefined, spelling)
}

export function zip(ids: Uint32Array, tokens: readonly (string | undefined)[]): Shown[] {
  return Array.from(ids, (id, i) => ({ id, token: tokens[i] }))
}
