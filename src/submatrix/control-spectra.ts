import { type Draws, ensembleSpectra } from '../math/ensemble.js'
import { gatherRows } from '../math/gather.js'
import { type Matrix, zeros } from '../math/matrix.js'
import type { EmbeddingMatrix, EmbeddingReadOptions } from '../model/embedding-matrix.js'
import type { Controls } from '../tokens/control.js'
import type { RowGroup } from '../tokens/member.js'
import { groupRows } from './submatrix.js'

/** How the spectra of controls are computed. */
export interface ControlSpectraOptions {
  /** Centres each draw by its own mean; true by default, as for a set. */
  readonly centre?: boolean
  /** Changes rows before they are decomposed; the same map as the set's rows went through. */
  readonly map?: ((rows: Matrix) => Matrix) | undefined
  /**
   * Bytes of rows, as float32, that are held at a time: a batch reads the different rows of as many draws as fit. By
   * default 64 MB if the pool of draws fits into that whole, so that its rows are read once, else 8 MB.
   */
  readonly memory?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Called after each batch with the draws done and those there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** The spectra of all controls. */
export interface ControlSpectra extends Matrix<Float64Array> {
  /** How they were computed. */
  readonly algorithm: string
}

const MB = 1024 * 1024

/** A run has to stay small whatever the table's size; of a small pool, several batches would read rows again and again. */
function memoryFor({ dim }: EmbeddingMatrix, { pool, eligible, pieces }: Controls): number {
  // A token that splits has its own pieces beside it.
  const rows = (pool ?? eligible) * Math.max(1, ...pieces)
  return 4 * rows * dim <= 64 * MB ? 64 * MB : 8 * MB
}

/**
 * The singular values of every control, batch by batch: each batch reads the different rows of as many draws as fit
 * into memory.
 *
 * @returns draws × min(members, dim), a draw's values a row, descending; and how they were computed
 * @throws {Numerical} when a row of a control holds NaN or an infinity
 */
export async function controlSpectra(
  embedding: EmbeddingMatrix,
  controls: Controls,
  {
    centre = true,
    map,
    memory = memoryFor(embedding, controls),
    signal,
    onProgress,
  }: ControlSpectraOptions = {},
): Promise<ControlSpectra> {
  const members = controls.pieces.length
  const most = Math.max(members, Math.floor(memory / (4 * embedding.dim)))
  let algorithm = ''
  const out = zeros(controls.draws, Math.min(members, embedding.dim))
  for (let first = 0; first < controls.draws;) {
    signal?.throwIfAborted()
    const { groups, draws } = batchFrom(controls, first, { most, vocabSize: embedding.vocabSize })
    const rows = await rowsOf(embedding, groups, { signal })
    const spectra = await ensembleSpectra(map ? map(rows) : rows, draws, { centre, signal })
    out.data.set(spectra.data, first * out.cols)
    first += draws.count
    algorithm = spectra.algorithm
    onProgress?.(first, controls.draws)
  }
  return { ...out, algorithm }
}

/** Most of a table is read as a whole. */
async function rowsOf(
  embedding: EmbeddingMatrix,
  groups: readonly RowGroup[],
  options: EmbeddingReadOptions,
): Promise<Matrix> {
  const ids = groups.filter((group) => typeof group === 'number')
  const most = ids.length === groups.length && 2 * ids.length > embedding.vocabSize
  return most ? gatherRows(embedding, ids, options) : groupRows(embedding, groups, options)
}

/**
 * As many draws as have at most so many different rows, at least one; and these rows, each that of an id, or the mean of a group
 * of ids. Plain numbers and places by id: it is asked of every token of every draw.
 */
function batchFrom(
  { ids, pieces, draws: total }: Controls,
  first: number,
  { most, vocabSize }: { readonly most: number; readonly vocabSize: number },
): { readonly groups: readonly RowGroup[]; readonly draws: Draws } {
  const size = pieces.length
  // Counted from 1, where 0 is none.
  const places = new Uint32Array(vocabSize)
  const placesOfWords = new Map<string, number>()
  const groups: RowGroup[] = []
  const indices = new Uint32Array((total - first) * size)
  const perDraw = pieces.reduce((sum, count) => sum + count, 0)
  let count = 0
  for (let at = first * perDraw; first + count < total; count++) {
    if (count > 0 && groups.length + size > most) break
    for (let i = 0; i < size; i++) {
      const length = pieces[i]
      let place: number
      if (length === 1) {
        place = places[ids[at]] ||= groups.push(ids[at])
      } else {
        const word = ids.subarray(at, at + length)
        const key = word.join()
        place = placesOfWords.get(key) ?? groups.push([...word])
        placesOfWords.set(key, place)
      }
      indices[count * size + i] = place - 1
      at += length
    }
  }
  return { groups, draws: { count, size, indices: indices.slice(0, count * size) } }
}
