import { type Point, type Segment, segmentGap } from './geometry.js'

/** How far lines keep from the marks that they pass, in px beyond their edge. */
const CLEAR = 1.5

/** So much of a mark's radius a line keeps from the centre of one that lies over its own or touches it: no more than its edge. */
const EDGE = 0.75

/**
 * Whether a line from a mark to its label passes over another mark, so that it would seem to lead from there. Of marks that touch
 * its own, or lie over it, it may meet the edge: it leads away from them, or out between them.
 *
 * @param line from its mark's centre on
 * @param radius of all marks, in px
 */
export function passesOver(line: Segment, other: Point, radius: number): boolean {
  const [x, y, endX, endY] = line
  const far = radius + CLEAR
  // Nearly all lie to one side.
  if (other.x < Math.min(x, endX) - far || other.x > Math.max(x, endX) + far) return false
  if (other.y < Math.min(y, endY) - far || other.y > Math.max(y, endY) + far) return false
  const own = Math.hypot(other.x - x, other.y - y)
  // Where two marks are one spot, no line from it can say which is meant.
  if (own < radius / 2) return false
  const part = Math.min(1, radius / Math.hypot(endX - x, endY - y))
  const beyond: Segment = [x + part * (endX - x), y + part * (endY - y), endX, endY]
  return segmentGap(beyond, other) < (own < 2 * radius + CLEAR ? EDGE * radius : far)
}
