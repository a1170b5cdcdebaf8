import { type Matrix, type ProjectOptions, projectTop, tableOfMatrix } from '../../src/index.js'
import type { Case } from '../harness/case.js'
import { asInput, directions, embeddingTable } from '../harness/inputs.js'
import { TOP, topError } from '../harness/top-error.js'
import { projectedFile } from './w3-file.js'

const [rows, dim] = [30_522, 768]

interface Kind {
  readonly precision: NonNullable<ProjectOptions['precision']>
  /** Whether the table lies in the kernels' memory, as the peer's does in the peer's. */
  readonly resident: boolean
}

/** Every row of a table in memory on k vectors, and the 20 largest of each. */
function projection(bench: string, k: number, threads: number, how: Kind): Case {
  const { precision, resident } = how
  const exact = precision === 'float64'
  return {
    bench,
    shape: `${rows}x${dim}x${k}`,
    threads,
    rivals: [
      {
        bench,
        label: exact ? 'NumPy float64' : 'NumPy float32',
        call: 'project_top',
        inputs: ['table', 'vectors', 'mean'],
        error: topError,
      },
    ],
    prepare: async () => {
      const m = embeddingTable(rows, dim, 4, { resident })
      const table = tableOfMatrix(m)
      const vectors = directions(k, dim, 5)
      const mean = { rows: 1, cols: dim, data: new Float64Array(dim).fill(0.01) }
      const as = exact ? Float64Array : Float32Array
      const peers = (a: Matrix): Matrix => ({ ...a, data: as.from(a.data) })
      return {
        inputs: {
          table: asInput(peers(m)),
          vectors: asInput(peers(vectors)),
          mean: { shape: [dim], data: peers(mean).data },
        },
        run: () => projectTop(table, vectors, { mean: mean.data, count: TOP, precision, threads }),
      }
    },
  }
}

const MIXED: Kind = { precision: 'mixed', resident: true }
const EXACT: Kind = { precision: 'float64', resident: true }

/**
 * The vocabulary on one direction (W3) and on all 26 of a set (W3'), and the 20 largest of each. The table is float32 as
 * files have it, and in memory of its own side; `-f64` multiplies in float64 throughout; `-array` has it in an ordinary
 * array, which is copied on the way. Error: of the largest projections, in units of the largest.
 */
export const w3: readonly Case[] = [1, 2].flatMap((threads) => [
  projection('W3', 1, threads, MIXED),
  projection('W3-f64', 1, threads, EXACT),
  projection('W3-array', 1, threads, { ...MIXED, resident: false }),
  projection("W3'", 26, threads, MIXED),
  projection("W3'-f64", 26, threads, EXACT),
  projectedFile(threads),
])
