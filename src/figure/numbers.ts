import { format } from 'd3-format'

/** A number with a fixed count of decimals, a true minus sign, and `undefined` in words where it is not one. */
export function decimals(value: number, count: number): string {
  return Number.isNaN(value) ? 'undefined' : format(`.${count}f`)(value)
}

/** A number with some significant digits, and `undefined` in words where it is not one. */
export function significant(value: number, digits = 4): string {
  return Number.isNaN(value) ? 'undefined' : format(`.${digits}~g`)(value)
}

/** A whole number with commas between thousands. */
export const grouped: (value: number) => string = format(',d')

/** A count as a subscript, `₁₂`, for the names of singular vectors. */
export function subscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)))
}

/** Numbers in a `data-` attribute: enough digits to be read, no more. */
export function compact(values: ArrayLike<number>): string {
  return Array.from(values, (value) => String(Number(value.toPrecision(4)))).join(' ')
}

/** Whole numbers in words: `999` if all are that, else the least and the most, `199 to 999`. */
export function groupedRange(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map(grouped)
  return least === most ? least : `${least} to ${most}`
}
