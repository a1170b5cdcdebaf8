import { compact } from './numbers.js'
import type { Box } from './svg.js'

/** Marks are drawn where they lie so far apart that each can be told from the next; of more values the line alone is drawn. */
const APART = 5

/** Whether so many values by index have marks of their own in a panel. */
export function hasMarks(box: Pick<Box, 'width'>, count: number): boolean {
  return box.width / count >= APART
}

/** What a line without marks tells of its vertices, which a page steps through: its name, what they are counted by, from 1, and values. */
export function lineTips(
  label: string,
  of: string,
  values: ArrayLike<number>,
): Readonly<Record<string, string | number>> {
  return { 'data-name': label, 'data-of': of, 'data-first': 1, 'data-values': compact(values) }
}

/** That the last of some values is the zero that centring makes, and how it is shown. */
export function zeroNote(marked: boolean, log: boolean): string {
  if (log) return 'not shown: the last value, zero by centring'
  return marked ? 'hollow: zero by centring' : 'the last value: zero by centring'
}
