import { type Matrix, openModel, projectTop } from '../../src/index.js'
import { writeBf16File } from '../harness/bf16-file.js'
import type { Case } from '../harness/case.js'
import { asInput, directions } from '../harness/inputs.js'
import { peakMemory } from '../harness/peak-memory.js'
import { TOP, topError } from '../harness/top-error.js'

/** The shape of Llama 3's embedding. */
export const [FILE_ROWS, FILE_DIM] = [128_256, 4096]

/** A table of bfloat16 in a file of 1 GB, streamed from disk (or the system's cache of it), on one direction. */
export function projectedFile(threads: number): Case {
  return {
    bench: 'W3-bf16',
    shape: `${FILE_ROWS}x${FILE_DIM}x1`,
    threads,
    rivals: [
      {
        bench: 'W3-bf16',
        label: 'NumPy memmap, float32',
        call: 'project_top_bf16',
        inputs: ['table', 'vectors', 'mean'],
        error: topError,
      },
    ],
    prepare: async () => {
      const file = await writeBf16File(FILE_ROWS, FILE_DIM)
      const vectors = directions(1, FILE_DIM, 7)
      const mean = new Float64Array(FILE_DIM).fill(0.01)
      const { embedding } = await openModel(file.path)
      const single = (a: Matrix): Matrix => ({ ...a, data: Float32Array.from(a.data) })
      return {
        inputs: {
          table: {
            shape: [FILE_ROWS, FILE_DIM],
            data: { bf16: file.path, offset: file.offset },
          },
          vectors: asInput(single(vectors)),
          mean: { shape: [FILE_DIM], data: Float32Array.from(mean) },
        },
        run: () =>
          projectTop(embedding, vectors, { mean, count: TOP, precision: 'mixed', threads }),
        dispose: () => file.remove(),
      }
    },
    ...(threads === 2 && {
      memory: {
        measure: () => peakMemory('project-file.ts'),
        limit: 300,
        what: 'whole process',
      },
    }),
  }
}
