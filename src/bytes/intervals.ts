import type { ByteRange } from './read-ranges.js'

/** Which bytes of a file were read, however often: intervals that neither overlap nor touch, in order. */
export class Intervals {
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  #total = 0

  /** Bytes in all. */
  get total(): number {
    return this.#total
  }

  /** Each interval, in order. */
  ranges(): ByteRange[] {
    return this.#starts.map((offset, i) => ({ offset, length: this.#ends[i] - offset }))
  }

  /** Adds the bytes from `start` up to, but without, `end`. */
  add(start: number, end: number): void {
    if (end <= start) return
    const first = lowerBound(this.#ends, start)
    let last = first
    let [from, to] = [start, end]
    for (; last < this.#starts.length && this.#starts[last] <= end; last++) {
      from = Math.min(from, this.#starts[last])
      to = Math.max(to, this.#ends[last])
      this.#total -= this.#ends[last] - this.#starts[last]
    }
    this.#starts.splice(first, last - first, from)
    this.#ends.splice(first, last - first, to)
    this.#total += to - from
  }
}

/** The first position whose value is at least `value`. */
function lowerBound(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
