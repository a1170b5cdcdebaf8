import { type Matrix, dot, rowOf } from '../math/matrix.js'
import { type ProjectOptions, project } from '../math/project.js'
import type { EmbeddingMatrix } from '../model/embedding-matrix.js'
import type { Preparation } from '../submatrix/prepare.js'

/**
 * Projects the whole vocabulary, transformed as a set's rows were: (ê·M − mean)·v. The transformed table is never built:
 * ê·(M·v) − mean·v.
 *
 * @param vectors k × dim, right singular vectors of the transformed submatrix
 * @returns k × V
 */
export async function projectPrepared(
  embedding: EmbeddingMatrix,
  { transform, table, pullBack }: Preparation,
  vectors: Matrix<Float64Array>,
  { mean, ...options }: ProjectOptions & { readonly mean: Float64Array },
): Promise<Matrix<Float64Array>> {
  if (transform.normalise === 'none' && transform.remove === 0 && !transform.whiten)
    return project(embedding, vectors, { mean, ...options })
  const values = await project(table, pullBack(vectors), options)
  for (let k = 0; k < vectors.rows; k++) {
    const offset = dot(mean, rowOf(vectors, k))
    const row = rowOf(values, k)
    for (let i = 0; i < row.length; i++) row[i] -= offset
  }
  return values
}
