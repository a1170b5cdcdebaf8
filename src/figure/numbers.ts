import { format } from 'd3-format'

/** A number with a fixed count of decimals, a true minus sign, and `undefined` in words where it is not one. */
export function decimals(value: number, count: number): string {
  return Number.isNaN(value) ? 'undefined' : format(`.${count}f`)(value)
}

/** A whole number with commas between thousands. */
export function grouped(value: number): string {
  return format(',d')(value)
}

/** A count as a subscript, `₁₂`, for the names of singular vectors. */
export function subscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)))
}
