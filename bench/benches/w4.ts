import { gramSpectrum, tableOfMatrix } from '../../src/index.js'
import { relativeDifference } from '../harness/agreement.js'
import type { Case, Rival } from '../harness/case.js'
import { asInput, embeddingTable } from '../harness/inputs.js'
import { peakMemory } from '../harness/peak-memory.js'

const [rows, dim] = [30_522, 768]
const rival = (bench: string, label: string, call: string): Rival => ({
  bench,
  label,
  call,
  inputs: ['table'],
  error: (ours, peer) =>
    relativeDifference((ours as { singularValues: Float64Array }).singularValues, peer),
})

/** The whole vocabulary, centred: σ and V. Error: of singular values, in units of σ₁. */
export const w4: readonly Case[] = [1, 2].map((threads) => ({
  bench: 'W4',
  shape: `${rows}x${dim}`,
  threads,
  rivals: [
    rival('W4', 'NumPy svd, thin', 'table_svd'),
    rival('W4-qr', 'NumPy qr, then svd', 'table_qr_svd'),
    rival('W4-gram', 'NumPy Gram, then eigh', 'table_gram'),
  ],
  prepare: async () => {
    const m = embeddingTable(rows, dim, 4, { resident: true })
    const table = tableOfMatrix(m)
    return { inputs: { table: asInput(m) }, run: () => gramSpectrum(table, { threads }) }
  },
  ...(threads === 2
    ? {
        memory: {
          measure: () => peakMemory('gram-spectrum.ts') - (rows * dim * 4) / 1e6,
          limit: 160,
          what: 'whole process less the table',
        },
      }
    : {}),
}))
