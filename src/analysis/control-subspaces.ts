import { leadingVectors } from '../compare/shared-directions.js'
import type { Matrix } from '../math/matrix.js'
import { svd } from '../math/svd.js'
import type { Model } from '../model/model.js'
import { prepare } from '../submatrix/prepare.js'
import { groupRows } from '../submatrix/submatrix.js'
import { rowGroupsOfDraw } from '../tokens/control.js'
import type { Analysis } from './analysis.js'

/** Controls whose rows are read together. */
const BATCH = 16

/**
 * The leading right singular vectors of all of a set's controls, transformed as the set was.
 *
 * @param k vectors each
 * @returns k × dim each
 */
export async function controlSubspaces(
  { embedding }: Model,
  { controls, transform }: Analysis,
  k: number,
): Promise<readonly Matrix<Float64Array>[]> {
  const { submatrix } = await prepare(embedding, transform)
  const count = controls.draws
  const size = controls.pieces.length
  const out: Matrix<Float64Array>[] = []
  for (let first = 0; first < count; first += BATCH) {
    const draws = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => first + i)
    const groups = draws.flatMap((draw) => [...rowGroupsOfDraw(controls, draw)])
    const { cols, data } = await groupRows(embedding, groups)
    for (const i of draws.keys()) {
      const rows = { rows: size, cols, data: data.subarray(i * size * cols, (i + 1) * size * cols) }
      const { vt } = await svd(submatrix(rows).matrix)
      out.push(leadingVectors(vt, k))
    }
  }
  return out
}
