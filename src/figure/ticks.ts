import { ticks as evenTicks } from 'd3-array'
import { format } from 'd3-format'
import { needsPower, withPower } from './powers-of-ten.js'

/**
 * Ticks of a logarithmic axis: at 1, 2 and 5 (or 1 and 3, or 1 alone) of each power of ten, as many as there is room for,
 * with unlabelled ones at the other whole multiples. Where a large part of the axis would have none at its upper end, 1.5 is one
 * too; an axis too short for these has even steps.
 *
 * @param domain positive, ascending
 * @param count how many labels fit
 */
export function logTicks(
  domain: readonly number[],
  count: number,
): { readonly values: number[]; readonly minor: number[] } {
  const [low, high] = [Math.min(...domain), Math.max(...domain)]
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const within = (multiples: readonly number[], step = 1): number[] => {
    const out: number[] = []
    for (let power = first; power <= last; power += step)
      for (const multiple of multiples) {
        const tick = Number(`${multiple}e${power}`)
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) out.push(tick)
      }
    return out
  }
  const all = within([1, 2, 3, 4, 5, 6, 7, 8, 9])
  const choices = [all, within([1, 2, 3, 5, 7]), within([1, 2, 5]), within([1, 3]), within([1])]
  const powers = Math.max(1, Math.ceil((last - first) / Math.max(1, count)))
  // Some axes end between 1 and 2, the longest way from one multiple to the next.
  const halves = [within([1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]), within([1, 1.5, 2, 3, 5, 7])]
  const fits = (ticks: readonly number[]): boolean => ticks.length <= count * 1.3
  const reaches = (ticks: readonly number[]): boolean =>
    Math.log(high / (ticks.at(-1) ?? low)) <= OPEN * Math.log(high / low)
  const found = [...choices, ...halves].find(
    (ticks) => ticks.length > 1 && fits(ticks) && reaches(ticks),
  )
  if (!found && high < 10 * low) return { values: evenTicks(low, high, count), minor: [] }
  const values = found ?? choices.find(fits) ?? within([1], powers)
  const shown = new Set(values)
  return { values, minor: last - first > 6 ? [] : all.filter((tick) => !shown.has(tick)) }
}

/** The part of a logarithmic axis that may be without a tick at its upper end. */
const OPEN = 0.25

/** How ticks are written: all with the same number of decimals; on a logarithmic axis each as short as it can be. */
export function tickText(ticks: readonly number[], log: boolean): (tick: number) => string {
  const size = Math.max(...ticks.map(Math.abs), 0)
  const smallest = Math.min(...ticks.map(Math.abs).filter((tick) => tick > 0))
  if (log) return smallest < 1e-4 || size >= 1e6 ? scientific : format(',~r')
  if (needsPower(size)) return scientific
  const decimals = Math.max(0, ...ticks.map(decimalsOf))
  return format(`,.${decimals}f`)
}

function decimalsOf(tick: number): number {
  const text = String(Number(tick.toPrecision(10)))
  if (text.includes('e-')) return Number(text.split('e-')[1])
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
}

/** `2·10⁻⁸`. */
function scientific(tick: number): string {
  return tick === 0 ? '0' : withPower(tick)
}

/** Steps between ticks of an index that are easy to count in. */
const STEPS = [1, 10, 100, 1000, 10000].flatMap((power) => [power, 2 * power, 5 * power])

/** 1 and then even steps, of which 60 px hold one: odd numbers, or multiples of 5, 10, 20 and so on. */
export function indexTicks(count: number, width: number): number[] {
  const room = Math.max(2, Math.floor(width / 60))
  const step = STEPS.find((s) => count / s <= room) ?? count
  const first = step <= 2 ? 1 + step : step
  return [
    1,
    ...Array.from({ length: Math.floor((count - first) / step) + 1 }, (_, i) => first + i * step),
  ]
}
