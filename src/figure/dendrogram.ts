import type { Merge } from '../math/linkage.js'
import { type Box, element, px } from './svg.js'
import type { Theme } from './theme.js'

/**
 * For every item in the order of the leaves, how high it joins the one before it; NaN for the first. With the order, this is the
 * whole tree.
 */
export function joinHeights(merges: readonly Merge[], order: readonly number[]): Float64Array {
  const joins = new Float64Array(order.length).fill(NaN)
  // Of each cluster the places of its first and its last item.
  const spans: (readonly [number, number])[] = []
  order.forEach((item, place) => {
    spans[item] = [place, place]
  })
  for (const { a, b, height } of merges) {
    const [left, right] = [spans[a], spans[b]].sort(([p], [q]) => p - q)
    joins[right[0]] = height
    spans.push([left[0], right[1]])
  }
  return joins
}

/**
 * The tree above a clustered heat map: each merge a bracket at its height.
 *
 * @param box its lower edge is the top of the matrix; as wide as that
 * @param order which item stands where
 */
export function dendrogram(
  box: Box,
  merges: readonly Merge[],
  order: readonly number[],
  theme: Theme,
): string {
  const n = order.length
  const cell = box.width / n
  const bottom = box.y + box.height
  const highest = Math.max(...merges.map(({ height }) => height), 0)
  const level = (height: number) => bottom - (highest > 0 ? (height / highest) * box.height : 0)
  const places: { x: number; y: number }[] = Array.from({ length: n }, () => ({ x: 0, y: bottom }))
  order.forEach((item, place) => {
    places[item].x = box.x + (place + 0.5) * cell
  })
  let d = ''
  for (const { a, b, height } of merges) {
    const [left, right] = [places[a], places[b]].sort((p, q) => p.x - q.x)
    const y = level(height)
    d += `M${px(left.x)},${px(left.y)}V${px(y)}H${px(right.x)}V${px(right.y)}`
    places.push({ x: (left.x + right.x) / 2, y })
  }
  return element('path', { d, fill: 'none', stroke: theme.muted, 'data-dendrogram': '' })
}
