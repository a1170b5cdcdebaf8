import { TopCollector } from '../math/top-collector.js'
import { topK } from '../math/top-k.js'
import { type Matrix, rowOf, zeros } from '../math/matrix.js'
import { InvalidArgument } from '../errors.js'
import type { Whole } from '../math/whole.js'

/** A token and where it lies along a direction. */
export interface ProjectedToken {
  readonly id: Whole
  /** Undefined for a row without a token. */
  readonly token: string | undefined
  /** Signed, in the units of the embedding. */
  readonly projection: number
}

/** The two ends of a direction. */
export interface Poles {
  /** Largest first. */
  readonly positive: readonly ProjectedToken[]
  /** Most negative first. */
  readonly negative: readonly ProjectedToken[]
}

/** What to list of a projection. */
export interface ListOptions {
  /** How many tokens (of each pole); 20 by default. */
  readonly count?: number
  /** Lists the set's own members too; they are left out by default. */
  readonly members?: boolean
}

/** What a `Projection` is made of. */
export interface ProjectionData {
  /** Which singular vectors, counted from 1. */
  readonly vectors: readonly Whole[]
  /** vectors × V: row i holds (e − mean)·v for every token id. */
  readonly values: Matrix<Float64Array>
  /** The token of every id; undefined for a row without one. */
  readonly tokens: readonly (string | undefined)[]
  /** Ids of the set's members. */
  readonly memberIds: Uint32Array
}

/** The whole vocabulary on some of a set's singular vectors. */
export class Projection implements ProjectionData {
  readonly vectors: readonly Whole[]
  readonly values: Matrix<Float64Array>
  readonly tokens: readonly (string | undefined)[]
  readonly memberIds: Uint32Array

  constructor(data: ProjectionData) {
    this.vectors = data.vectors
    this.values = data.values
    this.tokens = data.tokens
    this.memberIds = data.memberIds
  }

  /**
   * The projections on singular vector k by token id, V numbers; a view.
   *
   * @throws {InvalidArgument} when vector k was not projected on
   */
  on(k: number): Float64Array {
    const row = this.vectors.indexOf(k)
    if (row >= 0) return rowOf(this.values, row)
    throw new InvalidArgument({
      where: 'singular vector',
      expected: `one that was projected on: ${this.vectors.join(', ') || 'none was'}`,
      found: String(k),
      next: `Analyse with { vectors: [${k}] }.`,
    })
  }

  /**
   * Some of its vectors alone; their projections are copied.
   *
   * @throws {InvalidArgument} when one of them was not projected on
   */
  only(vectors: readonly number[]): Projection {
    const values = zeros(vectors.length, this.values.cols)
    vectors.forEach((k, i) => {
      values.data.set(this.on(k), i * values.cols)
    })
    return new Projection({ ...this, vectors, values })
  }

  /**
   * The tokens at both ends of singular vector k: largest and most negative projections, zero excluded.
   *
   * @throws {InvalidArgument} when vector k was not projected on
   */
  poles(k: number, { count = 20, members = false }: ListOptions = {}): Poles {
    const values = this.on(k)
    const accept = this.#filter(members, values)
    const [positive, negative] = [new TopCollector(count, accept), new TopCollector(count, accept)]
    TopCollector.addBoth(positive, negative, values, 0)
    const ids = (found: TopCollector): number[] => found.top(1).map(({ row }) => row)
    return {
      positive: this.#list(values, ids(positive)),
      negative: this.#list(values, ids(negative)),
    }
  }

  /**
   * The tokens of largest |projection| on singular vector k, of either sign, largest first.
   *
   * @throws {InvalidArgument} when vector k was not projected on
   */
  largest(k: number, { count = 20, members = false }: ListOptions = {}): readonly ProjectedToken[] {
    const values = this.on(k)
    return this.#list(values, topK(values.map(Math.abs), count, this.#filter(members, values)))
  }

  /** Ids whose rows hold NaN or an infinity, and so lie nowhere on singular vector k: lists leave them out. */
  notFinite(k: number): readonly number[] {
    const ids: number[] = []
    this.on(k).forEach((x, id) => {
      if (!Number.isFinite(x)) ids.push(id)
    })
    return ids
  }

  #filter(members: boolean, values: Float64Array): (id: number) => boolean {
    const hidden = new Set(members ? [] : this.memberIds)
    return (id) => !hidden.has(id) && Number.isFinite(values[id])
  }

  #list(values: Float64Array, ids: readonly number[]): ProjectedToken[] {
    return ids.map((id) => ({ id, token: this.tokens[id], projection: values[id] }))
  }
}
