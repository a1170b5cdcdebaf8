import {
  type Label,
  type Lines,
  type PlacedLabel,
  type Segment,
  type Surroundings,
  areaOf,
  leaderOf,
  nowhere,
  crosses,
  overlap,
  placeLabels,
} from './labels.js'
import type { Box } from './svg.js'
import { textWidth } from './text-width.js'

/** Marks no wider apart than this, in px, are one crowd, up to this width of the whole. */
const NEXT = 14
const WIDEST = 40

/** How far beside a crowd its column of labels may stand, in px. */
const GAPS = [9, 16, 24, 34, 46, 60, 80, 104, 130]

/** A label this near to the height of its mark, and a column this near, need no line between them. */
const LEVEL = 3
const NEAR = 10

/** What it costs a column that one of its labels has to stand elsewhere, in px of lines. */
const MOVED = 60

/** What it costs a column that a line passes over the mark of another, in px of lines. */
const CROSSED = 40

/**
 * Names marks of which many may stand at nearly the same place across: crowds get a column of labels to their right, to
 * their left, or to both sides in turn, in the order of their heights, with lines that do not cross; lone marks are named
 * as by `placeLabels`, and so is what finds no place in its column. Earlier labels choose first.
 */
export function placeInColumns<L extends Label>(
  box: Box,
  labels: readonly L[],
  fontSize: number,
  { marks = [], radius = 4, obstacles = [], segments = [], crowded = nowhere }: Surroundings = {},
): (L & PlacedLabel)[] {
  const placed = new Map<L, L & PlacedLabel>()
  const taken: Box[] = [...obstacles]
  const drawn: Segment[] = [...segments]
  const around = { marks, radius, obstacles: taken, segments: drawn, crowded }
  const take = (label: L, place: L & PlacedLabel): void => {
    placed.set(label, place)
    taken.push(areaOf(place, fontSize))
    drawn.push(...leaderOf(place))
  }
  const crowds = crowdsOf(labels, fontSize)
  // Lone marks have one place that is right: beside them.
  const lone = labels.filter((label) => crowds.some(([one, two]) => one === label && !two))
  const single = (label: L, lines: Lines, avoided = crowded): void => {
    const [place] = placeLabels(box, [label], fontSize, { ...around, lines, crowded: avoided })
    if (place) take(label, place)
  }
  for (const label of lone) single(label, 'none')
  for (const crowd of crowds.filter(({ length }) => length > 1))
    for (const { label, place } of bestColumn(box, crowd, fontSize, around)?.placed ?? [])
      take(label, { ...label, ...place })
  const ways = [['clear'], ['none', nowhere], ['clear', nowhere], ['any', nowhere]] as const
  for (const [lines, avoided] of ways)
    for (const label of labels) if (!placed.has(label)) single(label, lines, avoided)
  return labels.flatMap((label) => placed.get(label) ?? [])
}

/** Labels whose marks stand above each other, and too near for a line of text each; all others by themselves. */
function crowdsOf<L extends Label>(labels: readonly L[], fontSize: number): L[][] {
  const groups: L[][] = []
  for (const label of labels.toSorted((a, b) => a.x - b.x)) {
    const last = groups.at(-1)
    const near = last && label.x - last[last.length - 1].x <= NEXT && label.x - last[0].x <= WIDEST
    if (near) last.push(label)
    else groups.push([label])
  }
  return groups.flatMap((group) => {
    const byHeight = group.toSorted((a, b) => a.y - b.y || a.x - b.x)
    const tight = byHeight.some((label, i) => i > 0 && label.y - byHeight[i - 1].y < fontSize + 2)
    return tight ? [byHeight] : group.map((label) => [label])
  })
}

interface Entry<L> {
  readonly label: L
  readonly place: Pick<PlacedLabel, 'left' | 'base' | 'leader'>
}

/** What a column keeps clear of. */
type Around = Required<Omit<Surroundings, 'lines' | 'reach'>>

interface Column<L> {
  readonly placed: readonly Entry<L>[]
  /** Labels that have room, readable there or not. */
  readonly fit: number
  readonly cost: number
}

/** The column, of all distances and sides, in which most find a place, and of these the one with the shortest lines. */
function bestColumn<L extends Label>(
  box: Box,
  crowd: readonly L[],
  fontSize: number,
  surroundings: Around,
): Column<L> | undefined {
  const own = new Set<unknown>(crowd.map(({ x, y }) => `${x} ${y}`))
  const { marks, radius } = surroundings
  const others = marks
    .filter(({ x, y }) => !own.has(`${x} ${y}`))
    .map(({ x, y }) => ({
      x: x - radius,
      y: y - radius,
      width: 2 * radius,
      height: 2 * radius,
    }))
  const around = { ...surroundings, others }
  let best: Column<L> | undefined
  for (const gap of GAPS)
    for (const side of ['right', 'left', 'both'] as const) {
      const column = columnAt(box, crowd, fontSize, { gap, side, best }, around)
      if (column) best = column
    }
  return best
}

/** Where a column would stand, and the best one so far. */
interface Attempt<L> {
  readonly gap: number
  readonly side: 'right' | 'left' | 'both'
  readonly best: Column<L> | undefined
}

/** A column, if it is better than the best so far. */
function columnAt<L extends Label>(
  box: Box,
  crowd: readonly L[],
  fontSize: number,
  { gap, side, best }: Attempt<L>,
  {
    marks,
    radius,
    others,
    obstacles,
    segments,
    crowded,
  }: Around & { readonly others: readonly Box[] },
): Column<L> | undefined {
  const most = best?.fit ?? 0
  let left = crowd.length
  const [first, last] = [Math.min(...crowd.map(({ x }) => x)), Math.max(...crowd.map(({ x }) => x))]
  const placed: Entry<L>[] = []
  let [fit, cost] = [0, 0]
  for (const s of side === 'both' ? (['right', 'left'] as const) : [side]) {
    const half = side === 'both' ? crowd.filter((_, i) => (i % 2 === 0) === (s === 'right')) : crowd
    const heights = spacedHeights(
      half.map(({ y }) => y),
      fontSize + 1.5,
      [box.y + fontSize / 2 + 1, box.y + box.height - fontSize / 2 - 1],
    )
    for (const [i, label] of half.entries()) {
      // Whatever comes, it is no better: labels left do not make up for those without room, or lines are too long already.
      if (fit + left < most || (fit + left === most && cost >= (best?.cost ?? 0))) return undefined
      left--
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
      const inside = area.x >= box.x && area.x + area.width <= box.x + box.width && !Number.isNaN(y)
      const blocked = (other: Box) => overlap(area, other) || crosses(line, other)
      if (
        !inside ||
        obstacles.some(blocked) ||
        segments.some((other) => crosses(other, area)) ||
        others.some((mark) => overlap(area, mark))
      )
        continue
      fit++
      // Where it could not be read, it looks for a place of its own.
      if (crowded(area)) {
        cost += MOVED
        continue
      }
      const bare = Math.abs(y - label.y) <= LEVEL && Math.abs(edge - label.x) <= NEAR
      const place = { left: start, base: y + fontSize * 0.36 }
      placed.push({
        label,
        place: bare ? place : { ...place, leader: [edge - (s === 'right' ? 1.5 : -1.5), y] },
      })
      cost += Math.hypot(edge - label.x, 2 * (y - label.y))
      if (!bare) cost += CROSSED * marks.filter((mark) => isCrossed(line, mark, radius)).length
    }
  }
  return fit > most || (best && fit === most && cost < best.cost)
    ? { placed, fit, cost }
    : undefined
}

/** Whether a line passes over a mark that stands clear of the one from which it comes. */
function isCrossed(
  line: Segment,
  { x, y }: { readonly x: number; readonly y: number },
  radius: number,
): boolean {
  if (Math.hypot(x - line[0], y - line[1]) < 2 * radius) return false
  return crosses(line, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius })
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
