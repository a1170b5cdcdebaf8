import { project } from '../../src/index.js'
import { topK } from '../../src/math/top-k.js'
import { type Matrix, rowOf } from '../../src/math/matrix.js'
import { relativeDifference } from '../harness/agreement.js'
import type { Case } from '../harness/case.js'
import { asInput, directions, embeddingTable, tableOf } from '../harness/inputs.js'
import { peakMemory } from '../harness/peak-memory.js'
import { projectedFile } from './w3-file.js'

const [rows, dim] = [30_522, 768]
const error = (ours: unknown, peer: Float64Array): number =>
  relativeDifference((ours as Matrix).data, peer)

/** Every row of a table in memory on k vectors, and the 20 largest of each. */
function projection(bench: string, k: number, threads: number, exact: boolean): Case {
  const label = exact ? 'NumPy float64' : 'NumPy float32'
  return {
    bench,
    shape: `${rows}x${dim}x${k}`,
    threads,
    rivals: [{ bench, label, call: 'project_top', inputs: ['table', 'vectors', 'mean'], error }],
    prepare: async () => {
      const m = embeddingTable(rows, dim, 4)
      const table = tableOf(m)
      const vectors = directions(k, dim, 5)
      const mean = new Float64Array(dim).fill(0.01)
      const wide = (a: Matrix): Matrix => ({ ...a, data: Float64Array.from(a.data) })
      const single = (a: Matrix): Matrix => ({ ...a, data: Float32Array.from(a.data) })
      const [peerTable, peerVectors, peerMean] = [
        m,
        vectors,
        { rows: 1, cols: dim, data: mean },
      ].map(exact ? wide : single)
      return {
        inputs: {
          table: asInput(peerTable),
          vectors: asInput(peerVectors),
          mean: { shape: [dim], data: peerMean.data },
        },
        run: async () => {
          const options = { mean, threads }
          const values = await project(table, vectors, options)
          for (let i = 0; i < k; i++) topK(rowOf(values, i).map(Math.abs), 20)
          return values
        },
      }
    },
  }
}

/**
 * The vocabulary on one direction (W3) and on all 26 of a set (W3'), and the 20 largest of each. The table is float32 as
 * files have it; `-f64` multiplies in float64 throughout. Error: of projections, in units of the largest.
 */
export const w3: readonly Case[] = [
  ...[1, 2].flatMap((threads) => [
    projection('W3', 1, threads, false),
    projection('W3-f64', 1, threads, true),
    projection("W3'", 26, threads, false),
    projection("W3'-f64", 26, threads, true),
  ]),
  ...[1, 2].map((threads) => ({
    ...projectedFile(threads),
    ...(threads === 2
      ? {
          memory: {
            measure: () => peakMemory('project-file.ts'),
            limit: 300,
            what: 'whole process',
          },
        }
      : {}),
  })),
]
