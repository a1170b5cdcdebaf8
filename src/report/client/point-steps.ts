import { numbersAlike } from '../../figure/numbers-alike.js'
import type { ReportData } from '../report-data.js'
import type { Steps } from './interaction.js'

/** How far from a point it is still pointed at, in px of the view box. */
const REACH = 12

/**
 * The vocabulary as stops, by id. Left and right step through the ids, Page Up and Page Down by a thousand; up and down
 * step to the next larger and the next smaller projection; Home and End are the largest and the smallest.
 */
export function pointSteps(data: ReportData, xs: Float64Array, ys: Float64Array): Steps<number> {
  const { values, tokens } = data
  const projection = numbersAlike([values], 4)
  const last = values.length - 1
  let byValue: Uint32Array | undefined
  let rankOf: Uint32Array | undefined
  // Sorted when first needed: most readers never step.
  const order = (): readonly [Uint32Array, Uint32Array] => {
    byValue ??= Uint32Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b)
    if (!rankOf) {
      rankOf = new Uint32Array(values.length)
      for (let rank = 0; rank <= last; rank++) rankOf[byValue[rank]] = rank
    }
    return [byValue, rankOf]
  }
  const within = (id: number): number => Math.max(0, Math.min(last, id))
  return {
    near(x, y) {
      // Ids lie at even distances across, so only those within reach are looked at.
      const perId = last > 0 ? (xs[last] - xs[0]) / last : 1
      const from = within(Math.floor((x - REACH - xs[0]) / perId))
      const to = within(Math.ceil((x + REACH - xs[0]) / perId))
      let best: number | undefined
      let least = REACH
      for (let id = from; id <= to; id++) {
        const distance = Math.hypot(xs[id] - x, ys[id] - y)
        if (distance < least) [best, least] = [id, distance]
      }
      return best
    },
    move(from, key) {
      const by = STEPS.get(key)
      if (by !== undefined) return from === undefined ? order()[0][0] : within(from + by)
      if (key === 'Home') return order()[0][0]
      if (key === 'End') return order()[0][last]
      if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
      const [ids, ranks] = order()
      if (from === undefined) return ids[0]
      return ids[within(ranks[from] + (key === 'ArrowUp' ? -1 : 1))]
    },
    stop: (id) => ({
      x: xs[id],
      y: ys[id],
      text: `${tokens[id]}  id ${id}  projection ${projection(values[id])}`,
    }),
  }
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['PageUp', -1000],
  ['PageDown', 1000],
])
