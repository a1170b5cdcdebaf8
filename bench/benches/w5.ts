import { type Svd, singularValues, svd } from '../../src/index.js'
import { relativeDifference } from '../harness/agreement.js'
import type { Case } from '../harness/case.js'
import { asInput, noise } from '../harness/inputs.js'

/** A large set with Vᵀ (W5a), and the values alone of a square matrix (W5b). Error: of singular values, in units of σ₁. */
export const w5: readonly Case[] = [
  ...[1, 2].map((threads) => ({
    bench: 'W5a',
    shape: '1000x4096',
    threads,
    rivals: [
      {
        bench: 'W5a',
        label: 'NumPy svd, thin',
        call: 'thin_svd',
        inputs: ['a'],
        error: (ours: unknown, peer: Float64Array) =>
          relativeDifference((ours as Svd).singularValues, peer),
      },
    ],
    prepare: async () => {
      const a = noise(1000, 4096, 8)
      return { inputs: { a: asInput(a) }, run: () => svd(a, { threads }) }
    },
  })),
  {
    bench: 'W5b',
    shape: '4096x4096',
    threads: 2,
    slow: true,
    // Half a minute each, ours and the peer's together.
    runs: 7,
    rivals: [
      {
        bench: 'W5b',
        label: 'NumPy svd, values',
        call: 'svd_values',
        inputs: ['a'],
        error: (ours: unknown, peer: Float64Array) =>
          relativeDifference(ours as Float64Array, peer),
      },
    ],
    prepare: async () => {
      const a = noise(4096, 4096, 9)
      return { inputs: { a: asInput(a) }, run: () => singularValues(a, { threads: 2 }) }
    },
  },
]
