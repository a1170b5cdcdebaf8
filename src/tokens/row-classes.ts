import { quantile } from '../math/quantile.js'
import type { RealArray } from '../math/matrix.js'
import type { EmbeddingMatrix } from '../model/embedding-matrix.js'
import type { Model } from '../model/model.js'
import { tokenClass } from './classes.js'

/** What the rows themselves say of tokens. */
export interface RowScan {
  /** ‖row‖₂ by id, V numbers. */
  readonly norms: Float64Array
  readonly medianNorm: number
  /** Groups of ids whose rows are equal number by number, each ascending. */
  readonly duplicates: readonly (readonly number[])[]
  /** Ids whose norm is at most a tenth of the median. */
  readonly nearZero: readonly number[]
  /** Ids, other than reserved ones and padding, that lie where rows lie that nothing was learnt for; see `scanRows`. */
  readonly untrained: readonly number[]
  /** Ids whose rows hold NaN or an infinity. */
  readonly notFinite: readonly number[]
  /** The rows that nothing was learnt for, if there are at least ten: how many, of which class, and how far they reach. */
  readonly reference: { readonly rows: number; readonly of: 'unused' | 'padding'; readonly reach: number } | undefined // prettier-ignore
}

/** The kinds of rows that draws can leave out. */
export const ROW_KINDS = ['duplicates', 'near-zero', 'untrained'] as const

/** Of duplicates, all of a group but the first are meant. */
export type RowKind = (typeof ROW_KINDS)[number]

/** The ids of some kinds of rows; those that are not finite are always among them, as nothing can be computed with them. */
export function rowsOfKinds(scan: RowScan, kinds: readonly RowKind[]): ReadonlySet<number> {
  const ids: Readonly<Record<RowKind, readonly number[]>> = {
    duplicates: scan.duplicates.flatMap((group) => group.slice(1)),
    'near-zero': scan.nearZero,
    untrained: scan.untrained,
  }
  return new Set([...scan.notFinite, ...kinds.flatMap((kind) => ids[kind])])
}

/** A row is near zero at this part of the median norm, or below. */
const NEAR_ZERO = 0.1

/** Fewer rows than this tell nothing of where untrained rows lie. */
const LEAST_REFERENCES = 10

/** More than this are not read to find their mean. */
const MOST_REFERENCES = 1000

/** The reach of the reference rows is this quantile of their own distances from their mean. */
const REACH = 0.95

/** Rows read at once to compare them. */
const BATCH = 256

/**
 * Reads the whole table once and finds duplicates, rows near zero, and rows that were likely never trained.
 *
 * Tokens that no text ever became keep what they began with, together with the reserved slots of the vocabulary (or
 * its padding): so a row counts as untrained if it is no farther from the mean of the reserved rows than 95 % of these
 * are themselves. It is the indicator 'distance from the mean unused embedding' of Land & Bartolo 2024, Fishing for
 * Magikarp (arXiv:2405.05417), without their removal of the first component; a sign, no proof. A vocabulary with fewer
 * than ten reserved slots and fewer than ten rows of padding has no such rows found.
 *
 * @param onProgress called with the rows done and those there are
 */
export async function scanRows(
  model: Pick<Model, 'embedding' | 'vocabulary'>,
  options: {
    readonly signal?: AbortSignal | undefined
    readonly onProgress?: ((done: number, total: number) => void) | undefined
  } = {},
): Promise<RowScan> {
  const { embedding, vocabulary } = model
  const { vocabSize } = embedding
  const centre = await referenceCentre(model, options.signal)
  const norms = new Float64Array(vocabSize)
  const distances = new Float64Array(vocabSize)
  const alike = new Map<number, number[]>()
  for await (const { start, rows } of embedding.blocks({ signal: options.signal })) {
    for (let i = 0; i < rows.rows; i++) {
      const row = rows.data.subarray(i * rows.cols, (i + 1) * rows.cols)
      norms[start + i] = distance(row)
      if (centre) distances[start + i] = distance(row, centre.mean)
      const hash = hashOf(row)
      const same = alike.get(hash)
      if (same) same.push(start + i)
      else alike.set(hash, [start + i])
    }
    options.onProgress?.(start + rows.rows, vocabSize)
  }
  const ids = Array.from(norms.keys())
  const finite = ids.filter((id) => Number.isFinite(norms[id]))
  const medianNorm = quantile(sorted(finite, norms), 0.5)
  const duplicates = await equalRows(embedding, [...alike.values()], options.signal)
  const reach = centre && quantile(sorted(centre.ids, distances), REACH)
  const nearZero = finite.filter((id) => norms[id] <= NEAR_ZERO * medianNorm)
  const notFinite = ids.filter((id) => !Number.isFinite(norms[id]))
  const untrained = finite.filter((id) => {
    const kind = tokenClass(vocabulary, id)
    return reach !== undefined && distances[id] <= reach && kind !== 'unused' && kind !== 'padding'
  })
  return {
    norms,
    medianNorm,
    duplicates,
    nearZero,
    untrained,
    notFinite,
    reference:
      centre && reach !== undefined ? { rows: centre.ids.length, of: centre.of, reach } : undefined,
  }
}

/** The mean of the reserved rows, or of the padding; of many, of some evenly spread. */
async function referenceCentre(
  { embedding, vocabulary }: Pick<Model, 'embedding' | 'vocabulary'>,
  signal: AbortSignal | undefined,
): Promise<{ ids: number[]; of: 'unused' | 'padding'; mean: Float64Array } | undefined> {
  for (const of of ['unused', 'padding'] as const) {
    const ids = Array.from({ length: vocabulary.size }, (_, id) => id).filter(
      (id) => tokenClass(vocabulary, id) === of,
    )
    if (ids.length < LEAST_REFERENCES) continue
    const step = Math.ceil(ids.length / MOST_REFERENCES)
    const some = ids.filter((_, i) => i % step === 0)
    const { cols, data } = await embedding.rows(some, { signal })
    const mean = new Float64Array(cols)
    for (let i = 0; i < data.length; i++) mean[i % cols] += data[i] / some.length
    if (mean.every(Number.isFinite)) return { ids: some, of, mean }
  }
  return undefined
}

/** Groups of ids whose rows are equal, from groups that may be: equal hashes are no proof. */
async function equalRows(
  embedding: EmbeddingMatrix,
  groups: readonly (readonly number[])[],
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const found: number[][] = []
  for (const group of groups) {
    if (group.length < 2) continue
    const kinds: { row: RealArray; ids: number[] }[] = []
    for (let at = 0; at < group.length; at += BATCH) {
      const ids = group.slice(at, at + BATCH)
      const { cols, data } = await embedding.rows(ids, { signal })
      ids.forEach((id, i) => {
        const row = data.subarray(i * cols, (i + 1) * cols)
        const kind = kinds.find((each) => each.row.every((x, j) => x === row[j]))
        if (kind) kind.ids.push(id)
        else kinds.push({ row, ids: [id] })
      })
    }
    found.push(...kinds.map(({ ids }) => ids).filter((ids) => ids.length > 1))
  }
  return found.sort((a, b) => a[0] - b[0])
}

/** ‖row − from‖₂, or the row's norm. */
function distance(row: RealArray, from?: Float64Array): number {
  let sum = 0
  for (let j = 0; j < row.length; j++) {
    const x = from ? row[j] - from[j] : row[j]
    sum += x * x
  }
  return Math.sqrt(sum)
}

const bits = new Uint32Array(1)
const asFloat = new Float32Array(bits.buffer)

/** 53 bits of two multiplicative hashes over the numbers as float32, −0 counting as 0. */
function hashOf(row: RealArray): number {
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  for (const x of row) {
    asFloat[0] = x + 0
    a = Math.imul(a ^ bits[0], 0x01000193)
    b = Math.imul((b ^ bits[0]) + (a >>> 15), 0x85ebca6b)
    b ^= b >>> 13
  }
  return (a >>> 0) * 2 ** 21 + (b >>> 11)
}

function sorted(ids: readonly number[], values: Float64Array): Float64Array {
  return Float64Array.from(ids, (id) => values[id]).sort()
}
