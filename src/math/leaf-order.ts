import { InvalidArgument } from '../errors.js'
import { type Merge, requireDistances } from './linkage.js'
import type { Matrix } from './matrix.js'

/**
 * Of all orders of the items that a tree allows (each merge may be flipped), the one in which neighbours are nearest: the
 * sum of distances between neighbours is least. Bar-Joseph, Gifford & Jaakkola 2001, 'Fast optimal leaf ordering for
 * hierarchical clustering', with the two-step minimum that keeps it to n³ steps and n² memory.
 *
 * @param merges from `averageLinkage`, of n items
 * @param distances n × n, symmetric, finite
 * @returns the n items, from the end with the smaller index on
 * @throws {InvalidArgument} when merges and distances are not of the same items
 * @throws {Numerical} for NaN or an infinity
 */
export function optimalLeafOrder(merges: readonly Merge[], distances: Matrix): number[] {
  requireDistances(distances)
  const n = distances.rows
  if (merges.length !== Math.max(0, n - 1))
    throw new InvalidArgument({
      where: 'order of leaves',
      expected: `${Math.max(0, n - 1)} merges, of ${n} items`,
      found: String(merges.length),
      next: 'Give the merges and the distances of the same items.',
    })
  if (n < 2) return Array.from({ length: n }, (_, i) => i)
  const leaves = leavesOf(merges, n)
  const d = distances.data
  // The least cost of a cluster that begins with item u and ends with w. Two items determine the cluster: their first
  // common one. So one table serves all of them, and two more say which items meet in its middle.
  const cost = new Float64Array(n * n)
  const inner = new Int32Array(n * n)
  const nearest = new Float64Array(n)
  const meeting = new Int32Array(n)
  for (const { a, b } of merges) {
    const [left, right] = [leaves[a], leaves[b]]
    for (const u of left) {
      const lasts = farSide(merges, leaves, a, u, n)
      for (const k of right) {
        nearest[k] = Infinity
        for (const m of lasts) {
          const sum = cost[u * n + m] + d[m * n + k]
          if (sum < nearest[k]) {
            nearest[k] = sum
            meeting[k] = m
          }
        }
      }
      for (const w of right) {
        let least = Infinity
        for (const k of farSide(merges, leaves, b, w, n)) {
          const sum = nearest[k] + cost[k * n + w]
          if (sum >= least) continue
          least = sum
          inner[u * n + w] = meeting[k]
          inner[w * n + u] = k
        }
        cost[u * n + w] = cost[w * n + u] = least
      }
    }
  }
  const order = (cluster: number, first: number, last: number): number[] => {
    if (cluster < n) return [cluster]
    const { a, b } = merges[cluster - n]
    const [near, far] = leaves[a].includes(first) ? [a, b] : [b, a]
    return [
      ...order(near, first, inner[first * n + last]),
      ...order(far, inner[last * n + first], last),
    ]
  }
  const { a, b } = merges[merges.length - 1]
  let ends = { u: leaves[a][0], w: leaves[b][0] }
  for (const u of leaves[a])
    for (const w of leaves[b]) if (cost[u * n + w] < cost[ends.u * n + ends.w]) ends = { u, w }
  return order(n + merges.length - 1, Math.min(ends.u, ends.w), Math.max(ends.u, ends.w))
}

/** The items that can stand at the other end of a cluster that begins with one: those of the part it is not in. */
function farSide(
  merges: readonly Merge[],
  leaves: readonly (readonly number[])[],
  cluster: number,
  item: number,
  n: number,
): readonly number[] {
  if (cluster < n) return leaves[cluster]
  const { a, b } = merges[cluster - n]
  return leaves[a].includes(item) ? leaves[b] : leaves[a]
}

function leavesOf(merges: readonly Merge[], n: number): number[][] {
  const leaves = Array.from({ length: n }, (_, i) => [i])
  for (const { a, b } of merges) leaves.push([...leaves[a], ...leaves[b]])
  return leaves
}

/** The sum of the distances between neighbours in an order: what `optimalLeafOrder` makes least. */
export function neighbourCost(order: readonly number[], distances: Matrix): number {
  let sum = 0
  for (let i = 1; i < order.length; i++)
    sum += distances.data[order[i - 1] * distances.cols + order[i]]
  return sum
}
