import { type Box, textWidth } from './svg.js'

/** Text that wants to stand beside a point. */
export interface Label {
  /** Of the point; of the text's left end on the base line once placed. In px. */
  readonly x: number
  readonly y: number
  readonly text: string
}

/**
 * Places labels beside their points, right or left, above or below; earlier ones choose first, and one that
 * would cover another, an obstacle, or the edge of the box, is left out.
 */
export function placeLabels(
  box: Box,
  labels: readonly Label[],
  fontSize: number,
  obstacles: readonly Box[] = [],
): Label[] {
  const taken = [...obstacles]
  return labels.flatMap(({ x, y, text }) => {
    const width = textWidth(text, fontSize)
    const places = [
      [x + 6, y + 4],
      [x - 6 - width, y + 4],
      [x + 4, y - 6],
      [x + 4, y + 14],
      [x - 4 - width, y - 6],
      [x - 4 - width, y + 14],
    ]
    for (const [left, base] of places) {
      const area = { x: left, y: base - fontSize, width, height: fontSize + 3 }
      if (!contains(box, area) || taken.some((other) => overlap(area, other))) continue
      taken.push(area)
      return [{ x: left, y: base, text }]
    }
    return []
  })
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
