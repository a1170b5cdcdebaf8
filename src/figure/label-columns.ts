import { type Point, type Segment, crosses, meet, overlap } from './geometry.js'
import {
  type Label,
  NEAREST_LINE,
  type Place,
  type PlacedLabel,
  type Surroundings,
  areaOf,
  leaderOf,
  nowhere,
  placesFor,
} from './labels.js'
import { passesOver } from './leader.js'
import type { Box } from './svg.js'
import { textWidth } from './text-width.js'

/** Marks no wider apart than this, in px, are one crowd, up to this width of the whole, and with no more lines of text between two. */
const NEXT = 14
const WIDEST = 40
const LINES = 3

/** How far beside a crowd its column of labels may stand, in px. */
const GAPS = [9, 16, 24, 34, 46, 60, 80]

/** A label this near to the height of its mark, and a column this near, need no line between them. */
const LEVEL = 3
const NEAR = 10

/** What it costs a column that one of its labels has to stand elsewhere, in px of lines. */
const MOVED = 100

/** No label stands beside a mark only. */
const BESIDE = NEAREST_LINE - 1

/**
 * Names marks of which many may stand at nearly the same place across. Crowds that have no room beside each mark get a column of
 * labels to their right, to their left, or to both sides in turn, in the order of their heights, with lines that do not cross;
 * lone marks are named as by `placeLabels`, and so is what finds no place in its column. Earlier labels choose first.
 */
export function placeInColumns<L extends Label>(
  box: Box,
  labels: readonly L[],
  fontSize: number,
  { marks = [], radius = 4, obstacles = [], segments = [], crowded = nowhere }: Surroundings = {},
): (L & PlacedLabel)[] {
  const places = new Map<L, Place>()
  const taken: Box[] = [...obstacles]
  const drawn: Segment[] = [...segments]
  const around = { marks, radius, obstacles: taken, segments: drawn, crowded }
  const take = (found: ReadonlyMap<L, Place>): void => {
    for (const [label, place] of found) {
      places.set(label, place)
      taken.push(areaOf({ ...label, ...place }, fontSize))
      drawn.push(...leaderOf({ ...label, ...place }))
    }
  }
  const crowds = crowdsOf(labels, fontSize)
  const lone = labels.filter((label) => crowds.some(([one, two]) => one === label && !two))
  const beside = { ...around, reach: BESIDE }
  take(placesFor(box, lone, fontSize, beside))
  for (const crowd of crowds.filter(({ length }) => length > 1)) {
    const plain = placesFor(box, crowd, fontSize, { ...beside, all: true })
    take(plain.size > 0 ? plain : bestColumn(box, crowd, fontSize, around))
  }
  for (const avoided of [crowded, nowhere]) {
    const rest = labels.filter((label) => !places.has(label))
    take(placesFor(box, rest, fontSize, { ...around, crowded: avoided }))
  }
  return labels.flatMap((label) => {
    const place = places.get(label)
    return place ? [{ ...label, ...place }] : []
  })
}

/** Labels whose marks stand above each other, and too near for a line of text each; all others by themselves. */
function crowdsOf<L extends Label>(labels: readonly L[], fontSize: number): L[][] {
  const line = fontSize + 2
  const across = runs(
    labels.toSorted((a, b) => a.x - b.x),
    (last, next, first) => next.x - last.x <= NEXT && next.x - first.x <= WIDEST,
  )
  const crowds = across.flatMap((group) =>
    runs(
      group.toSorted((a, b) => a.y - b.y || a.x - b.x),
      (last, next) => next.y - last.y <= LINES * line,
    ),
  )
  return crowds.flatMap((crowd) => {
    const tight = crowd.some((label, i) => i > 0 && label.y - crowd[i - 1].y < line)
    return tight ? [crowd] : crowd.map((label) => [label])
  })
}

/** Sorted items in runs of those that belong together. */
function runs<T>(sorted: readonly T[], together: (last: T, next: T, first: T) => boolean): T[][] {
  const groups: T[][] = []
  for (const next of sorted) {
    const group = groups.at(-1)
    if (group && together(group[group.length - 1], next, group[0])) group.push(next)
    else groups.push([next])
  }
  return groups
}

/** What a column keeps clear of. */
type Around = Required<Omit<Surroundings, 'reach' | 'all'>>

interface Column<L> {
  readonly places: ReadonlyMap<L, Place>
  readonly cost: number
}

/** The column, of all distances and sides, in which most find a place by the shortest lines. */
function bestColumn<L extends Label>(
  box: Box,
  crowd: readonly L[],
  fontSize: number,
  around: Around,
): ReadonlyMap<L, Place> {
  let best: Column<L> = { places: new Map(), cost: Infinity }
  for (const gap of GAPS)
    for (const side of ['right', 'left', 'both'] as const)
      best = columnAt(box, crowd, fontSize, { gap, side, best }, around) ?? best
  return best.places
}

/** Where a column would stand, and the best one so far. */
interface Attempt<L> {
  readonly gap: number
  readonly side: 'right' | 'left' | 'both'
  readonly best: Column<L>
}

/** A column, if it is better than the best so far. */
function columnAt<L extends Label>(
  box: Box,
  crowd: readonly L[],
  fontSize: number,
  { gap, side, best }: Attempt<L>,
  { marks, radius, obstacles, segments, crowded }: Around,
): Column<L> | undefined {
  const [first, last] = [Math.min(...crowd.map(({ x }) => x)), Math.max(...crowd.map(({ x }) => x))]
  const places = new Map<L, Place>()
  const lines: Segment[] = []
  let cost = 0
  for (const s of side === 'both' ? (['right', 'left'] as const) : [side]) {
    const half = side === 'both' ? crowd.filter((_, i) => (i % 2 === 0) === (s === 'right')) : crowd
    const heights = spacedHeights(
      half.map(({ y }) => y),
      fontSize + 1.5,
      [box.y + fontSize / 2 + 1, box.y + box.height - fontSize / 2 - 1],
    )
    for (const [i, label] of half.entries()) {
      // Whatever comes, it is no better.
      if (cost >= best.cost) return undefined
      const width = textWidth(label.text, fontSize)
      const edge = s === 'right' ? last + gap : first - gap
      const start = s === 'right' ? edge : edge - width
      const y = heights[i]
      const area = {
        x: start - 1,
        y: y - fontSize / 2 - 0.5,
        width: width + 2,
        height: fontSize + 1,
      }
      const line: Segment = [label.x, label.y, edge, y]
      const bare = Math.abs(y - label.y) <= LEVEL && Math.abs(edge - label.x) <= NEAR
      const inside = area.x >= box.x && area.x + area.width <= box.x + box.width && !Number.isNaN(y)
      const blocked = (other: Box) => overlap(area, other) || crosses(line, other)
      const covers = (mark: Point) =>
        overlap(area, {
          x: mark.x - radius,
          y: mark.y - radius,
          width: 2 * radius,
          height: 2 * radius,
        }) ||
        (!bare && passesOver(line, mark, radius))
      if (
        !inside ||
        crowded(area) ||
        obstacles.some(blocked) ||
        segments.some((other) => crosses(other, area) || meet(other, line)) ||
        lines.some((other) => meet(other, line)) ||
        marks.some(covers)
      ) {
        // It looks for a place of its own.
        cost += MOVED
        continue
      }
      places.set(label, {
        left: start,
        base: y + fontSize * 0.36,
        ...(bare ? {} : { leader: [edge - (s === 'right' ? 1.5 : -1.5), y] as const }),
      })
      if (!bare) lines.push(line)
      cost += Math.hypot(edge - label.x, 2 * (y - label.y))
    }
  }
  return cost < best.cost ? { places, cost } : undefined
}

/**
 * The heights nearest to wanted ones, ascending, that stand so far apart and within a range: isotonic least squares, by
 * pooling neighbours that stand in each other's way. NaN where the range holds no more.
 */
export function spacedHeights(
  wanted: readonly number[],
  apart: number,
  [low, high]: readonly [number, number],
): number[] {
  const fit = Math.max(0, Math.floor((high - low) / apart) + 1)
  const pools: { sum: number; count: number }[] = []
  wanted.slice(0, fit).forEach((y, i) => {
    pools.push({ sum: y - i * apart, count: 1 })
    for (let at = pools.length - 1; at > 0 && mean(pools[at - 1]) > mean(pools[at]); at--) {
      const { sum, count } = pools.splice(at, 1)[0]
      pools[at - 1].sum += sum
      pools[at - 1].count += count
    }
  })
  const top = high - (Math.min(fit, wanted.length) - 1) * apart
  const flat = pools.flatMap((pool) =>
    Array.from({ length: pool.count }, () => Math.max(low, Math.min(top, mean(pool)))),
  )
  return wanted.map((_, i) => (i < flat.length ? flat[i] + i * apart : NaN))
}

function mean({ sum, count }: { readonly sum: number; readonly count: number }): number {
  return sum / count
}
