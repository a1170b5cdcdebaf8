import { openModel } from '../../src/index.js'
import { centreColumns } from '../../src/math/centre.js'
import { expected, readNpy } from '../oracle/oracle.js'
import type { OracleCase } from './demands.js'

/** The sets of the oracle in the embedded model, centred, with what NumPy found in them. */
export async function oracleCases(): Promise<OracleCase[]> {
  const { embedding } = await openModel()
  const cases: OracleCase[] = []
  for (const { ids, singular_values: values } of [
    ...Object.values(expected.sets),
    expected.control,
  ]) {
    const { matrix } = centreColumns(await embedding.rows(ids))
    const own = { rows: matrix.rows, cols: matrix.cols, data: [...matrix.data], values }
    const vectors = (ids.length - 1) * matrix.cols
    const letters = ids === expected.sets.letters.ids
    if (!letters) {
      cases.push(own)
      continue
    }
    const projections = readNpy('letters-projections.npy')
    const some = Array.from({ length: 300 }, (_, i) => i * 100)
    const projected = {
      rows: [...(await embedding.rows(some)).data],
      mean: [...readNpy('letters-mean.npy')],
      values: some.map((id) => projections[id]),
    }
    cases.push({ ...own, vt: [...readNpy('letters-vt.npy').subarray(0, vectors)], projected })
  }
  return cases
}
