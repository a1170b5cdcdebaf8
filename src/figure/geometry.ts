import type { Box } from './svg.js'

/** A position, in px. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A straight line, in px. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

/** The pieces of the line through some points, those that are finite. */
export function polyline(points: readonly Point[]): Segment[] {
  return points
    .slice(1)
    .map((to, i): Segment => [points[i].x, points[i].y, to.x, to.y])
    .filter((segment) => segment.every(Number.isFinite))
}

/** Whether one box lies within another. */
export function contains(outer: Box, inner: Box): boolean {
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

/** From a box to a point, in px; 0 inside. */
export function gap(box: Box, { x, y }: Point): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width)
  const dy = Math.max(box.y - y, 0, y - box.y - box.height)
  // Many times as fast as Math.hypot, which minds overflow.
  return Math.sqrt(dx * dx + dy * dy)
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

/** Whether two segments cross: each has the ends of the other on both sides. */
export function meet(a: Segment, b: Segment): boolean {
  return apart(a, b) && apart(b, a)
}

function apart([x1, y1, x2, y2]: Segment, [u1, v1, u2, v2]: Segment): boolean {
  const side = (u: number, v: number) => (x2 - x1) * (v - y1) - (y2 - y1) * (u - x1)
  return side(u1, v1) * side(u2, v2) < 0
}

/** From a segment to a point, in px. */
export function segmentGap([x1, y1, x2, y2]: Segment, { x, y }: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length
  const at = Math.max(0, Math.min(1, along))
  const [awayX, awayY] = [x1 + at * dx - x, y1 + at * dy - y]
  return Math.sqrt(awayX * awayX + awayY * awayY)
}
