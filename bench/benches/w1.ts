import { type Svd, svd } from '../../src/index.js'
import { centreColumns } from '../../src/math/centre.js'
import { relativeDifference } from '../harness/agreement.js'
import type { Case } from '../harness/case.js'
import { asInput, noise } from '../harness/inputs.js'

const shape = '26x768'
const error = (ours: unknown, peer: Float64Array): number =>
  relativeDifference((ours as Svd).singularValues, peer)

/** One set: centre 26 × 768 and decompose it, thin vectors on both sides. Error: of singular values, in units of σ₁. */
export const w1: readonly Case[] = [1, 2].map((threads) => ({
  bench: 'W1',
  shape,
  threads,
  rivals: [
    { bench: 'W1', label: 'NumPy svd, thin', call: 'thin_svd_centred', inputs: ['a'], error },
    { bench: 'W1-full', label: 'NumPy svd, full', call: 'full_svd_centred', inputs: ['a'], error },
  ],
  prepare: async () => {
    const a = noise(26, 768, 1)
    return {
      inputs: { a: asInput(a) },
      run: () => svd(centreColumns(a).matrix, { threads }),
    }
  },
}))
