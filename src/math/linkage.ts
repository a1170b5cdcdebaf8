import { InvalidArgument } from '../errors.js'
import { type Matrix, requireFinite, requireShape } from './matrix.js'

/** Two clusters that become one. Clusters 0 to n − 1 are the single items; merge m makes cluster n + m. */
export interface Merge {
  readonly a: number
  readonly b: number
  /** The mean distance between the items of the one and those of the other. */
  readonly height: number
  /** Items in the new cluster. */
  readonly size: number
}

/**
 * Hierarchical clustering by average linkage (UPGMA), as `scipy.cluster.hierarchy.linkage(…, 'average')`. Takes n³ steps.
 *
 * @param distances n × n, symmetric, finite
 * @returns n − 1 merges, heights ascending; of equally near clusters those of the smallest indices merge first
 * @throws {InvalidArgument} for a matrix that is not square
 * @throws {Numerical} for NaN or an infinity
 */
export function averageLinkage(distances: Matrix): Merge[] {
  requireDistances(distances)
  const n = distances.rows
  const d = Float64Array.from(distances.data)
  // Row i of `d` belongs to cluster `names[i]`; a merged cluster takes the row of its first part.
  const names = Array.from({ length: n }, (_, i) => i)
  const sizes = new Float64Array(n).fill(1)
  const alive = Array.from({ length: n }, (_, i) => i)
  const merges: Merge[] = []
  while (alive.length > 1) {
    let best = { i: 0, j: 1, height: Infinity }
    for (let x = 0; x < alive.length; x++)
      for (let y = x + 1; y < alive.length; y++) {
        const height = d[alive[x] * n + alive[y]]
        if (height < best.height) best = { i: x, j: y, height }
      }
    const [i, j] = [alive[best.i], alive[best.j]]
    const size = sizes[i] + sizes[j]
    merges.push({ a: names[i], b: names[j], height: best.height, size })
    for (const k of alive) {
      if (k === i || k === j) continue
      const mean = (sizes[i] * d[i * n + k] + sizes[j] * d[j * n + k]) / size
      d[i * n + k] = d[k * n + i] = mean
    }
    sizes[i] = size
    names[i] = n + merges.length - 1
    alive.splice(best.j, 1)
  }
  return merges
}

/**
 * Refuses what is no matrix of distances.
 *
 * @throws {InvalidArgument} when it is not square
 * @throws {Numerical} for NaN or an infinity
 */
export function requireDistances(distances: Matrix): void {
  requireShape(distances, 'distances')
  requireFinite(distances, 'distances')
  if (distances.rows === distances.cols) return
  throw new InvalidArgument({
    where: 'distances',
    expected: 'a square matrix',
    found: `${distances.rows} × ${distances.cols}`,
    next: 'Give the distance of every two items.',
  })
}
