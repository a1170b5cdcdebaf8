/** A thread that works on jobs of kernels. */
export interface Helper {
  /** Sends it a message; what is sent is copied, shared memory excepted. */
  post(message: unknown): void
  /** Ends it at once. */
  terminate(): void
}

/**
 * The port through which threads are reached. `#workers` is its Node side in Node and its browser side elsewhere (see
 * "imports" in package.json).
 */
export interface Threads {
  /** Processors that this process may use. */
  readonly available: number
  /** Lets a build of WebAssembly with relaxed SIMD be compiled, where that takes a word at run time. */
  allowRelaxedSimd(): void
  /**
   * Starts a thread that does not keep the process alive, or gives undefined where there can be none.
   *
   * @param program a script's text, which finds its messages at `port`
   * @param onFailure called when it stops by itself
   */
  start(program: string, onFailure: () => void): Helper | undefined
}
