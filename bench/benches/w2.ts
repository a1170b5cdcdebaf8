import { type EnsembleSpectra, ensembleSpectra } from '../../src/index.js'
import { relativeDifference } from '../harness/agreement.js'
import type { Case, Rival } from '../harness/case.js'
import { asInput, drawsFrom, embeddingTable } from '../harness/inputs.js'

const [count, size, rows, dim] = [999, 26, 17_000, 768]
const rival = (bench: string, label: string, call: string): Rival => ({
  bench,
  label,
  call,
  inputs: ['pool', 'draws'],
  // The last value is the zero of centring, and the peer's has no digits.
  error: (ours, peer) =>
    relativeDifference(
      (ours as EnsembleSpectra).data,
      peer.map((x, i) => (i % size === size - 1 ? 0 : x)),
    ),
})

/** The controls: singular values of 999 draws of 26 rows, each centred. Error: in units of the largest σ₁. */
export const w2: readonly Case[] = [1, 2].map((threads) => ({
  bench: 'W2',
  shape: `${count}x${size}x${dim}`,
  threads,
  rivals: [
    rival('W2', 'NumPy svd in a loop', 'ensemble_loop'),
    rival('W2-gram', 'NumPy batched Gram', 'ensemble_gram'),
  ],
  prepare: async () => {
    const pool = embeddingTable(rows, dim, 2, { resident: true })
    const indices = drawsFrom(rows, count, size, 3)
    return {
      inputs: { pool: asInput(pool), draws: { shape: [count, size], data: indices } },
      run: () => ensembleSpectra(pool, { count, size, indices }, { threads }),
    }
  },
}))
