/** A row and its signed value. */
export interface Ranked {
  readonly row: number
  readonly value: number
}

/** Keeps the k largest of values that go by, above zero; equal ones in order of row; NaN never. */
export class TopCollector {
  readonly #count: number
  readonly #accept: ((row: number) => boolean) | undefined
  readonly #keys: number[] = []
  readonly #rows: number[] = []
  /** A key has to be above this to be kept. */
  #threshold = 0

  constructor(count: number, accept?: (row: number) => boolean) {
    this.#count = count
    this.#accept = accept
    if (count <= 0) this.#threshold = Infinity
  }

  /**
   * Looks at values of consecutive rows, for the largest and the most negative at once.
   *
   * @param start the row of the first
   * @param next the first index from one on whose value is above or below these bounds, or values.length: almost every
   *   value is within them; a plain walk by default
   */
  static addBoth(
    positive: TopCollector,
    negative: TopCollector,
    values: Float64Array,
    start: number,
    next = (from: number, above: number, below: number) => walk(values, from, above, below),
  ): void {
    for (let i = 0; ; i++) {
      i = next(i, positive.#threshold, -negative.#threshold)
      if (i >= values.length) return
      const value = values[i]
      if (value > positive.#threshold) positive.#offer(value, start + i)
      else negative.#offer(-value, start + i)
    }
  }

  #offer(key: number, row: number): void {
    if (this.#accept?.(row) ?? true) this.#insert(key, row)
  }

  #insert(key: number, row: number): void {
    let at = this.#keys.length
    while (at > 0 && this.#keys[at - 1] < key) at--
    this.#keys.splice(at, 0, key)
    this.#rows.splice(at, 0, row)
    if (this.#keys.length > this.#count) {
      this.#keys.pop()
      this.#rows.pop()
    }
    if (this.#keys.length === this.#count) this.#threshold = this.#keys[this.#count - 1]
  }

  /** What has been kept, the most extreme first, with the sign that it was looked for. */
  top(sign: 1 | -1): readonly Ranked[] {
    return this.#keys.map((key, i) => ({ row: this.#rows[i], value: key * sign }))
  }

  /** The largest magnitudes of this collector of largest and another of most negative values. */
  merged(negative: TopCollector): readonly Ranked[] {
    return [...this.top(1), ...negative.top(-1)]
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.row - b.row)
      .slice(0, this.#count)
  }
}

/** The first index from one on whose value is above or below; NaN is neither. */
function walk(values: Float64Array, from: number, above: number, below: number): number {
  let i = from
  while (i < values.length && !(values[i] > above || values[i] < below)) i++
  return i
}
