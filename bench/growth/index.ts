import { gramSpectrum, projectTop, singularValues, svd, tableOfMatrix } from '../../src/index.js'
import type { Case } from '../harness/case.js'
import { asInput, directions, embeddingTable, noise } from '../harness/inputs.js'

const threads = 2

function ofSet(bench: string, rows: number, cols: number): Case {
  return {
    bench,
    shape: `${rows}x${cols}`,
    threads,
    rivals: [{ bench, label: 'NumPy svd, thin', call: 'thin_svd', inputs: ['a'] }],
    prepare: async () => {
      const a = noise(rows, cols, 10)
      return { inputs: { a: asInput(a) }, run: () => svd(a, { threads }) }
    },
  }
}

function valuesOf(bench: string, n: number): Case {
  return {
    bench,
    shape: `${n}x${n}`,
    threads,
    rivals: [{ bench, label: 'NumPy svd, values', call: 'svd_values', inputs: ['a'] }],
    prepare: async () => {
      const a = noise(n, n, 10)
      return { inputs: { a: asInput(a) }, run: () => singularValues(a, { threads }) }
    },
  }
}

function ofVocabulary(bench: string, rows: number, dim: number): Case {
  return {
    bench,
    shape: `${rows}x${dim}`,
    threads,
    rivals: [{ bench, label: 'NumPy Gram, then eigh', call: 'table_gram', inputs: ['table'] }],
    prepare: async () => {
      const m = embeddingTable(rows, dim, 11, { resident: true })
      const table = tableOfMatrix(m)
      return { inputs: { table: asInput(m) }, run: () => gramSpectrum(table, { threads }) }
    },
  }
}

function onDirection(bench: string, rows: number, dim: number): Case {
  return {
    bench,
    shape: `${rows}x${dim}`,
    threads,
    rivals: [
      {
        bench,
        label: 'NumPy float32',
        call: 'project_top',
        inputs: ['table', 'vectors', 'mean'],
      },
    ],
    prepare: async () => {
      const m = embeddingTable(rows, dim, 12, { resident: true })
      const table = tableOfMatrix(m)
      const vectors = directions(1, dim, 13)
      const mean = new Float64Array(dim)
      return {
        inputs: {
          table: asInput(m),
          vectors: { shape: [1, dim], data: Float32Array.from(vectors.data) },
          mean: { shape: [dim], data: new Float32Array(dim) },
        },
        run: () => projectTop(table, vectors, { mean, precision: 'mixed', threads }),
      }
    },
  }
}

/** How cost grows with the tokens of a set (n), the dimensions (d) and the vocabulary (V), at four sizes each. */
export const GROWTH: readonly Case[] = [
  ...[16, 26, 40, 64].map((n) => ofSet('small-svd-n', n, 768)),
  ...[128, 256, 512, 1024].map((n) => ofSet('svd-n', n, 2048)),
  ...[128, 256, 512, 1024].map((n) => valuesOf('values-n', n)),
  ...[512, 1024, 2048, 4096].map((d) => ofSet('svd-d', 26, d)),
  ...[16_000, 32_000, 64_000, 128_000].map((v) => ofVocabulary('spectrum-V', v, 384)),
  ...[128, 256, 512, 1024].map((d) => ofVocabulary('spectrum-d', 30_000, d)),
  ...[16_000, 32_000, 64_000, 128_000].map((v) => onDirection('project-V', v, 768)),
  ...[384, 768, 1536, 3072].map((d) => onDirection('project-d', 30_000, d)),
]
