import { needsPower, withPower } from './powers-of-ten.js'

/** Numbers that lie closer together than this share of the largest differ by rounding errors. */
const ROUNDING = 1e-6

/** So many steps of the last digit lie between the ends of a list at least. */
const STEPS = 50

/**
 * How the numbers of some lists are written, all alike whatever their scale: with some decimals where the largest magnitude
 * lies between 1 and 100, fewer above, more below, where there are as many significant digits or one more, and more where a
 * list's numbers lie close together. No library writes them: the script of a report does so, too.
 *
 * @param lists numbers that are read against each other; what is not finite counts for nothing
 * @param digits decimals of numbers near 1
 */
export function numbersAlike(
  lists: readonly Iterable<number>[],
  digits = 3,
): (value: number) => string {
  let largest = 0
  const spreads: number[] = []
  for (const list of lists) {
    let [low, high] = [Infinity, -Infinity]
    for (const value of list) {
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low > high) continue
    largest = Math.max(largest, Math.abs(low), Math.abs(high))
    spreads.push(high - low)
  }
  if (largest === 0) return (value) => fixed(value, digits)
  const power = Math.floor(Math.log10(largest))
  // Of 1.23 the last digit says less than of 9.87.
  const significant = largest < 2 * 10 ** power ? digits + 1 : digits
  const spread = Math.min(...spreads.filter((own) => own > largest * ROUNDING))
  const apart = Number.isFinite(spread) ? Math.ceil(Math.log10(STEPS / spread)) : 0
  if (needsPower(largest)) {
    const mantissa = Math.max(significant - 1, apart + power)
    return (value) => {
      if (!Number.isFinite(value)) return fixed(value, 0)
      return Math.abs(value) < largest * 1e-9 ? '0' : withPower(value, Math.min(8, mantissa))
    }
  }
  const own = power < 0 ? significant - 1 - power : Math.min(digits, digits + 1 - power)
  const decimals = Math.max(0, own, apart)
  return (value) => fixed(value, decimals)
}

/** `−1,234.500`: commas between thousands, and no minus sign before what rounds to zero. */
function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'undefined'
  if (!Number.isFinite(value)) return value < 0 ? '−Infinity' : 'Infinity'
  const [whole, rest] = Math.abs(value).toFixed(decimals).split('.')
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`)
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown
}
