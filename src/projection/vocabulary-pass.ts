import { type Matrix, type RowBlock, type RowTable, dot, rowOf, zeros } from '../math/matrix.js'
import { project } from '../math/project.js'
import { walkRows } from '../math/walk-rows.js'
import { type Ranked, TopCollector } from '../math/top-collector.js'
import { meanCosine } from '../spectrum/mean-cosine.js'

/** The rows at both ends of a direction. */
export interface RankedEnds {
  /** Largest first. */
  readonly positive: readonly Ranked[]
  /** Most negative first. */
  readonly negative: readonly Ranked[]
}

/** Mean cosine over all pairs of rows. */
export interface MeanCosines {
  /** Of rows as they are stored. */
  readonly raw: number
  /** Of rows less their mean. */
  readonly centred: number
  /** Of rows less their mean and their parts along the removed directions. */
  readonly without: number
}

/** What a walk through the whole vocabulary finds. */
export interface VocabularyPass {
  /** One for each of the vectors. */
  readonly ends: readonly RankedEnds[]
  readonly cosines: MeanCosines
  /** Rows that have no direction, before or after, and belong to no pair. */
  readonly directionless: number
}

/** What to look for. */
export interface VocabularyPassOptions {
  /** V's mean, d numbers. */
  readonly mean: Float64Array
  /** Rows to list at each end. */
  readonly count: number
  /** How many of the vectors, which are orthonormal, are removed for the last of the cosines. */
  readonly remove: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Rows whose rest is shorter than this part of them are nothing but rounding there. */
const NOTHING_LEFT = 1e-6

/**
 * Walks once through a vocabulary: the ends of each vector, and the mean cosine before and after removal of the first ones.
 *
 * The rest y − Σc_k·v_k of a row is never built: its length is √(‖y‖² − Σc_k²), and the sum of unit rests is
 * Σy/‖rest‖ less, along each v_k, Σc_k/‖rest‖.
 *
 * @param table V rows of d columns
 * @param vectors k × d, orthonormal rows
 */
export async function vocabularyPass(
  table: RowTable,
  vectors: Matrix<Float64Array>,
  { mean, count, remove, signal, onProgress }: VocabularyPassOptions,
): Promise<VocabularyPass> {
  const [total, d] = table.shape
  /** Of the block that goes by. */
  let [values, first] = [zeros(vectors.rows, 0), 0]
  const ends = Array.from({ length: vectors.rows }, (_, k) => {
    const accept = (id: number): boolean => Number.isFinite(rowOf(values, k)[id - first])
    return {
      positive: new TopCollector(count, accept),
      negative: new TopCollector(count, accept),
    }
  })
  const sums = [new Float64Array(d), new Float64Array(d), new Float64Array(d)] as const
  const along = new Float64Array(remove)
  const row = new Float64Array(d)
  let counted = 0
  await walkRows(table, { signal }, async (block) => {
    values = await project(alone(block, d), vectors, { mean, signal })
    first = block.start
    ends.forEach(({ positive, negative }, k) => {
      TopCollector.addBoth(positive, negative, rowOf(values, k), first)
    })
    for (let i = 0; i < block.rows.rows; i++) {
      const stored = rowOf(block.rows, i)
      for (let j = 0; j < d; j++) row[j] = stored[j] - mean[j]
      const [length, centred] = [Math.sqrt(dot(stored, stored)), Math.sqrt(dot(row, row))]
      let rest = centred ** 2
      for (let k = 0; k < remove; k++) rest -= values.data[k * values.cols + i] ** 2
      rest = Math.sqrt(Math.max(0, rest))
      // Negated, so that what is no number is left out too.
      if (!(length > 0 && rest > NOTHING_LEFT * centred)) continue
      counted++
      for (let j = 0; j < d; j++) {
        sums[0][j] += stored[j] / length
        sums[1][j] += row[j] / centred
        sums[2][j] += row[j] / rest
      }
      for (let k = 0; k < remove; k++) along[k] += values.data[k * values.cols + i] / rest
    }
    onProgress?.(block.start + block.rows.rows, total)
  })
  for (let k = 0; k < remove; k++)
    for (let j = 0; j < d; j++) sums[2][j] -= along[k] * vectors.data[k * d + j]
  const [raw, centred, without] = sums.map((sum) => meanCosine(sum, counted))
  return {
    ends: ends.map(({ positive, negative }) => ({
      positive: positive.top(1),
      negative: negative.top(-1),
    })),
    cosines: { raw, centred, without },
    directionless: total - counted,
  }
}

/** A block as a table of its own. */
function alone({ rows }: RowBlock, d: number): RowTable {
  return {
    shape: [rows.rows, d],
    async *blocks() {
      yield { start: 0, rows }
    },
  }
}
