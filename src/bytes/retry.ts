import { Io, type TokenprismError } from '../errors.js'
import { Transient } from './transient.js'

/** How failures that may pass are met. */
export interface RetryOptions {
  /** Tries in all; 5 by default, 1 for none but the first. */
  readonly tries?: number
  /** Waits; by default on the clock, and aborted by the signal. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Uniform on [0, 1), so that many clients do not come back at once; `Math.random` by default. */
  readonly random?: () => number
  /** Told before each wait. */
  readonly onRetry?: (about: Retry) => void
}

/** A wait before another try. */
export interface Retry {
  readonly where: string
  readonly reason: string
  readonly seconds: number
}

/** The tries of one task. */
export interface Tries {
  /**
   * Waits until it is time for the next try.
   *
   * @throws {Io} when there is none
   * @throws the failure itself when it is not one that may pass
   */
  failed(failure: unknown, signal?: AbortSignal): Promise<void>
  /** Something arrived: the count starts again. */
  progressed(): void
}

/** Longer than this nobody is kept waiting. */
const MAX_WAIT_SECONDS = 300

/**
 * Counts the tries of a task. A server's own time comes first, else 1, 2, 4, 8 seconds, each times 0.5 to 1.
 *
 * @param where the file or address, for messages
 */
export function tries(where: string, options: RetryOptions = {}): Tries {
  const { tries: most = 5, wait = sleep, random = Math.random, onRetry } = options
  let failures = 0
  return {
    async failed(failure, signal) {
      if (!(failure instanceof Transient)) throw failure
      failures++
      const backoff = Math.min(8, 2 ** (failures - 1)) * (0.5 + 0.5 * random())
      const seconds = failure.after ?? backoff
      if (failures >= most || seconds > MAX_WAIT_SECONDS)
        throw givenUp(where, failure, failures, seconds)
      onRetry?.({ where, reason: failure.reason, seconds })
      await wait(1000 * seconds, signal)
      signal?.throwIfAborted()
    },
    progressed() {
      failures = 0
    },
  }
}

function givenUp(
  where: string,
  failure: Transient,
  failures: number,
  seconds: number,
): TokenprismError {
  const late = seconds > MAX_WAIT_SECONDS
  return new Io(
    {
      where,
      expected: 'a server that answers',
      found: `${failure.reason}${failures > 1 ? `, ${failures} times in a row` : ''}`,
      next: late
        ? `The server asks to come back in ${Math.ceil(seconds)} seconds: run again then.`
        : 'Check the network and the address, and run again: what has arrived is kept.',
    },
    { cause: failure },
  )
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(stop, milliseconds)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
  })
}
