import { type Centred, centreColumns } from '../math/centre.js'
import { requireFinite } from '../math/matrix.js'
import type { EmbeddingMatrix, EmbeddingReadOptions } from '../model/embedding-matrix.js'

/**
 * The rows of a token set, or of a control, centred by their own mean.
 *
 * @param ids n token ids
 * @returns an n × dim matrix whose columns sum to zero, and the mean, in float64
 * @throws {Numerical} when a row holds NaN or an infinity
 */
export async function centredSubmatrix(
  embedding: EmbeddingMatrix,
  ids: ArrayLike<number>,
  options?: EmbeddingReadOptions,
): Promise<Centred> {
  const rows = await embedding.rows(ids, options)
  requireFinite(rows, 'embedding rows of the set')
  return centreColumns(rows)
}
