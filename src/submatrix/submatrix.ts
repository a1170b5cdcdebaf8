import { type Centred, centreColumns } from '../math/centre.js'
import { type Matrix, requireFinite, zeros } from '../math/matrix.js'
import type { EmbeddingMatrix, EmbeddingReadOptions } from '../model/embedding-matrix.js'
import type { RowGroup } from '../tokens/member.js'

/**
 * The rows of a token set, or of a control, centred by their own mean.
 *
 * @param groups n token ids, or groups of ids whose rows are averaged (`rowGroupsOf(set)`)
 * @returns an n × dim matrix whose columns sum to zero, and the mean, in float64
 * @throws {Numerical} when a row holds NaN or an infinity
 */
export async function centredSubmatrix(
  embedding: EmbeddingMatrix,
  groups: ArrayLike<RowGroup>,
  options?: EmbeddingReadOptions,
): Promise<Centred> {
  const rows = await groupRows(embedding, groups, options)
  requireFinite(rows, 'embedding rows of the set')
  return centreColumns(rows)
}

/**
 * One row a group: the embedding of its id, or the mean of its ids' embeddings, taken in float64.
 *
 * @returns groups × dim
 */
export async function groupRows(
  embedding: EmbeddingMatrix,
  groups: ArrayLike<RowGroup>,
  options?: EmbeddingReadOptions,
): Promise<Matrix> {
  const ids = Array.from(groups).map((group) => (typeof group === 'number' ? [group] : group))
  const rows = await embedding.rows(ids.flat(), options)
  if (ids.every((group) => group.length === 1)) return rows
  const { cols } = rows
  const out = zeros(ids.length, cols)
  let row = 0
  ids.forEach(({ length }, i) => {
    for (let k = 0; k < length; k++, row++)
      for (let j = 0; j < cols; j++) out.data[i * cols + j] += rows.data[row * cols + j]
    for (let j = 0; j < cols; j++) out.data[i * cols + j] /= length
  })
  return out
}
