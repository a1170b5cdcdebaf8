import { requireWhole } from '../errors.js'
import type { Matrix, RowTable } from './matrix.js'
import { type ProjectOptions, requireArguments, walkProjections } from './project.js'
import { type Ranked, TopCollector } from './top-collector.js'

/** How the ends of projections are found. */
export interface ProjectTopOptions extends ProjectOptions {
  /** How many rows at each end; 20 by default. */
  readonly count?: number
  /** Leaves a row out of the lists when it answers false. */
  readonly accept?: (row: number) => boolean
}

/** The ends of the projections on one vector; equal values stand in order of row. */
export interface ProjectionEnds {
  /** Largest first, all above zero. */
  readonly positive: readonly Ranked[]
  /** Most negative first, all below zero. */
  readonly negative: readonly Ranked[]
  /** Largest magnitude first, of either sign. */
  readonly largest: readonly Ranked[]
}

/**
 * The rows at both ends of each of k vectors, exactly, in one pass and without keeping k × V projections.
 *
 * @param table V rows of d columns
 * @param vectors k × d, one direction a row
 * @returns one for each vector
 * @throws as `project` does, and {InvalidArgument} for a count that is none
 */
export async function projectTop(
  table: RowTable,
  vectors: Matrix,
  options: ProjectTopOptions = {},
): Promise<readonly ProjectionEnds[]> {
  requireArguments(table, vectors, options)
  const { count = 20, accept } = options
  requireWhole('count of a projection’s ends', count, 0)
  const ends = Array.from({ length: vectors.rows }, () => ({
    positive: new TopCollector(count, accept),
    negative: new TopCollector(count, accept),
  }))
  await walkProjections(table, vectors, options, ({ values, start, n, at, kernels }) => {
    ends.forEach(({ positive, negative }, j) => {
      const own = values.subarray(j * n, (j + 1) * n)
      TopCollector.addBoth(positive, negative, own, start, (from, above, below) =>
        kernels.nextBeyond(at + j * n * 8, from, n, above, below),
      )
    })
  })
  return ends.map(({ positive, negative }) => ({
    positive: positive.top(1),
    negative: negative.top(-1),
    largest: positive.merged(negative),
  }))
}
