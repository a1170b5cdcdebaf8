/** A row and its signed value. */
export interface Ranked {
  readonly row: number
  readonly value: number
}

/**
 * Keeps the k largest of values that go by, above zero; equal ones in order of row; NaN never. Of n values that takes
 * n·log k steps at most: up to 2·k are taken in before the lower half is sorted out.
 */
export class TopCollector {
  readonly #count: number
  readonly #accept: ((row: number) => boolean) | undefined
  /** Sorted but for those that came last. */
  #kept: Ranked[] = []
  /** A value has to be above this to be kept. */
  #threshold = 0

  constructor(count: number, accept?: (row: number) => boolean) {
    this.#count = count
    this.#accept = accept
    if (count <= 0) this.#threshold = Infinity
  }

  /**
   * Looks at values of consecutive rows, for the largest and the most negative at once.
   *
   * @param start the row of the first; later calls bring later rows
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

  #offer(value: number, row: number): void {
    if (!(this.#accept?.(row) ?? true)) return
    this.#kept.push({ row, value })
    if (this.#kept.length >= 2 * this.#count) this.#sortOut()
  }

  #sortOut(): void {
    // Rows come in ascending order, and the sort is stable.
    this.#kept = this.#kept.sort((a, b) => b.value - a.value).slice(0, this.#count)
    if (this.#kept.length === this.#count && this.#count > 0)
      this.#threshold = this.#kept[this.#count - 1].value
  }

  /** What has been kept, the most extreme first, with the sign that it was looked for. */
  top(sign: 1 | -1): readonly Ranked[] {
    this.#sortOut()
    return this.#kept.map(({ row, value }) => ({ row, value: value * sign }))
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
