import { dot, rowOf } from '../math/matrix.js'
import type { EmbeddingMatrix, EmbeddingReadOptions } from '../model/embedding-matrix.js'

/** Rows read at a time. */
const BATCH = 2048

/** The Euclidean norm of each row, by id; rows are read in batches and not kept. */
export async function rowNorms(
  embedding: EmbeddingMatrix,
  ids: readonly number[],
  options?: EmbeddingReadOptions,
): Promise<ReadonlyMap<number, number>> {
  const norms = new Map<number, number>()
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH)
    const rows = await embedding.rows(batch, options)
    batch.forEach((id, i) => norms.set(id, Math.sqrt(dot(rowOf(rows, i), rowOf(rows, i)))))
  }
  return norms
}
