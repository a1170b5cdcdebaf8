import type { Box } from './svg.js'
import { textWidth } from './text-width.js'

/** Text that wants to stand beside a point. */
export interface Label {
  /** Of the point, in px. */
  readonly x: number
  readonly y: number
  readonly text: string
}

/** A label that found its place. */
export interface PlacedLabel extends Label {
  /** Of the text's left end on its base line, in px. */
  readonly left: number
  readonly base: number
  /** Where a line from the point ends at the text; absent where the text stands right beside its point. */
  readonly leader?: readonly [number, number]
}

/** How far from its point a label may stand, in px; beyond BESIDE, a line leads to it. */
const DISTANCES = [6, 9, 16, 26, 38, 52, 68, 86, 112, 140]

/** Where lines may cross marks, they may be longer. */
const FAR = [...DISTANCES, 175, 215, 260, 310]

const BESIDE = 10

/** Directions in the order in which they are liked: beside, above and below, then between. */
const DIRECTIONS = [
  0, 180, -90, 90, -45, 45, -135, 135, -22, 22, -158, 158, -68, 68, -112, 112,
].map(towards)

/** Where lines may cross marks, they may go anywhere. */
const EVERYWHERE = Array.from({ length: 48 }, (_, i) =>
  towards((i % 2 === 0 ? 7.5 : -7.5) * Math.ceil(i / 2)),
)

function towards(degrees: number): readonly [number, number] {
  return [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
}

/** Whether a line may lead to a label, and across what. */
export type Lines = 'clear' | 'any' | 'none'

/** What labels have to keep clear of. */
export interface Surroundings {
  /** Marks, the labelled ones among them: no text covers one, and none stands nearer to another than to its own. */
  readonly marks?: readonly { readonly x: number; readonly y: number }[]
  /** Of a mark, in px; 4 by default. */
  readonly radius?: number
  /** Boxes that no text may cover, in px. */
  readonly obstacles?: readonly Box[]
  /** Whether a box lies where no text could be read; nowhere by default. */
  readonly crowded?: (area: Box) => boolean
  /** Lines that no text may cover, those of labels that stand already. */
  readonly segments?: readonly Segment[]
  /**
   * How a line may lead to a label that stands off: across no mark but those that lie over its own (`clear`, the default),
   * or across any mark, or not at all.
   */
  readonly lines?: Lines
  /** How far from its point a label may stand at most, in px; as far as there are places by default. */
  readonly reach?: number
}

/**
 * Places labels beside their points, or further off with a line to them; earlier ones choose first. One that would cover
 * another, a mark, an obstacle, a line, or the edge of the box, is left out.
 */
export function placeLabels<L extends Label>(
  box: Box,
  labels: readonly L[],
  fontSize: number,
  {
    marks = [],
    radius = 4,
    obstacles = [],
    segments = [],
    crowded = nowhere,
    lines: allowed = 'clear',
    reach = Infinity,
  }: Surroundings = {},
): (L & PlacedLabel)[] {
  const around = marks.map(({ x, y }) => ({
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }))
  const distances = distancesFor(allowed).filter((distance) => distance <= reach)
  const taken: Box[] = [...obstacles]
  const lines: Segment[] = [...segments]
  const place = (label: L): (L & PlacedLabel) | undefined => {
    const width = textWidth(label.text, fontSize)
    for (const distance of distances)
      for (const [dx, dy] of allowed === 'any' ? EVERYWHERE : DIRECTIONS) {
        const [px, py] = [label.x + dx * distance, label.y + dy * distance]
        // The box stands with its nearest edge, or corner, at that place.
        const left = px - (dx < -0.3 ? width : dx > 0.3 ? 0 : width / 2)
        const top = py - (dy < -0.3 ? fontSize : dy > 0.3 ? 0 : fontSize / 2) - 1
        const area = { x: left - 1, y: top, width: width + 2, height: fontSize + 2 }
        const far = distance > BESIDE
        const line: Segment = [label.x, label.y, px, py]
        const blocked = (other: Box) => overlap(area, other) || (far && crosses(line, other))
        if (!contains(box, area) || taken.some(blocked) || crowded(area)) continue
        if (lines.some((other) => crosses(other, area))) continue
        const own = gap(area, label)
        const wrong = marks.some((mark, i) => {
          if (overlap(area, around[i])) return true
          if (mark.x === label.x && mark.y === label.y) return false
          // A line may cross marks that lie over its own, and no others.
          if (far)
            return (
              allowed === 'clear' &&
              crosses(line, around[i]) &&
              !overlap(around[i], boxAt(label, radius))
            )
          return gap(area, mark) < own
        })
        if (wrong) continue
        taken.push(area)
        if (far) lines.push(line)
        const placed = { ...label, left, base: top + fontSize * 0.86 + 1 }
        return far ? { ...placed, leader: [px, py] as const } : placed
      }
    return undefined
  }
  return labels.flatMap((label) => place(label) ?? [])
}

/** For surroundings that crowd no text. */
export const nowhere = (): boolean => false

/** What a placed label covers, in px. */
export function areaOf({ text, left, base }: PlacedLabel, fontSize: number): Box {
  const width = textWidth(text, fontSize)
  return { x: left - 1, y: base - fontSize * 0.86 - 1, width: width + 2, height: fontSize + 2 }
}

function distancesFor(lines: Lines): readonly number[] {
  if (lines === 'any') return FAR
  return lines === 'none' ? DISTANCES.filter((distance) => distance <= BESIDE) : DISTANCES
}

/** The line of a placed label, if it has one. */
export function leaderOf({ x, y, leader }: PlacedLabel): readonly Segment[] {
  return leader ? [[x, y, ...leader]] : []
}

/** From a box to a point, in px; 0 inside. */
function gap(box: Box, { x, y }: { readonly x: number; readonly y: number }): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width)
  const dy = Math.max(box.y - y, 0, y - box.y - box.height)
  return Math.hypot(dx, dy)
}

function boxAt({ x, y }: Label, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
}

/** A straight line. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

/** Whether two boxes have an area in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Whether a segment passes through a box: Liang and Barsky's clipping. */
export function crosses([x1, y1, x2, y2]: Segment, { x, y, width, height }: Box): boolean {
  // Nearly all lie to one side: figures ask this some hundred thousand times.
  if ((x1 < x && x2 < x) || (y1 < y && y2 < y)) return false
  if (Math.min(x1, x2) > x + width || Math.min(y1, y2) > y + height) return false
  const [fromX, toX] = within(x1, x2 - x1, x, x + width)
  const [fromY, toY] = within(y1, y2 - y1, y, y + height)
  return Math.max(fromX, fromY, 0) < Math.min(toX, toY, 1)
}

/** Between which parts of its way something that starts at a place and goes so far is within two limits. */
function within(start: number, way: number, low: number, high: number): readonly [number, number] {
  if (way === 0)
    return start >= low && start <= high ? [-Infinity, Infinity] : [Infinity, -Infinity]
  const [one, other] = [(low - start) / way, (high - start) / way]
  return one < other ? [one, other] : [other, one]
}
