import { ensembleSpectra } from '../../src/math/ensemble.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import type { RealArray } from '../../src/math/matrix.js'
import { project } from '../../src/math/project.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { filled, uniform } from './matrices.js'

/** A hash (FNV-1a) of the bits of some numbers. */
function digest(data: RealArray): string {
  let hash = 0x811c9dc5
  for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16)
}

/** Runs each way of the numeric core, on two threads where there are two; gives hashes of all bits that come out. */
export async function everything(): Promise<readonly string[]> {
  const random = seededRandom(5)
  const [small, large] = [[26, 384], [150, 220]].map(([rows, cols]) =>
    filled(rows, cols, () => uniform(random)),
  ) // prettier-ignore
  const indices = Uint32Array.from({ length: 64 * 12 }, () => random.below(150))
  const table = tableOfMatrix({ ...large, data: Float32Array.from(large.data) })
  const threads = 2
  const vectors = { rows: 9, cols: 220, data: large.data.slice(0, 9 * 220) }
  const results = []
  for (const a of [small, large]) {
    const { u, singularValues: values, vt } = await svd(a, { threads })
    results.push(u.data, values, vt.data, await singularValues(a, { threads }))
  }
  results.push((await ensembleSpectra(large, { count: 64, size: 12, indices }, { threads })).data)
  const spectrum = await gramSpectrum(table, { threads })
  results.push(spectrum.mean, spectrum.singularValues, spectrum.vt.data)
  for (const precision of ['float64', 'mixed'] as const)
    results.push((await project(table, vectors, { threads, precision })).data)
  return results.map(digest)
}
