/**
 * Of fewer members than these even the mean AUC of random sets is not 0.5 where each is projected on a vector found without it: one
 * found without one of four is far from that of all.
 */
export const FEWEST_MEMBERS = 8

/** How many of some numbers lie below another, and how many at most there. */
export interface Counter {
  /** How many numbers are counted in all. */
  readonly count: number
  /** How many are smaller than `x`. */
  below(x: number): number
  /** How many are `x` or smaller. */
  atMost(x: number): number
}

/**
 * Counts numbers around a few thresholds, in one walk: with far fewer thresholds than numbers, sorting them would cost
 * several times as much.
 *
 * @param numbers in any order, no NaN
 * @param thresholds the only places that can be asked for, in any order; NaN among them is left out
 */
export function counterAt(numbers: Float64Array, thresholds: Iterable<number>): Counter {
  const places = Float64Array.from(new Set(thresholds))
    .filter((x) => !Number.isNaN(x))
    .sort()
  // Numbers between places i − 1 and i, and numbers at place i.
  const between = new Uint32Array(places.length + 1)
  const equal = new Uint32Array(places.length)
  const near = startNear(places)
  for (let at = 0; at < numbers.length; at++) {
    const x = numbers[at]
    let i = near(x)
    while (places[i] < x) i++
    if (places[i] === x) equal[i]++
    else between[i]++
  }
  const below = new Float64Array(places.length)
  for (let i = 0, sum = 0; i < places.length; i++) {
    sum += between[i]
    below[i] = sum
    sum += equal[i]
  }
  const placeOf = (x: number): number => {
    const i = firstNotBelow(places, x)
    if (places[i] !== x) throw new RangeError(`${x} is no threshold of this counter`)
    return i
  }
  return {
    count: numbers.length,
    below: (x) => below[placeOf(x)],
    atMost: (x) => below[placeOf(x)] + equal[placeOf(x)],
  }
}

/**
 * The area under the ROC curve: the chance that a member scores higher than another token, ties counting half
 * (Mann & Whitney 1947). 0.5 is no separation.
 *
 * @param members scores in any order
 * @param others a counter of the others' scores, with the members' among its thresholds
 * @returns from 0 to 1; NaN when one side is empty or a score is NaN
 */
export function auc(members: Float64Array, others: Counter): number {
  return meanShare(members, others, (x) => (others.below(x) + others.atMost(x)) / 2)
}

/**
 * The same of magnitudes: the chance that a member lies farther from zero, on either side.
 *
 * @param others with the members' magnitudes, and their opposites, among its thresholds
 */
export function magnitudeAuc(members: Float64Array, others: Counter): number {
  return meanShare(members, others, (x) => {
    const reach = Math.abs(x)
    return (countWithin(others, reach, false) + countWithin(others, reach, true)) / 2
  })
}

/** How many numbers are nearer to zero than `reach`, or (`equal`) as near: both ±`reach` being thresholds. */
export function countWithin(numbers: Counter, reach: number, equal: boolean): number {
  return equal
    ? numbers.atMost(reach) - numbers.below(-reach)
    : Math.max(0, numbers.below(reach) - numbers.atMost(-reach))
}

function meanShare(
  members: Float64Array,
  { count }: Counter,
  beaten: (score: number) => number,
): number {
  if (members.some(Number.isNaN)) return NaN
  return members.reduce((sum, score) => sum + beaten(score), 0) / (members.length * count)
}

/** The index of the first of the ascending places that is `x` or larger; their number if none is. */
function firstNotBelow(places: Float64Array, x: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (places[middle] < x) low = middle + 1
    else high = middle
  }
  return low
}

/** How many steps the range of the places is cut into. */
const STEPS = 1024

/**
 * A place at or before the first that is `x` or larger, and near to it: a table over equal steps of the range, for which
 * rounding does not matter, as it keeps the order.
 *
 * @param places ascending
 */
function startNear(places: Float64Array): (x: number) => number {
  const [low, high] = [places[0], places[places.length - 1]]
  const scale = STEPS / (high - low)
  if (!(scale > 0 && scale < Infinity)) return () => 0
  const stepOf = (x: number): number => Math.max(0, Math.min(STEPS, Math.floor((x - low) * scale)))
  const starts = new Uint32Array(STEPS + 1)
  for (let step = 0, i = 0; step <= STEPS; step++) {
    while (i < places.length && stepOf(places[i]) < step) i++
    starts[step] = i
  }
  return (x) => starts[stepOf(x)]
}
