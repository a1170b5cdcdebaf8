/** Times the parts of a run. */
export class Stopwatch {
  readonly timings: Record<string, number> = {}

  /** Runs one part and books its wall-clock milliseconds under a name, added to what is booked there. */
  async time<T>(part: string, work: () => Promise<T> | T): Promise<T> {
    const start = performance.now()
    try {
      return await work()
    } finally {
      this.timings[part] = (this.timings[part] ?? 0) + performance.now() - start
    }
  }
}
