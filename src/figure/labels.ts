import { type Point, type Segment, contains, crosses, gap, meet, overlap } from './geometry.js'
import { passesOver } from './leader.js'
import type { Box } from './svg.js'
import { textWidth } from './text-width.js'

/** Text that wants to stand beside a point. */
export interface Label extends Point {
  readonly text: string
}

/** Where a text stands. */
export interface Place {
  /** Of its left end on its base line, in px. */
  readonly left: number
  readonly base: number
  /** Where a line from the point ends at the text; absent where the text stands right beside its point. */
  readonly leader?: readonly [number, number]
}

/** A label that found its place. */
export interface PlacedLabel extends Label, Place {}

/** How far from its point a label may stand with no line between them, and with one, in px. */
const BESIDE = [6, 9]
const OFF = [14, 19, 25, 31, 38, 45, 53, 62, 72]

/** Directions in the order in which they are liked: beside, above and below, then between. */
const DIRECTIONS = [
  0, 180, -90, 90, -45, 45, -135, 135, -22, 22, -158, 158, -68, 68, -112, 112,
].map(towards)

function towards(degrees: number): readonly [number, number] {
  return [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
}

/** So much nearer than to any other mark a label beside its own has to stand, in px. */
const OWN = 2

/** So far off other marks a label stands to which a line leads, in px from their edge. */
const CLEAR = 3

/** What labels have to keep clear of. */
export interface Surroundings {
  /**
   * Marks, the labelled ones among them: no text covers one and no line passes over one, and no text stands nearer to another
   * than to its own.
   */
  readonly marks?: readonly Point[]
  /** Of a mark, in px; 4 by default. */
  readonly radius?: number
  /** Boxes that no text and no line may cover, in px. */
  readonly obstacles?: readonly Box[]
  /** Whether a box lies where no text could be read; nowhere by default. */
  readonly crowded?: (area: Box) => boolean
  /** Lines that no text may cover and no line may cross, those of labels that stand already. */
  readonly segments?: readonly Segment[]
  /** How far from its point a label may stand at most, in px; as far as there are places by default. */
  readonly reach?: number
  /** Whether it is all or none: as soon as one has no place beside its point, none has one. */
  readonly all?: boolean
}

/** Farther off, a line leads to a label. */
export const NEAREST_LINE = OFF[0]

/** Where a label might stand. */
interface Spot {
  readonly area: Box
  readonly left: number
  readonly base: number
  readonly line?: Segment
}

/** Labels at the places that `placesFor` finds, in their order. */
export function placeLabels<L extends Label>(
  box: Box,
  labels: readonly L[],
  fontSize: number,
  around: Surroundings = {},
): (L & PlacedLabel)[] {
  const places = placesFor(box, labels, fontSize, around)
  return labels.flatMap((label) => {
    const place = places.get(label)
    return place ? [{ ...label, ...place }] : []
  })
}

/**
 * Finds places for labels beside their points; what has none there moves one that has another, or stands further off with a
 * line to it. Earlier ones choose first. One that would cover another, a mark, an obstacle, a line, or the edge of the box, and
 * one whose line would pass over a mark or cross a line, has none.
 */
export function placesFor<L extends Label>(
  box: Box,
  labels: readonly L[],
  fontSize: number,
  {
    marks = [],
    radius = 4,
    obstacles = [],
    segments = [],
    crowded = nowhere,
    reach = Infinity,
    all = false,
  }: Surroundings = {},
): Map<L, Place> {
  const standing = new Map<L, Spot>()
  const beside = BESIDE.filter((distance) => distance <= reach)
  const off = OFF.filter((distance) => distance <= reach)

  function* spots(label: L, distances: readonly number[]): Generator<Spot> {
    const width = textWidth(label.text, fontSize)
    const farthest = Math.max(0, ...distances) + width + fontSize
    const near = marks.filter(
      ({ x, y }) => Math.abs(x - label.x) <= farthest && Math.abs(y - label.y) <= farthest,
    )
    for (const distance of distances)
      for (const direction of DIRECTIONS) {
        const spot = spotAt(label, { width, fontSize }, direction, distance)
        const { area, line } = spot
        if (!contains(box, area) || crowded(area)) continue
        if (obstacles.some((other) => overlap(area, other) || (line && crosses(line, other))))
          continue
        if (segments.some((other) => crosses(other, area) || (line && meet(line, other)))) continue
        const least = line ? radius + CLEAR : gap(area, label) + OWN
        const wrong = near.some((mark) => {
          const away = gap(area, mark)
          if (away < radius) return true
          if (mark.x === label.x && mark.y === label.y) return false
          return away < least || (line !== undefined && passesOver(line, mark, radius))
        })
        if (!wrong) yield spot
      }
  }

  const isFree = (spot: Spot): boolean => {
    for (const other of standing.values()) if (disturb(spot, other)) return false
    return true
  }
  const inTheWay = (spot: Spot): L[] =>
    [...standing].flatMap(([label, other]) => (disturb(spot, other) ? [label] : []))
  const settle = (label: L, distances: readonly number[]): void => {
    for (const spot of spots(label, distances))
      if (isFree(spot)) {
        standing.set(label, spot)
        return
      }
  }
  /** Takes the place of one label that has another place beside its point. */
  const makeRoom = (label: L, distances: readonly number[]): void => {
    for (const spot of spots(label, distances)) {
      const [other, ...more] = inTheWay(spot)
      if (more.length > 0) continue
      // What moved for another may have left room.
      if (isFree(spot)) {
        standing.set(label, spot)
        return
      }
      const old = standing.get(other)
      standing.set(label, spot)
      standing.delete(other)
      settle(other, beside)
      if (standing.has(other)) return
      standing.delete(label)
      if (old) standing.set(other, old)
    }
  }
  for (const label of labels) {
    settle(label, beside)
    if (all && !standing.has(label)) return new Map()
  }
  const unplaced = () => labels.filter((label) => !standing.has(label))
  for (const label of unplaced()) makeRoom(label, beside)
  for (const label of unplaced()) settle(label, off)
  for (const label of unplaced()) makeRoom(label, off)
  return new Map(
    [...standing].map(([label, { left, base, line }]) => [
      label,
      { left, base, ...(line && { leader: [line[2], line[3]] as const }) },
    ]),
  )
}

/** The text's box with its nearest edge, or corner, so far from the point in a direction. */
function spotAt(
  { x, y }: Point,
  { width, fontSize }: { readonly width: number; readonly fontSize: number },
  [dx, dy]: readonly [number, number],
  distance: number,
): Spot {
  const [px, py] = [x + dx * distance, y + dy * distance]
  const left = px - (dx < -0.3 ? width : dx > 0.3 ? 0 : width / 2)
  const top = py - (dy < -0.3 ? fontSize : dy > 0.3 ? 0 : fontSize / 2) - 1
  const area = { x: left - 1, y: top, width: width + 2, height: fontSize + 2 }
  const spot = { area, left, base: top + fontSize * 0.86 + 1 }
  return distance < NEAREST_LINE ? spot : { ...spot, line: [x, y, px, py] }
}

/** Whether two labels, or their lines, cover or cross each other. */
function disturb(a: Spot, b: Spot): boolean {
  if (overlap(a.area, b.area)) return true
  if (a.line && crosses(a.line, b.area)) return true
  if (b.line && crosses(b.line, a.area)) return true
  return a.line !== undefined && b.line !== undefined && meet(a.line, b.line)
}

/** For surroundings that crowd no text. */
export const nowhere = (): boolean => false

/** What a placed label covers, in px. */
export function areaOf(
  { text, left, base }: Pick<PlacedLabel, 'text' | 'left' | 'base'>,
  fontSize: number,
): Box {
  const width = textWidth(text, fontSize)
  return { x: left - 1, y: base - fontSize * 0.86 - 1, width: width + 2, height: fontSize + 2 }
}

/** The line of a placed label, if it has one. */
export function leaderOf({ x, y, leader }: PlacedLabel): readonly Segment[] {
  return leader ? [[x, y, ...leader]] : []
}
