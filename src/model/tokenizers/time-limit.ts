/**
 * The port through which work that might never end is bounded. `#time-limit` is its Node side in Node and its browser
 * side elsewhere (see "imports" in package.json).
 */
export interface TimeLimit {
  /**
   * Does synchronous work, and stops it in its midst, wherever it is, once its time is over: in a regular expression, too.
   * A page cannot stop itself: there the work goes on until it ends.
   *
   * @param milliseconds of the clock
   * @param work leaves nothing half done behind that anyone looks at after
   * @param tooLate makes the error of work that was stopped
   * @throws {Error} what `work` or `tooLate` gives; an `AbortError` when SIGINT stopped it, which is then told to whoever
   *   listens for it
   */
  run<T>(milliseconds: number, work: () => T, tooLate: () => Error): T
}
